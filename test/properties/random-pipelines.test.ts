import { describe, expect, it } from "vitest";
import type { Runner } from "../../src/project/runner.ts";
import { checkPrograms, formatSummary } from "./check-programs.ts";
import { ProgramRunner } from "./program-runner.ts";
import { testPython } from "./test-python.ts";

/** More than this share must be converted, or the test says little. */
const convertedShare = 0.6;

describe.each<{ runner: Runner; runs: number }>([
  { runner: "full", runs: 30 },
  { runner: "small", runs: 20 },
])("with the $runner runner", ({ runner, runs }) => {
  it(`${runs} random programs, cut at random, give the same as pipelines`, { timeout: 600_000 }, async () => {
    const programs = new ProgramRunner(testPython(), runner);
    try {
      const seed = Number(process.env.PROPERTY_SEED ?? 4);
      const summary = await checkPrograms(programs, runs, seed);
      console.log(formatSummary(summary));
      expect(summary.failure).toBeNull();
      expect(summary.counts.equal ?? 0).toBeGreaterThan(runs * convertedShare);
    } finally {
      programs.close();
    }
  });
});
