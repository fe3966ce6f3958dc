import { execFile } from "node:child_process";
import { Failure } from "../diagnostics/failure.ts";

/** A Python interpreter and where it looks for modules. */
export interface Interpreter {
  readonly path: string;
  /** `3.11.7`. */
  readonly version: string;
  /** Folders of installed packages, most important first. */
  readonly searchPath: readonly string[];
}

const QUESTION =
  "import json,sys;print(json.dumps(['.'.join(map(str,sys.version_info[:3])),[p for p in sys.path if p]]))";

/** Asks an interpreter who it is, in isolated mode: nothing of the user's folder is imported. */
function askInterpreter(path: string): Promise<Interpreter | null> {
  return new Promise((resolve) => {
    execFile(path, ["-I", "-c", QUESTION], { timeout: 20_000 }, (error, stdout) => {
      if (error) return resolve(null);
      resolve(readAnswer(path, stdout));
    });
  });
}

/** Whatever else answers is no Python. */
function readAnswer(path: string, text: string): Interpreter | null {
  try {
    const [version, searchPath] = JSON.parse(text) as [string, string[]];
    return typeof version === "string" && Array.isArray(searchPath) ? { path, version, searchPath } : null;
  } catch {
    return null;
  }
}

/**
 * The interpreter that the user names, else the one on PATH. Null when there is none; static work goes on without.
 * Fails with `no-interpreter` when the named one is no Python.
 */
export async function findInterpreter(named: string | null): Promise<Interpreter | null> {
  if (named === null) return (await askInterpreter("python3")) ?? (await askInterpreter("python"));
  const found = await askInterpreter(named);
  if (found) return found;
  const hint = "give the path of a python executable with --python";
  throw new Failure("no-interpreter", `${named} is not a Python interpreter that runs`, hint);
}
