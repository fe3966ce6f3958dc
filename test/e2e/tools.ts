import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { fixedEnvironment } from "../../scripts/corpus/environment.ts";
import { type Finished, runProcess } from "../../scripts/corpus/run-process.ts";
import { testPython } from "../properties/test-python.ts";

/** The repository's folder. */
export const root = path.dirname(path.dirname(import.meta.dirname));

/** Seconds after which a process that should have ended long before is stopped. */
const patience = 280;

/** A folder that is removed after the tests of a file. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the built converter; for projects with the full runner, unless `args` say otherwise. */
export function convert(notebook: string, target: string, args: readonly string[] = []): Promise<Finished> {
  const [command, ...first] = converterCommand(root, false);
  if (!existsSync(first[0] ?? "")) throw new Error("There is no build: run 'npm run build'.");
  const runner = args.includes("--runner") ? [] : ["--runner", "full"];
  const options = ["-o", target, "--python", testPython(), "--json", ...runner, ...args];
  return runProcess(command, [...first, "convert", notebook, ...options], { env: environment(), timeout: patience });
}

/** Runs Python of the tests' environment. */
export function python(args: readonly string[], cwd = root, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return runProcess(testPython(), args, { cwd, env: { ...environment(), ...env }, timeout: patience });
}

/** Runs a command of a generated project. */
export function runProject(project: string, name: string, args: readonly string[]): Promise<Finished> {
  return python(["-m", name, ...args], project, { PYTHONPATH: path.join(project, "src") });
}

/** The environment of a user's shell, without what could make two runs differ. */
export function environment(): NodeJS.ProcessEnv {
  const env = fixedEnvironment(path.dirname(path.dirname(testPython())));
  // Compiling the libraries for each process takes longer than all that is tested.
  delete env.PYTHONDONTWRITEBYTECODE;
  return env;
}

/** Where results are kept that are the same as long as their inputs are. */
export function cacheFolder(name: string): string {
  const folder = path.join(root, ".cache", "e2e", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What a process must have printed as its last line. */
export function lastJson(done: Finished): unknown {
  if (done.code !== 0) throw new Error(`exit code ${done.code}\n${done.stdout}\n${done.stderr}`);
  return JSON.parse(done.stdout.trim().split("\n").at(-1) ?? "");
}
