/**
 * `npm run bench:check`: `check` against tools that look at notebooks: on one notebook (cold start) and on 1,000; `-- --full`
 * measures 10,000, too. `--notebooks DIR`: what is copied; by default the corpus (`npm run corpus` fetches it), else the samples.
 * Tools that take long see the first 50 notebooks, and their time is scaled up; `marimo check` knows its own format alone and
 * gets the notebooks as `marimo convert` writes them, which is not counted.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { activated, ensureVenv, programOf, pythonOf } from "../scripts/python-env.mjs";
import {
  type Candidate,
  cacheFolder,
  cellwright,
  checkBar,
  type Measurement,
  measureInterleaved,
  medianOf,
  printMachine,
  printMeasurements,
  root,
  runsAsked,
} from "./measure.ts";
import { originals, writeCopies } from "./notebook-copies.ts";

const timesFasterCold = 5;
const timesFaster = 20;
const timesSlowerThanRuff = 5;
const mostGrowth = 1.25;
const slowSample = 50;
const jobs = 2;
const sample = path.join("samples", "energy-forecast", "energy-forecast.ipynb");
const scratch = mkdtempSync(path.join(tmpdir(), "bench-check-"));

function environment(name: string): string {
  const venv = path.join(cacheFolder, name);
  ensureVenv(venv, path.join(root, "bench", "requirements", `${name}.txt`));
  return venv;
}

const checkers = environment("checkers");
const ruff = programOf(checkers, "ruff");
const marimo = programOf(checkers, "marimo");
const pynblint = programOf(environment("pynblint"), "pynblint");
const nb2p = programOf(environment("notebook-to-pipeline"), "nb2p");
const output = path.join(scratch, "report");
const twoThreads = { RAYON_NUM_THREADS: String(jobs) };

/** The notebook as marimo stores it, beside the others of that kind. */
function converted(notebook: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${path.basename(notebook, ".ipynb")}.py`);
  spawnSync(marimo, ["convert", notebook, "-o", file], { cwd: root });
  return file;
}

/** nbqa runs the ruff of its own environment. */
function nbqa(target: string): Pick<Candidate, "command" | "env" | "accept"> {
  const { PATH } = activated(checkers);
  const options = ["--isolated", "--no-cache", "--quiet"];
  return {
    command: [programOf(checkers, "nbqa"), "ruff check", target, ...options],
    env: { PATH, ...twoThreads },
    accept: [0, 1],
  };
}

function ruffOn(target: string): Candidate {
  const options = ["--isolated", "--no-cache", "--quiet", "--exit-zero", "--output-file", output];
  return { name: "ruff check", command: [ruff, "check", ...options, target], env: twoThreads };
}

function checkOn(target: string, ...options: string[]): Candidate {
  const always = ["--no-config", "--fail-on", "never", "-o", output];
  return { name: "cellwright check", command: [process.execPath, cellwright, "check", target, ...always, ...options] };
}

/** Fails when a tool says nothing. */
function medianIn(measurements: readonly Measurement[], name: string): number {
  return measurements.find((one) => one.name === name && one.failure === null)?.median ?? Number.NaN;
}

function coldStart(runs: number): void {
  const measurements = measureInterleaved(
    [
      checkOn(sample),
      { name: "python -c 'import nbformat'", command: [pythonOf(checkers), "-c", "import nbformat"] },
      ruffOn(sample),
      { name: "nbqa ruff check", ...nbqa(sample) },
      { name: "nb2p analyze", command: [nb2p, "analyze", sample] },
      { name: "pynblint", command: [pynblint, sample] },
      {
        name: "marimo check",
        command: [marimo, "check", converted(sample, path.join(scratch, "one"))],
        accept: [0, 1],
      },
    ],
    runs,
  );
  printMeasurements(`Cold start, ${sample}`, measurements);
  const ours = medianIn(measurements, "cellwright check");
  const peers = ["nbqa ruff check", "nb2p analyze", "pynblint", "marimo check"];
  const fastest = Math.min(...peers.map((name) => medianIn(measurements, name)).filter((time) => !Number.isNaN(time)));
  console.log();
  checkBar(
    `check starts ${(fastest / ours).toFixed(1)} times as fast as the fastest Python tool; the bar is ${timesFasterCold}`,
    fastest / ours >= timesFasterCold,
  );
  checkBar(
    "check of a notebook takes less than importing nbformat",
    ours < medianIn(measurements, "python -c 'import nbformat'"),
  );
}

/** Tools that take long, on the first notebooks; two at a time where a tool takes one alone. */
function slowCandidates(files: readonly string[]): readonly Candidate[] {
  const some = path.join(scratch, "some");
  writeCopies(files, slowSample, some);
  const folder = path.join(some, "part-0");
  const list = Array.from({ length: slowSample }, (_, at) => path.join(folder, `notebook-${at}.ipynb`));
  const asScripts = path.join(scratch, "scripts");
  for (const file of list) converted(file, asScripts);
  return [
    { name: "pynblint", command: [pynblint, folder] },
    { name: "marimo check", command: [marimo, "check", asScripts], accept: [0, 1] },
    {
      name: `nb2p analyze, ${jobs} at a time`,
      command: ["xargs", "-P", String(jobs), "-n", "1", "-a", listFile(list), nb2p, "analyze"],
      // What it says of a notebook does not matter here.
      accept: [0, 123],
    },
  ];
}

function listFile(files: readonly string[]): string {
  const file = path.join(scratch, "list.txt");
  writeFileSync(file, `${files.join("\n")}\n`);
  return file;
}

function throughput(
  count: number,
  files: readonly string[],
  folder: string,
  runs: number,
  slow: readonly Measurement[],
) {
  const measurements = measureInterleaved(
    [
      checkOn(folder, "--jobs", String(jobs), "--no-cache"),
      ruffOn(folder),
      { name: "nbqa ruff check", ...nbqa(folder) },
    ],
    runs,
  );
  const scaled = slow.map((one): Measurement => {
    const milliseconds = one.milliseconds.map((time) => (time * count) / slowSample);
    return { ...one, name: `${one.name} (scaled)`, milliseconds, median: medianOf(milliseconds) };
  });
  printMeasurements(`${count} notebooks, copies of ${files.length}`, [...measurements, ...scaled]);
  const ours = medianIn(measurements, "cellwright check");
  const python = [...measurements.slice(2), ...scaled].filter(({ failure }) => failure === null);
  const fastest = Math.min(...python.map(({ median }) => median));
  const ofRuff = ours / medianIn(measurements, "ruff check");
  console.log(`\n  check takes ${(ours / count).toFixed(2)} ms for each`);
  checkBar(
    `check is ${(fastest / ours).toFixed(1)} times as fast as the fastest Python tool; the bar is ${timesFaster}`,
    fastest / ours >= timesFaster,
  );
  checkBar(
    `check takes ${ofRuff.toFixed(1)} times as long as ruff; at most ${timesSlowerThanRuff}`,
    ofRuff <= timesSlowerThanRuff,
  );
}

/** Highest resident memory of a run in megabytes: the program says it itself at its end. */
function peakMemory(folder: string): number {
  const probe = path.join(scratch, "memory.cjs");
  const file = path.join(scratch, "memory.txt");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(probe, `if (require("node:worker_threads").isMainThread) process.on("exit", () => ${write});\n`);
  const [program, ...args] = checkOn(folder, "--jobs", String(jobs), "--no-cache").command;
  spawnSync(program, ["--require", probe, ...args], { cwd: root });
  return Number(readFileSync(file, "utf8")) / 1024;
}

function memory(folders: ReadonlyMap<number, string>): void {
  console.log("\nHighest memory");
  const peaks = [...folders].map(([count, folder]) => {
    const megabytes = peakMemory(folder);
    console.log(`  ${String(count).padStart(6)} notebooks  ${megabytes.toFixed(0).padStart(5)} MB`);
    return megabytes;
  });
  const [most = Number.NaN, before = Number.NaN] = [...peaks].reverse();
  const growth = most / before;
  checkBar(
    `ten times the notebooks take ${growth.toFixed(2)} times the memory; at most ${mostGrowth}`,
    growth <= mostGrowth,
  );
}

/** A second run, that finds everything in the cache, against reading and hashing the same files. */
function fromCache(count: number, folder: string, runs: number): void {
  const hashing = `const fs = require("node:fs"), { createHash } = require("node:crypto");
for (const file of fs.readdirSync(process.argv[1], { recursive: true })) if (file.endsWith(".ipynb"))
  createHash("sha256").update(fs.readFileSync(process.argv[1] + "/" + file)).digest("hex");`;
  const check = checkOn(folder, "--jobs", String(jobs));
  const cache = path.join(scratch, "cache");
  mkdirSync(cache, { recursive: true });
  const cached = { ...check, name: "cellwright check, again", env: { XDG_CACHE_HOME: cache } };
  const measurements = measureInterleaved(
    [cached, { name: "node: hashing the files", command: [process.execPath, "-e", hashing, folder] }],
    runs,
  );
  printMeasurements(`${count} notebooks that an earlier run knows`, measurements);
}

const runs = runsAsked();
const few = Math.min(runs, 3);
const given = process.argv.indexOf("--notebooks");
const sizes = process.argv.includes("--full") ? [100, 1_000, 10_000] : [100, 1_000];
printMachine(runs);
try {
  coldStart(runs);
  const { from, files } = originals(given === -1 ? undefined : process.argv[given + 1]);
  console.log(`\nNotebooks of ${path.relative(root, from)}; medians of ${few} runs; slow tools see ${slowSample}`);
  const folders = new Map(sizes.map((size) => [size, path.join(scratch, String(size))]));
  for (const [size, folder] of folders) writeCopies(files, size, folder);
  const slow = measureInterleaved(slowCandidates(files), few);
  for (const [size, folder] of [...folders].slice(1)) throughput(size, files, folder, few, slow);
  memory(folders);
  fromCache(1_000, folders.get(1_000) as string, few);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
