import fc from "fast-check";
import { makeSmaller } from "./make-smaller.ts";
import type { ProgramResult, ProgramRunner } from "./program-runner.ts";
import { type Program, randomProgram, scriptOf } from "./random-program.ts";

/** What many random programs came to. */
export interface ProgramSummary {
  readonly seed: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Refused programs by code. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly compared: number;
  readonly missing: number;
  /** The smallest program found whose pipeline is wrong, as text, or null. */
  readonly failure: string | null;
}

const acceptable: readonly ProgramResult["status"][] = ["equal", "refused"];

/** Attempts at making a failing program smaller. */
const smallerLimit = 150;

/** Checks random programs until one fails, then makes that one smaller. The seed repeats a run. */
export async function checkPrograms(runner: ProgramRunner, runs: number, seed: number): Promise<ProgramSummary> {
  const counts: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  let [compared, missing] = [0, 0];
  const property = fc.asyncProperty(randomProgram, async (program: Program) => {
    const result = await runner.check(program);
    counts[result.status] = (counts[result.status] ?? 0) + 1;
    const codes = result.status === "refused" ? (result.detail ?? "").split(" ") : [];
    for (const code of codes) refusals[code] = (refusals[code] ?? 0) + 1;
    compared += result.compared ?? 0;
    missing += result.missing?.length ?? 0;
    return acceptable.includes(result.status);
  });
  const details = await fc.check(property, { seed, numRuns: runs, endOnFailure: true });
  const failing = details.counterexample?.[0];
  const failure = failing === undefined ? null : await describeFailure(runner, failing, details.seed, details.numRuns);
  return { seed: details.seed, counts, refusals, compared, missing, failure };
}

/** The failing program, made smaller as long as it fails in the same way, and what goes wrong. */
async function describeFailure(runner: ProgramRunner, program: Program, seed: number, number: number): Promise<string> {
  const { status } = await runner.check(program);
  const fails = async (smaller: Program) => (await runner.check(smaller)).status === status;
  const smallest = await makeSmaller(program, fails, smallerLimit);
  const { detail } = await runner.check(smallest);
  return `${scriptOf(smallest)}\n\n${status}: ${detail}\nrepeat with seed ${seed}, found in program ${number}`;
}

/** The summary in a few lines. */
export function formatSummary(summary: ProgramSummary): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ");
  const refused = Object.keys(summary.refusals).length > 0 ? `; refused with ${list(summary.refusals)}` : "";
  return `seed ${summary.seed}: ${list(summary.counts)}${refused}; ${summary.compared} values compared, ${summary.missing} not found`;
}
