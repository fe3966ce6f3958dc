/**
 * `npm run bench:steps`: what a pipeline of 125, 250 and 500 steps costs: to generate it, to wire its table, and to run it with
 * `--jobs 2`; `-- --sizes 20,40` for others, `-- --small` with the small runner. Steps do next to nothing, so that what is measured is the runner. Needs the tests' Python (`npm run test-venv`).
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { cellwright, checkBar, root } from "./measure.ts";
import { notebookOfSteps } from "./notebook-of-steps.ts";

const { values: options } = parseArgs({
  options: { sizes: { type: "string", default: "125,250,500" }, small: { type: "boolean", default: false } },
});
const runner = options.small ? "small" : "full";
const sizes = options.sizes.split(",").map(Number);
const steepest = 1.2;
const python = path.join(root, ".test-venv", "bin", "python");
const scratch = mkdtempSync(path.join(tmpdir(), "bench-steps-"));

const wireIt = `
import importlib, json, sys, time
package = sys.argv[1]
clock = time.process_time()
steps = importlib.import_module(f"{package}.pipeline").STEPS
imported = time.process_time()
importlib.import_module(f"{package}.runtime.table").wire(steps)
print(json.dumps({"import": imported - clock, "wire": time.process_time() - imported}))`;

// The runner's own processor time apart from that of the steps, which are its children.
const runIt = `
import contextlib, importlib, json, os, resource, sys, time
clock = time.perf_counter()
main = importlib.import_module(f"{sys.argv[1]}.runtime.cli").main
out = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
code = main(["run", "--jobs", "2", "--run-id", sys.argv[2]])
os.dup2(out, 1)
seconds = lambda who: sum(resource.getrusage(who)[:2])
print(json.dumps({"code": code, "wall": time.perf_counter() - clock,
    "runner": seconds(resource.RUSAGE_SELF), "steps": seconds(resource.RUSAGE_CHILDREN)}))`;

interface Run {
  readonly code: number;
  readonly wall: number;
  readonly runner: number;
  readonly steps: number;
}

interface Costs {
  readonly steps: number;
  readonly generate: number;
  readonly wire: { readonly import: number; readonly wire: number };
  readonly first: Run;
  /** The same again, with every result in the store. */
  readonly again: Run;
}

function costsOf(steps: number): Costs {
  const name = `steps_${steps}`;
  const notebook = path.join(scratch, `${name}.ipynb`);
  const folder = path.join(scratch, name);
  writeFileSync(notebook, notebookOfSteps(steps));
  const started = performance.now();
  execFileSync(process.execPath, [
    cellwright,
    "convert",
    notebook,
    "-o",
    folder,
    "--runner",
    runner,
    "--python",
    python,
  ]);
  const generate = (performance.now() - started) / 1000;
  const ask = <Answer>(code: string, ...args: readonly string[]): Answer => {
    const env = { ...process.env, PYTHONPATH: path.join(folder, "src") };
    return JSON.parse(execFileSync(python, ["-c", code, name, ...args], { env, encoding: "utf8" })) as Answer;
  };
  return { steps, generate, wire: ask(wireIt), first: ask(runIt, "first"), again: ask(runIt, "again") };
}

/** `e` in cost = c * steps^e, between the smallest and the largest size, without what a single step costs. */
function exponent(one: Costs, all: readonly Costs[], cost: (costs: Costs) => number): number {
  const [small, large] = [all[0] as Costs, all.at(-1) as Costs];
  return Math.log((cost(large) - cost(one)) / (cost(small) - cost(one))) / Math.log(large.steps / small.steps);
}

console.log(`${availableParallelism()} processors, ${cpus()[0]?.model}; each size once`);
try {
  const one = costsOf(1);
  const all = sizes.map(costsOf);
  console.log(
    "\n| steps | generate | import + wire | run | per step | runner's CPU | steps' CPU | all cached | its CPU |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|");
  for (const { steps, generate, wire, first, again } of all) {
    const table = `${((wire.import + wire.wire) * 1000).toFixed(0)} ms`;
    const run = `${first.wall.toFixed(1)} s | ${((first.wall / steps) * 1000).toFixed(0)} ms`;
    const cpu = `${first.runner.toFixed(1)} s | ${first.steps.toFixed(1)} s`;
    const cached = `${again.wall.toFixed(1)} s | ${again.runner.toFixed(1)} s`;
    console.log(`| ${steps} | ${generate.toFixed(1)} s | ${table} | ${run} | ${cpu} | ${cached} |`);
  }
  checkBar(
    "every run went well",
    all.every(({ first, again }) => first.code === 0 && again.code === 0),
  );
  const parts: readonly (readonly [string, (costs: Costs) => number])[] = [
    ["the runner's own work", ({ first }) => first.runner],
    ["the work of steps", ({ first }) => first.steps],
    ["the work of a run with every result stored", ({ again }) => again.runner],
  ];
  for (const [what, cost] of parts) {
    const measured = exponent(one, all, cost);
    checkBar(`${what} grows with steps^${measured.toFixed(2)}; at most ${steepest}`, measured <= steepest);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
