/** Checks random programs by hand: `tsx test/properties/run-random-programs.ts --runs 2000 [--seed N] [--python PY] [--runner small]`. */
import path from "node:path";
import { parseArgs } from "node:util";
import { checkPrograms, formatSummary } from "./check-programs.ts";
import { ProgramRunner } from "./program-runner.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { runs: text, seed: text, python: text, runner: text } });
const python = path.resolve(values.python ?? path.join(".test-venv", "bin", "python"));
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const runner = new ProgramRunner(python, values.runner === "small" ? "small" : "full");
try {
  const summary = await checkPrograms(runner, Number(values.runs ?? "100"), seed);
  if (summary.failure !== null) console.log(`${summary.failure}\n`);
  console.log(formatSummary(summary));
  process.exitCode = summary.failure === null ? 0 : 1;
} finally {
  runner.close();
}
