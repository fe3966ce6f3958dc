import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runProcess } from "../../scripts/corpus/run-process.ts";
import { testPython } from "../properties/test-python.ts";
import { environment, root } from "./tools.ts";

/** Something that the type checker has against a line. */
export interface Finding {
  /** Path within the folder that was checked. */
  readonly file: string;
  readonly rule: string;
  /** The line as it stands in the file. */
  readonly code: string;
  readonly message: string;
}

interface Output {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly rule?: string;
    readonly severity: string;
    readonly message: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
}

/** Checks all projects below a folder at once (each has its code in `src`), in pyright's basic mode. */
export async function checkTypes(folder: string, projects: readonly string[]): Promise<readonly Finding[]> {
  const sources = projects.map((project) => `${project}/src`);
  const environments = sources.map((source) => ({ root: source, extraPaths: [source] }));
  const settings = { include: sources, typeCheckingMode: "basic", executionEnvironments: environments };
  writeFileSync(path.join(folder, "pyrightconfig.json"), JSON.stringify(settings));
  return (await told(folder)).map((found) => ({
    file: path.relative(folder, found.file),
    rule: found.rule ?? "",
    code: readFileSync(found.file, "utf8").split("\n")[found.range.start.line]?.trim() ?? "",
    message: found.message,
  }));
}

/** What a project's own check of types fails for. */
export async function typeErrors(project: string): Promise<readonly string[]> {
  const found = await told(project);
  return found.filter(({ severity }) => severity === "error").map(({ file, message }) => `${file}: ${message}`);
}

async function told(folder: string): Promise<Output["generalDiagnostics"]> {
  const command = path.join(root, "node_modules", "pyright", "index.js");
  const args = [command, "--outputjson", "--pythonpath", testPython(), "--project", folder];
  const done = await runProcess(process.execPath, args, { cwd: folder, env: environment(), timeout: 280 });
  if (done.code !== 0 && done.code !== 1) throw new Error(`pyright: ${done.code}\n${done.stdout}\n${done.stderr}`);
  return (JSON.parse(done.stdout) as Output).generalDiagnostics;
}
