/**
 * `npm run engines`: converts samples, runs each on each engine for real, and compares the artifacts with those of a local
 * run, hash by hash. Each engine has an environment of its own, made by uv from `locks/<engine>.txt`.
 *
 * `npm run engines -- --engine airflow --engine kfp --sample kale-passengers` tries only these; `--tests` those that are
 * part of the tests. Exit code 1 when an engine fails or gives other artifacts.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Artifacts, artifactsOf, differences } from "./artifacts.ts";
import { engineEnvironment, projectPython, root } from "./environments.ts";
import { exec } from "./exec.ts";
import type { Trial } from "./trial.ts";
import { trials } from "./trials.ts";

const samples = ["kale-passengers", "iris-exploration", "shell-and-magics"] as const;

interface Converted {
  readonly sample: string;
  readonly folder: string;
  readonly package: string;
  readonly local: Artifacts;
  readonly localSeconds: number;
}

interface Row {
  readonly engine: string;
  readonly sample: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly perStep: number | null;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      engine: { type: "string", multiple: true },
      sample: { type: "string", multiple: true },
      tests: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
    },
  });
  const chosen = trials.filter(({ name, inTests }) =>
    values.engine === undefined ? !values.tests || inTests : values.engine.includes(name),
  );
  const scratch = mkdtempSync(path.join(tmpdir(), "engines-"));
  try {
    const rows: Row[] = [];
    for (const sample of values.sample ?? samples) {
      const converted = await convertSample(sample, chosen, path.join(scratch, sample));
      for (const trial of chosen) {
        const row = await tryEngine(trial, converted, path.join(scratch, `${sample}-${trial.name}`));
        rows.push(row);
        console.log(`${row.sample}: ${row.engine}: ${row.outcome} (${row.seconds.toFixed(1)} s)`);
      }
    }
    printTable(rows);
    return rows.every(({ outcome }) => /^(equal|checked)/.test(outcome)) ? 0 : 1;
  } finally {
    if (values.keep) console.log(`Kept ${scratch}`);
    else rmSync(scratch, { recursive: true, force: true });
  }
}

async function convertSample(sample: string, chosen: readonly Trial[], folder: string): Promise<Converted> {
  const notebook = path.join(root, "samples", sample, `${sample}.ipynb`);
  const targets = chosen.map(({ name }) => name).join(",");
  const cli = path.join(root, "dist", "cli", "main.js");
  await exec(process.execPath, [
    cli,
    "convert",
    notebook,
    "-o",
    folder,
    "--target",
    targets,
    "--python",
    projectPython(),
  ]);
  const name = sample.replaceAll("-", "_");
  const local = `${folder}-local`;
  cpSync(folder, local, { recursive: true });
  const started = performance.now();
  await exec(projectPython(), ["-m", name, "run", "--run-id", "local"], { cwd: local, env: { PYTHONPATH: "src" } });
  const localSeconds = (performance.now() - started) / 1000;
  return { sample, folder, package: name, local: artifactsOf(local, "local"), localSeconds };
}

async function tryEngine(trial: Trial, converted: Converted, folder: string): Promise<Row> {
  const { sample } = converted;
  const bin = await engineEnvironment(trial.name);
  cpSync(converted.folder, folder, { recursive: true });
  const scratch = `${folder}-state`;
  mkdirSync(scratch);
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const run = await trial.run({
      folder,
      package: converted.package,
      bin,
      scratch,
      exec: (program, args, options = {}) =>
        exec(path.isAbsolute(program) ? program : path.join(bin, program), args, {
          cwd: folder,
          ...options,
          env: { PIPELINE_PYTHON: projectPython(), ...options.env },
        }),
    });
    const took = seconds();
    if (trial.kind === "lint")
      return { engine: trial.name, sample, outcome: `checked: ${run}`, seconds: took, perStep: null };
    const found = differences(converted.local, artifactsOf(folder, run));
    const perStep = (took - converted.localSeconds) / converted.local.steps;
    const equal = trial.standIn === undefined ? "equal" : `equal (${trial.standIn})`;
    const outcome = found.length === 0 ? equal : `differs: ${found.slice(0, 5).join("; ")}`;
    return { engine: trial.name, sample, outcome, seconds: took, perStep };
  } catch (error) {
    const outcome = `fails: ${error instanceof Error ? error.message : String(error)}`;
    return { engine: trial.name, sample, outcome, seconds: seconds(), perStep: null };
  }
}

function printTable(rows: readonly Row[]): void {
  console.log("\n| engine | sample | outcome | seconds | more than local, per step |\n|---|---|---|---|---|");
  for (const { engine, sample, outcome, seconds, perStep } of rows) {
    const more = perStep === null ? "" : `${perStep.toFixed(2)} s`;
    console.log(`| ${engine} | ${sample} | ${outcome.split("\n")[0]} | ${seconds.toFixed(1)} | ${more} |`);
  }
}

process.exitCode = await main();
