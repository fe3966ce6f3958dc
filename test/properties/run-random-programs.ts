/**
 * Checks random programs by hand: `tsx test/properties/run-random-programs.ts --runs 2000 [--seed N] [--python PY]
 * [--runner small] [--about pandas,models | --about libraries] [--failures 5] [--refused CW312] [--attempts 50]`.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { checkPrograms, formatSummary } from "./check-programs.ts";
import { librarySubjects } from "./library-subjects.ts";
import { ProgramRunner } from "./program-runner.ts";
import { programsAbout, randomProgram } from "./random-program.ts";
import { installedSubjects, modulesOf } from "./text-templates.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    runs: text,
    seed: text,
    python: text,
    runner: text,
    about: text,
    failures: text,
    refused: text,
    attempts: text,
  },
});
const python = path.resolve(values.python ?? path.join(".test-venv", "bin", "python"));
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const words = values.about?.split(",") ?? [];
const subjects = librarySubjects.filter(({ name }) =>
  words.some((word) => word === "libraries" || name.includes(word)),
);
const runner = new ProgramRunner(python, values.runner === "small" ? "small" : "full", modulesOf(subjects));
try {
  const about = installedSubjects(subjects, await runner.installed());
  const summary = await checkPrograms(runner, {
    programs: about.length > 0 ? programsAbout(about) : randomProgram,
    runs: Number(values.runs ?? "100"),
    seed,
    acceptable: about.length > 0 ? ["equal", "refused", "invalid"] : ["equal", "refused"],
    codes: values.refused?.split(",") ?? [],
    onFailure: (failure) => console.log(`${failure}\n`),
    attempts: Number(values.attempts ?? "150"),
    limit: Number(values.failures ?? "1"),
  });
  console.log(formatSummary(summary));
  process.exitCode = summary.failures.length === 0 ? 0 : 1;
} finally {
  runner.close();
}
