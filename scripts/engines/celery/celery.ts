/**
 * `npm run engines:celery`: generated projects on Airflow with the CeleryExecutor. Two workers share nothing but Redis,
 * PostgreSQL and an object store; each has its own copy of the projects. Shown: steps of a run are on both workers, a
 * worker that is killed loses nothing, fifty runs at once all end right. Exit code 1 when something is not so.
 *
 * Takes about ten minutes. Linux with `apt-get`, or with Redis and PostgreSQL installed. `--keep` keeps the logs.
 */
import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { engineEnvironment, projectPython, root } from "../environments.ts";
import { exec } from "../exec.ts";
import { startCluster } from "./cluster.ts";
import { fiftyRuns, killedWorker, type Outcome, twoWorkers } from "./scenarios.ts";
import { startServices } from "./services.ts";
import { StoredRuns } from "./stored-runs.ts";
import { type TrialPlace, withBackground } from "./with-background.ts";

const notebooks = {
  kale_passengers: path.join(root, "samples", "kale-passengers", "kale-passengers.ipynb"),
  sums: path.join(root, "scripts", "engines", "celery", "sums", "sums.py"),
};
const retries = `
from dataclasses import replace

STEPS = [replace(step, retries=3) for step in STEPS]
`;

async function main({ scratch, background }: TrialPlace): Promise<boolean> {
  const stepsPython = path.join(await engineEnvironment("celery-steps"), "python");
  const projects = await convertAll(path.join(scratch, "projects"));
  const started = performance.now();
  const services = await startServices(background, scratch);
  const cluster = await startCluster(background, { folder: scratch, projects, stepsPython, services });
  console.log(`Started in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const place = { background, cluster, stepsPython, kale: projects.get("kale_passengers") ?? "" };
  const runs = new StoredRuns(services);
  const outcomes: Outcome[] = [];
  for (const scenario of [twoWorkers, killedWorker, fiftyRuns]) {
    const outcome = await scenario(place, runs);
    outcomes.push(outcome);
    console.log(`${outcome.name}: ${outcome.seconds.toFixed(0)} s`);
  }
  printTable(outcomes);
  return outcomes.every(({ wrong }) => wrong.length === 0);
}

/** The projects by their DAG's name; each step may be tried four times. */
async function convertAll(folder: string): Promise<ReadonlyMap<string, string>> {
  mkdirSync(folder);
  const cli = path.join(root, "dist", "cli", "main.js");
  const found = new Map<string, string>();
  for (const [name, notebook] of Object.entries(notebooks)) {
    const project = path.join(folder, name);
    const args = [cli, "convert", notebook, "-o", project, "--target", "airflow", "--python", projectPython()];
    await exec(process.execPath, args);
    appendFileSync(path.join(project, "src", name, "pipeline.py"), retries);
    found.set(name, project);
  }
  return found;
}

function printTable(outcomes: readonly Outcome[]): void {
  console.log("\n| | outcome | runs | steps | seconds | steps by worker | |\n|---|---|---|---|---|---|---|");
  for (const { name, wrong, runs, steps, seconds, byWorker, notes } of outcomes) {
    const workers = [...byWorker].map(([worker, count]) => `${worker} ${count}`).join(", ");
    const outcome = wrong.length === 0 ? "right" : `wrong: ${wrong.slice(0, 5).join("; ")}`;
    console.log(`| ${name} | ${outcome} | ${runs} | ${steps} | ${seconds.toFixed(0)} | ${workers} | ${notes} |`);
  }
}

process.exitCode = await withBackground("celery", main, (scratch) => `Logs: ${path.join(scratch, "logs")}`);
