import { setTimeout as sleep } from "node:timers/promises";
import { type Artifacts, artifactsOf, differences } from "../artifacts.ts";
import { exec } from "../exec.ts";
import type { TaskState } from "./airflow-api.ts";
import type { Background } from "./background.ts";
import type { Cluster } from "./cluster.ts";
import type { StoredRuns } from "./stored-runs.ts";

/** What a scenario needs. */
export interface Place {
  readonly background: Background;
  readonly cluster: Cluster;
  /** The interpreter of the steps, and the project that runs in it without Airflow for comparison. */
  readonly stepsPython: string;
  readonly kale: string;
}

/** What was measured. */
export interface Outcome {
  readonly name: string;
  readonly wrong: readonly string[];
  readonly runs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly byWorker: ReadonlyMap<string, number>;
  readonly notes: string;
}

const kale = "kale_passengers";
const slowStep = "randomforest";
const slow = { N_TREES: 4000 };
const LONGEST_SECONDS = 1800;

/** One run: its steps are on both workers, and give what a local run gives. */
export async function twoWorkers(place: Place, runs: StoredRuns): Promise<Outcome> {
  const local = await localRun(place, "local", {});
  const started = performance.now();
  await place.cluster.api.start(kale, "plain", {});
  const state = await end(place, kale, "plain");
  const seconds = (performance.now() - started) / 1000;
  const tasks = await place.cluster.api.tasks(kale, "plain");
  const byWorker = countByWorker(tasks);
  const missing = place.cluster.workers.filter((worker) => !byWorker.has(worker));
  const wrong = [
    ...(state === "success" ? [] : [`the run is ${state}`]),
    ...missing.map((worker) => `no step on ${worker}`),
    ...differences(local, await runs.artifacts("plain")),
    ...(await runs.torn("plain")),
  ];
  const notes = `${local.hashes.size} hashes equal to the local run's`;
  return { name: "one run", wrong, runs: 1, steps: tasks.length, seconds, byWorker, notes };
}

/** A worker is killed in the middle of a step, and all that it has started; the other does the step again. */
export async function killedWorker(place: Place, runs: StoredRuns): Promise<Outcome> {
  const { background, cluster } = place;
  const local = await localRun(place, "local-slow", slow);
  const started = performance.now();
  await cluster.api.start(kale, "killed", slow);
  const victim = await workerOf(place, slowStep);
  background.kill(victim);
  const killed = performance.now();
  const state = await end(place, kale, "killed");
  const ended = performance.now();
  await cluster.startWorker(victim);
  const tasks = await cluster.api.tasks(kale, "killed");
  const again = tasks.find(({ task_id }) => task_id === slowStep);
  const wrong = [
    ...(state === "success" ? [] : [`the run is ${state}`]),
    ...(again !== undefined && again.try_number > 1 ? [] : ["the step was not tried again"]),
    ...(again?.hostname === victim ? ["the step is on the worker that was killed"] : []),
    ...differences(local, await runs.artifacts("killed")),
    ...(await runs.torn("killed")),
  ];
  const notes = `${victim} killed in step ${slowStep}; over ${((ended - killed) / 1000).toFixed(0)} s later, tries ${again?.try_number}, on ${again?.hostname}`;
  const seconds = (ended - started) / 1000;
  return {
    name: "a worker killed",
    wrong,
    runs: 1,
    steps: tasks.length,
    seconds,
    byWorker: countByWorker(tasks),
    notes,
  };
}

/** Fifty runs, queued at once, each with a parameter of its own. */
export async function fiftyRuns({ cluster }: Place, runs: StoredRuns): Promise<Outcome> {
  const sizes = Array.from({ length: 50 }, (_, index) => index + 10);
  const started = performance.now();
  for (const size of sizes) await cluster.api.start("sums", `size-${size}`, { size });
  await until(async () => {
    const states = await cluster.api.states("sums");
    return (states.get("queued") ?? 0) + (states.get("running") ?? 0) === 0;
  });
  const seconds = (performance.now() - started) / 1000;
  const wrong: string[] = [];
  const tasks: TaskState[] = [];
  for (const size of sizes) {
    const run = `size-${size}`;
    tasks.push(...(await cluster.api.tasks("sums", run)));
    wrong.push(...(await wrongIn(cluster, runs, run, size)));
  }
  const tries = tasks.filter(({ try_number }) => try_number > 1).length;
  const notes = `${(tasks.length / seconds).toFixed(2)} steps a second; ${tries} steps tried again`;
  return { name: "fifty runs", wrong, runs: 50, steps: tasks.length, seconds, byWorker: countByWorker(tasks), notes };
}

async function wrongIn({ api }: Cluster, runs: StoredRuns, run: string, size: number): Promise<readonly string[]> {
  const state = await api.state("sums", run);
  if (state !== "success") return [`${run} is ${state}`];
  const sum = (size * (size - 1)) / 2;
  const found = JSON.stringify(await runs.value(run, "both"));
  const { status } = await runs.artifacts(run);
  return [
    ...(found === JSON.stringify([size, sum, sum]) ? [] : [`${run} gives ${found}`]),
    ...(status === "done" ? [] : [`${run} is ${status} in its manifest`]),
    ...(await runs.torn(run)),
  ];
}

async function localRun(place: Place, run: string, parameters: Readonly<Record<string, unknown>>): Promise<Artifacts> {
  const patches = Object.entries(parameters).flatMap(([name, value]) => ["--patch", `${name}=${value}`]);
  const env = { PYTHONPATH: "src" };
  await exec(place.stepsPython, ["-m", kale, "run", "--run-id", run, ...patches], { cwd: place.kale, env });
  return artifactsOf(place.kale, run);
}

/** The worker on which the step's process runs, once there is one. */
async function workerOf({ background, cluster }: Place, step: string): Promise<string> {
  let found: string | undefined;
  await until(async () => {
    const runsIt = (worker: string) => background.commands(worker).some((line) => line.includes(` step ${step} `));
    found = cluster.workers.find(runsIt);
    return found !== undefined;
  });
  await sleep(3000); // into the middle of it
  return found ?? "";
}

async function end({ cluster }: Place, dag: string, run: string): Promise<string> {
  let state = "";
  await until(async () => {
    state = await cluster.api.state(dag, run);
    return state === "success" || state === "failed";
  });
  return state;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const last = Date.now() + LONGEST_SECONDS * 1000;
  while (!(await isSo())) {
    if (Date.now() > last) throw new Error(`Not over after ${LONGEST_SECONDS} s`);
    await sleep(1000);
  }
}

function countByWorker(tasks: readonly TaskState[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { hostname } of tasks) counts.set(hostname, (counts.get(hostname) ?? 0) + 1);
  return new Map([...counts].sort());
}
