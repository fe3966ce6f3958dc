import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const python = path.resolve(".test-venv", "bin", "python");

/** True when the Python environment of the tests is there (`node scripts/test-venv.mjs` makes it). */
export const hasPython = existsSync(python);

/** Runs a script of this folder, or code after `-c`, with JSON on its standard input; what it prints must be JSON. */
export function askPython<Answer>(script: readonly string[], question: unknown): Answer {
  const args = script[0] === "-c" ? script : [path.join("test", "languages", "python", script[0] as string)];
  const done = spawnSync(python, [...args], { input: JSON.stringify(question), encoding: "utf8", maxBuffer: 1e9 });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as Answer;
}
