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
export function askInterpreter(path: string): Promise<Interpreter | null> {
  return new Promise((resolve) => {
    execFile(path, ["-I", "-c", QUESTION], { timeout: 20_000 }, (error, stdout) => {
      if (error) return resolve(null);
      const [version, searchPath] = JSON.parse(stdout) as [string, string[]];
      resolve({ path, version, searchPath });
    });
  });
}

/**
 * The interpreter for a notebook: the one that the user names, else the first of `nearby` (environments beside the
 * notebook) that works, else the one on PATH. Null when there is none; static work goes on without.
 */
export async function findInterpreter(named: string | null, nearby: readonly string[]): Promise<Interpreter | null> {
  if (named !== null) {
    const found = await askInterpreter(named);
    if (!found)
      throw new Failure(
        "no-interpreter",
        `${named} is not a Python interpreter that runs`,
        "give the path of a python executable with --python",
      );
    return found;
  }
  for (const candidate of [...nearby, "python3", "python"]) {
    const found = await askInterpreter(candidate);
    if (found) return found;
  }
  return null;
}
