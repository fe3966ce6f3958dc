import { afterAll, describe, expect, it } from "vitest";
import type { Runner } from "../../src/project/runner.ts";
import { type Checking, checkPrograms, formatSummary } from "./check-programs.ts";
import { librarySubjects } from "./library-subjects.ts";
import { ProgramRunner } from "./program-runner.ts";
import { programsAbout, randomProgram } from "./random-program.ts";
import { testPython } from "./test-python.ts";
import { installedSubjects, modulesOf } from "./text-templates.ts";

/** `convertedShare`: more than that must be converted, or the test says little. */
describe.each<{ runner: Runner; plain: number; library: number; convertedShare: number }>([
  { runner: "full", plain: 16, library: 14, convertedShare: 0.6 },
  // Arrays of records and with masks are not for the small one.
  { runner: "small", plain: 10, library: 10, convertedShare: 0.4 },
])("with the $runner runner", ({ runner, plain, library, convertedShare }) => {
  const seed = Number(process.env.PROPERTY_SEED ?? 4);
  const programs = new ProgramRunner(testPython(), runner, modulesOf(librarySubjects));
  afterAll(() => programs.close());

  const givesTheSame = async (checking: Checking) => {
    const summary = await checkPrograms(programs, checking);
    console.log(formatSummary(summary));
    expect(summary.failures).toEqual([]);
    expect(summary.counts.equal ?? 0).toBeGreaterThan(checking.runs * convertedShare);
  };

  it(`${plain} random programs, cut at random, give the same as pipelines`, { timeout: 600_000 }, async () => {
    await givesTheSame({ programs: randomProgram, runs: plain, seed });
  });

  it(`${library} random programs about libraries give the same as pipelines`, { timeout: 600_000 }, async () => {
    const about = programsAbout(installedSubjects(librarySubjects, await programs.installed()));
    await givesTheSame({ programs: about, runs: library, seed, acceptable: ["equal", "refused", "invalid"] });
  });
});
