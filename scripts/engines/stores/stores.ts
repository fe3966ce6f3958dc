/**
 * `npm run catalog:stores`: a notebook that reads and writes csv files becomes a project that reads and writes PostgreSQL and
 * an object store (there with its runs), by its configuration alone. Shown: the same artifacts hash by hash, runs that are
 * killed and go on, no table written by half, samples, bad data. Exit code 1 when something is not so.
 *
 * Takes five to fifteen minutes. Linux with PostgreSQL installed, or with `apt-get`. `--keep` keeps projects and logs; names of
 * scenarios (`samples`) choose some.
 */
import path from "node:path";
import type { Background } from "../celery/background.ts";
import { startPostgres, startStore } from "../celery/services.ts";
import { type TrialPlace, withBackground } from "../celery/with-background.ts";
import { engineEnvironment } from "../environments.ts";
import { OrdersProject } from "./orders-project.ts";
import { badData, type Outcome, resumed, sameHashes, samples, torn } from "./scenarios.ts";
import { versions } from "./versions.ts";

async function main({ scratch, background }: TrialPlace): Promise<boolean> {
  const python = path.join(await engineEnvironment("stores"), "python");
  const project = await OrdersProject.make(scratch, python, await startStores(background, scratch));
  const outcomes: Outcome[] = [];
  for (const scenario of chosen()) {
    const started = performance.now();
    outcomes.push(await scenario(project, background));
    console.log(`${outcomes.at(-1)?.name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  printTable(outcomes);
  return outcomes.every(({ wrong }) => wrong.length === 0);
}

/** The scenarios that the command line names, else all. */
function chosen() {
  const all = [sameHashes, versions, resumed, torn, samples, badData];
  const named = all.filter(({ name }) => process.argv.includes(name));
  return named.length > 0 ? named : all;
}

/** The environment in which programs find both. */
async function startStores(background: Background, scratch: string): Promise<Record<string, string>> {
  const [postgres, store] = await Promise.all([
    startPostgres(background, path.join(scratch, "postgres")),
    startStore(background),
  ]);
  const made = await fetch(`${store}/lake`, { method: "PUT" });
  if (!made.ok) throw new Error(`The store answers ${made.status}`);
  return {
    DATABASE_URL: `postgresql+psycopg2://${postgres.replace("@", ":secret@")}?options=-clog_statement%3Dddl`,
    AWS_ENDPOINT_URL: store,
    AWS_ACCESS_KEY_ID: "trial",
    AWS_SECRET_ACCESS_KEY: "trial",
    AWS_DEFAULT_REGION: "us-east-1",
  };
}

function printTable(outcomes: readonly Outcome[]): void {
  console.log("\n| | outcome | |\n|---|---|---|");
  for (const { name, wrong, notes } of outcomes)
    console.log(`| ${name} | ${wrong.length === 0 ? "right" : `wrong: ${wrong.slice(0, 5).join("; ")}`} | ${notes} |`);
}

process.exitCode = await withBackground("stores", main, (scratch) => `Kept: ${scratch}`);
