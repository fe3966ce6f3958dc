import { spawnSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** The built command. */
export const cellwright = path.join(root, "dist", "cli", "main.js");

/** Environments of the tools we compare with; kept between runs, never committed. */
export const cacheFolder = path.join(root, ".bench-cache");

/** One command to be timed, each time in a new process. */
export interface Candidate {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Makes the folder in which one run happens; not timed. Without it the command runs in the repository. */
  readonly prepare?: () => string;
  /** Exit codes that mean that the work was done; 0 only, unless given. */
  readonly accept?: readonly number[];
}

/** What was measured of one candidate. */
export interface Measurement {
  readonly name: string;
  /** Wall-clock milliseconds from start to exit, one per run. */
  readonly milliseconds: readonly number[];
  readonly median: number;
  /** Null when the last run did its work, else what it said. */
  readonly failure: string | null;
}

/**
 * Times the candidates in turns (a, b, c, a, b, c, ...), so that what else happens on the machine hits all alike.
 * One round before the first is not counted: it fills the disk's cache.
 */
export function measureInterleaved(candidates: readonly Candidate[], runs = 7): readonly Measurement[] {
  const times = candidates.map((): number[] => []);
  const failures = candidates.map((): string | null => null);
  for (let run = -1; run < runs; run++) {
    candidates.forEach((candidate, at) => {
      const result = timeOnce(candidate);
      if (run >= 0) times[at]?.push(result.milliseconds);
      failures[at] = result.failure;
    });
  }
  return candidates.map(({ name }, at) => {
    const milliseconds = times[at] ?? [];
    return { name, milliseconds, median: medianOf(milliseconds), failure: failures[at] ?? null };
  });
}

function timeOnce(candidate: Candidate): { milliseconds: number; failure: string | null } {
  const [program, ...args] = candidate.command;
  const cwd = candidate.prepare?.() ?? root;
  const started = performance.now();
  const done = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...candidate.env },
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const milliseconds = performance.now() - started;
  const isDone = done.status !== null && (candidate.accept ?? [0]).includes(done.status);
  return { milliseconds, failure: isDone ? null : lastLine(done.stderr || done.stdout || String(done.error)) };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.slice(0, 100) ?? "";
}

/** The middle of the sorted values; of an even number the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Prints medians, ranges and how many times the first candidate's median each one takes. */
export function printMeasurements(title: string, measurements: readonly Measurement[]): void {
  const base = measurements[0]?.median ?? Number.NaN;
  const width = Math.max(...measurements.map((each) => each.name.length));
  console.log(`\n${title}`);
  for (const { name, milliseconds, median, failure } of measurements) {
    const range = `${Math.min(...milliseconds).toFixed(0)}-${Math.max(...milliseconds).toFixed(0)}`;
    const cells = [name.padEnd(width), `${median.toFixed(0).padStart(7)} ms`, range.padStart(13)];
    const note = failure === null ? "" : `   failed: ${failure}`;
    console.log(`  ${cells.join("  ")}  ${(median / base).toFixed(2).padStart(7)}x${note}`);
  }
}

/** Prints where the figures come from. */
export function printMachine(runs: number): void {
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  console.log(`Node ${process.versions.node}, ${availableParallelism()} x ${processor}, ${process.platform}`);
  console.log(`Median of ${runs} runs in turns after one for warming up, a new process each; range; times the first.`);
}

/** `--runs N` of the command line; 7 unless given, and not less than asked for. */
export function runsAsked(): number {
  const at = process.argv.indexOf("--runs");
  return at === -1 ? 7 : Math.max(1, Number(process.argv[at + 1]));
}

/** Prints whether a bar is cleared; a missed one makes the process exit with 1. */
export function checkBar(what: string, isCleared: boolean): void {
  console.log(`${isCleared ? "✓" : "✗"} ${what}`);
  if (!isCleared) process.exitCode = 1;
}
