import fc from "fast-check";
import { makeSmaller } from "./make-smaller.ts";
import type { ProgramResult, ProgramRunner } from "./program-runner.ts";
import { type Program, scriptOf } from "./random-program.ts";

/** What many random programs came to. */
export interface ProgramSummary {
  readonly seed: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Refused programs by code. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly compared: number;
  readonly missing: number;
  /** The smallest programs found whose pipelines are wrong, as texts. */
  readonly failures: readonly string[];
}

/** Which programs are checked, and what counts. */
export interface Checking {
  readonly programs: fc.Arbitrary<Program>;
  readonly runs: number;
  /** Repeats a run. */
  readonly seed: number;
  /** What is not a failure; `equal` and `refused` when not given. */
  readonly acceptable?: readonly ProgramResult["status"][];
  /** Refusals that are failures here, to look at them. */
  readonly codes?: readonly string[];
  /** Attempts at making a failing program smaller. */
  readonly attempts?: number;
  /** Told of each failure when it is found. */
  readonly onFailure?: (failure: string) => void;
  /** Number of failures of different kinds after which the search ends. */
  readonly limit?: number;
}

/** Checks random programs, and makes those that fail smaller. */
export async function checkPrograms(runner: ProgramRunner, checking: Checking): Promise<ProgramSummary> {
  const { programs, runs, seed, codes = [], limit = 1 } = checking;
  const acceptable = checking.acceptable ?? ["equal", "refused"];
  const counts: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  const failures = new Map<string, string>();
  let [compared, missing] = [0, 0];
  for (const [index, program] of fc.sample(programs, { numRuns: runs, seed }).entries()) {
    const result = await runner.check(program);
    counts[result.status] = (counts[result.status] ?? 0) + 1;
    const refusedWith = codesOf(result);
    for (const code of refusedWith) refusals[code] = (refusals[code] ?? 0) + 1;
    compared += result.compared ?? 0;
    missing += result.missing?.length ?? 0;
    if (acceptable.includes(result.status) && !refusedWith.some((code) => codes.includes(code))) continue;
    const kind = kindOf(result, codes);
    if (failures.has(kind)) continue;
    const smallest = await smallestLike(
      (other) => runner.check(other),
      program,
      (other) => kindOf(other, codes) === kind,
      checking.attempts ?? 150,
    );
    failures.set(kind, `${smallest}\nfound with seed ${seed}, program ${index + 1}`);
    checking.onFailure?.(failures.get(kind) as string);
    if (failures.size >= limit) break;
  }
  return { seed, counts, refusals, compared, missing, failures: [...failures.values()] };
}

function codesOf(result: ProgramResult): readonly string[] {
  return result.status === "refused" ? (result.detail ?? "").split(" ") : [];
}

/** What failures have in common that are told once: the status, and the kind of error or the refusals looked for. */
function kindOf(result: ProgramResult, codes: readonly string[]): string {
  const refused = codesOf(result).filter((code) => codes.includes(code));
  const lines = (result.detail ?? "").trim().split("\n");
  const error = (lines.at(-1) ?? "").replace(/'[^']*'|\d+|\b[a-z]\b/g, "_").slice(0, 40);
  return result.status === "refused" ? `refused ${refused.join(" ")}` : `${result.status} ${error}`;
}

/** The program, made smaller as long as it fails in the same way, and what goes wrong. */
async function smallestLike(
  check: (program: Program) => Promise<ProgramResult>,
  program: Program,
  isSame: (result: ProgramResult) => boolean,
  attempts: number,
): Promise<string> {
  const smallest = await makeSmaller(program, async (smaller) => isSame(await check(smaller)), attempts);
  const { status, detail } = await check(smallest);
  return `${scriptOf(smallest)}\n\n${status}: ${detail}`;
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
