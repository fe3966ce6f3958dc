/**
 * `npm run bench:trace -- --notebooks DIR --python PYTHON [--runs N] [--match TEXT]`: how much slower a notebook runs when it
 * is traced, for each notebook below a folder. Both runs are made by the same program, once with the probe and once without.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { readNotebook } from "../src/notebook/read-notebook.ts";
import { runTrace, type TraceRequest } from "../src/run/run-trace.ts";
import { checkBar, medianOf, root, runsAsked } from "./measure.ts";

const HIGHEST = 1.3;
const LONGEST = 300;

interface Times {
  /** Seconds of the run, start of the kernel included. */
  readonly wall: number;
  /** Seconds that the processors worked for it. */
  readonly work: number;
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
}

function requestFor(file: string, work: string, plain: boolean): TraceRequest {
  const { notebook } = readNotebook(readFileSync(file), file);
  if (notebook === null) throw new Error(`${file} cannot be read`);
  const cells = notebook.cells
    .filter((cell) => cell.kind === "code" && cell.source.trim() !== "")
    .map(({ index, source }) => ({ index, source, mayRaise: true }));
  const limits = { timeout: LONGEST, memory: null, noNetwork: false, sockets: path.join(work, "s") };
  return { cells, folder: path.dirname(file), around: null, workdir: "", samples: false, ...limits, plain };
}

async function timeOnce(file: string, python: string, plain: boolean): Promise<Times | null> {
  const work = mkdtempSync(path.join(tmpdir(), "bench-trace-"));
  try {
    mkdirSync(work, { recursive: true });
    writeFileSync(path.join(work, "request.json"), JSON.stringify(requestFor(file, work, plain)));
    await runTrace({ python, packages: path.join(root, "python") }, path.join(work, "request.json"));
    const result = JSON.parse(readFileSync(path.join(work, "result.json"), "utf8"));
    return result.failure === null ? { wall: result.seconds, work: result.processorSeconds } : null;
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The best of some runs in turns, plain first: what else happens on the machine only makes them slower. */
async function measure(file: string, python: string, runs: number): Promise<readonly [Times, Times] | null> {
  let best: readonly [Times, Times] | null = null;
  for (let run = 0; run < runs; run++) {
    const plain = await timeOnce(file, python, true);
    const traced = plain && (await timeOnce(file, python, false));
    if (plain === null || traced === null) return null;
    best = best === null ? [plain, traced] : [smaller(best[0], plain), smaller(best[1], traced)];
  }
  return best;
}

function smaller(one: Times, other: Times): Times {
  return { wall: Math.min(one.wall, other.wall), work: Math.min(one.work, other.work) };
}

function notebooksBelow(folder: string, match: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ipynb") && file.includes(match) && !file.includes("checkpoints"))
    .sort();
}

async function main(): Promise<void> {
  const [folder, python] = [option("notebooks") ?? path.join(root, "samples"), option("python") ?? "python3"];
  const ratios: number[] = [];
  const workRatios: number[] = [];
  for (const file of notebooksBelow(folder, option("match") ?? "")) {
    const found = await measure(path.join(folder, file), python, runsAsked() === 7 ? 1 : runsAsked());
    if (found === null) {
      console.log(`${file}: does not run to its end`);
      continue;
    }
    const [plain, traced] = found;
    ratios.push(traced.wall / plain.wall);
    workRatios.push(traced.work / plain.work);
    const columns = [plain.wall, traced.wall, plain.work, traced.work].map((seconds) => seconds.toFixed(2).padStart(7));
    console.log(`${columns.join(" ")}  ${ratios.at(-1)?.toFixed(2)} ${workRatios.at(-1)?.toFixed(2)}  ${file}`);
  }
  console.log(`${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)} at the end`);
  const medians = [medianOf(ratios), medianOf(workRatios)].map((ratio) => ratio.toFixed(3));
  console.log(`${ratios.length} notebooks: median of the ratios ${medians[0]} by the clock, ${medians[1]} by work`);
  checkBar(`at most ${HIGHEST} times as slow when traced`, medianOf(ratios) <= HIGHEST);
}

await main();
