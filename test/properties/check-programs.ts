import fc from "fast-check";
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

/** Checks random programs until one fails, then makes that one as small as can be. The seed repeats a run. */
export async function checkPrograms(runner: ProgramRunner, runs: number, seed: number): Promise<ProgramSummary> {
  const counts: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  let compared = 0;
  let missing = 0;
  let shrinking = false;
  const property = fc.asyncProperty(randomProgram, async (program: Program) => {
    const result = await runner.check(program);
    if (!shrinking) {
      counts[result.status] = (counts[result.status] ?? 0) + 1;
      if (result.status === "refused") {
        for (const code of (result.detail ?? "").split(" ")) refusals[code] = (refusals[code] ?? 0) + 1;
      }
      compared += result.compared ?? 0;
      missing += result.missing?.length ?? 0;
    }
    if (acceptable.includes(result.status)) return;
    shrinking = true;
    throw new Error(`${result.status}: ${result.detail}`);
  });
  const details = await fc.check(property, { seed, numRuns: runs });
  const failure = details.failed ? describeFailure(details) : null;
  return { seed: details.seed, counts, refusals, compared, missing, failure };
}

function describeFailure(details: fc.RunDetails<[Program]>): string {
  const [program] = details.counterexample ?? [];
  const script = program === undefined ? "" : scriptOf(program);
  const reason = details.errorInstance instanceof Error ? details.errorInstance.message : "";
  return `${script}\n\n${reason}\nrepeat with seed ${details.seed}, found in program ${details.numRuns}, ${details.numShrinks} times made smaller`;
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
