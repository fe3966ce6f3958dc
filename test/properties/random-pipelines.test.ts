import { afterAll, expect, it } from "vitest";
import { checkPrograms, formatSummary } from "./check-programs.ts";
import { ProgramRunner } from "./program-runner.ts";
import { testPython } from "./test-python.ts";

const runs = 30;
/** More than this share must be converted, or the test says little. */
const convertedShare = 0.6;

const runner = new ProgramRunner(testPython());
afterAll(() => runner.close());

it(`${runs} random programs, cut at random, give the same as pipelines`, { timeout: 600_000 }, async () => {
  const seed = Number(process.env.PROPERTY_SEED ?? 4);
  const summary = await checkPrograms(runner, runs, seed);
  console.log(formatSummary(summary));
  expect(summary.failure).toBeNull();
  expect(summary.counts.equal ?? 0).toBeGreaterThan(runs * convertedShare);
});
