import { differences } from "../artifacts.ts";
import type { Background } from "../celery/background.ts";
import type { Bills, OrdersProject, Place } from "./orders-project.ts";

/** What a scenario showed: what was wrong, if anything, and in a few words what was done. */
export interface Outcome {
  readonly name: string;
  readonly wrong: readonly string[];
  readonly notes: string;
}

const stores = ["pg", "s3"] as const satisfies readonly Place[];
/** Milliseconds after the step that writes has begun to write (PostgreSQL), or has started. */
const kills = { pg: [0, 100, 300, 600], s3: [1200, 2400] };

/** The same results wherever the tables lie; what is unchanged does not run again where a store can tell. */
export async function sameHashes(project: OrdersProject): Promise<Outcome> {
  const local = await project.artifacts("files", "first");
  const expected = await project.bills("files");
  const wrong: string[] = [];
  const again: string[] = [];
  for (const place of stores) {
    const found = differences(local, await project.artifacts(place, "first"));
    wrong.push(...found.map((each) => `${place}: ${each}`), ...unlike(place, expected, await project.bills(place)));
    const done = await project.run(place, "run");
    const cached = done.stdout.match(/cached/g)?.length ?? 0;
    again.push(`${place} ${cached} of 4`);
    if (cached !== (place === "s3" ? 4 : 2)) wrong.push(`${place}: ${cached} steps from the store in a second run`);
  }
  return {
    name: "the same artifacts",
    wrong,
    notes: `${local.hashes.size} hashes; from the store then: ${again.join(", ")}`,
  };
}

/** A run that is killed between two steps goes on where it was; the table that it gives is still the one before. */
export async function resumed(project: OrdersProject, background: Background): Promise<Outcome> {
  const wrong: string[] = [];
  const expected = await project.artifacts("files", "other", "--patch", "vat=0.1", "--patch", "pause=0.5");
  for (const place of stores) {
    const before = await project.bills(place);
    const patches = ["--patch", "vat=0.1", "--patch", "pause=0.5"];
    await project.killed(background, place, { hasCome: hasStarted(background, "wait"), wait: 0 }, patches);
    wrong.push(...unlike(`${place}, killed`, before, await project.bills(place)));
    wrong.push(
      ...differences(expected, await project.artifacts(place, "resumed", ...patches)).map(
        (each) => `${place}: ${each}`,
      ),
    );
    wrong.push(...unlike(place, await project.bills("files"), await project.bills(place)));
  }
  return { name: "killed between steps", wrong, notes: "resumed: the same hashes" };
}

/** Killed at any time around the writing of a table, the table is the one before or the new one, whole. */
export async function torn(project: OrdersProject, background: Background): Promise<Outcome> {
  const wrong: string[] = [];
  const counts = { before: 0, after: 0 };
  for (const place of stores) {
    for (const [at, wait] of kills[place].entries()) {
      const before = await project.bills(place);
      const patch = ["--patch", `vat=${(2 + at) / 10}`];
      const hasCome = place === "pg" ? hasBegun(background) : hasStarted(background, "bill");
      await project.killed(background, place, { hasCome, wait }, patch);
      const found = await project.bills(place);
      const done = await project.run(place, "run", "--run-id", `mended-${at}`, ...patch);
      const after = await project.bills(place);
      if (done.code !== 0) wrong.push(`${place}: the run after the kill failed: ${done.stderr.slice(-200)}`);
      if (isSame(found, after)) counts.after += 1;
      else if (isSame(found, before)) counts.before += 1;
      else wrong.push(`${place}: killed after ${wait} ms, the bills are ${JSON.stringify(found)}`);
    }
  }
  const notes = `${counts.before + counts.after} kills: ${counts.before} left the table as it was, ${counts.after} after the new one`;
  return { name: "killed while a table is written", wrong, notes };
}

/** Samples of the tables in a database serve the tests and the environment `sample`, when no store can be reached. */
export async function samples(project: OrdersProject): Promise<Outcome> {
  const wrong: string[] = [];
  const taken = await project.python("pg", ["tests/take_samples.py", "--rows", "300"]);
  if (taken.code !== 0) wrong.push(`no samples: ${taken.stdout}${taken.stderr.slice(-300)}`);
  const tested = await project.python(null, ["-m", "pytest", "-q", "tests"]);
  if (tested.code !== 0) wrong.push(`the tests fail: ${tested.stdout.slice(-300)}`);
  const run = await project.python(null, ["-m", "orders", "run", "--env", "sample"]);
  if (run.code !== 0) wrong.push(`no run on samples: ${run.stdout.slice(-300)}`);
  const last = /\d+ passed.*/.exec(tested.stdout)?.[0] ?? "";
  return { name: "samples without a store", wrong, notes: `300 rows from PostgreSQL; ${last}` };
}

/** Data without a column that is needed, and a table that is not there, stop the run; what it gave before stays. */
export async function badData(project: OrdersProject): Promise<Outcome> {
  const wrong: string[] = [];
  const told: string[] = [];
  const before = await Promise.all(stores.map((place) => project.bills(place)));
  await project.spoil();
  for (const [at, place] of stores.entries()) {
    const spoiled = await project.run(place, "run");
    if (spoiled.code !== 1 || !/net/.test(spoiled.stdout)) wrong.push(`${place}: ${spoiled.stdout.slice(-300)}`);
    const missing = await project.run(place, "run", "--config", missingTable(project, place));
    const said = /Table 'customers_table' .*/.exec(missing.stdout)?.[0] ?? "";
    if (missing.code !== 1 || said === "") wrong.push(`${place}: ${missing.stdout.slice(-300)}`);
    if (/secret/.test(missing.stdout + missing.stderr)) wrong.push(`${place}: a password is shown`);
    told.push(said);
    wrong.push(...unlike(place, before[at] ?? null, await project.bills(place)));
  }
  return { name: "bad data", wrong, notes: told.join(" / ") };
}

function hasStarted(background: Background, step: string): () => boolean {
  return () => background.commands("run").some((each) => each.includes(`step ${step} `));
}

/** PostgreSQL logs the statements that make tables, before the rows come. */
function hasBegun(background: Background): () => boolean {
  const made = () => background.log("postgres").match(/CREATE TABLE bills/g)?.length ?? 0;
  const before = made();
  return () => made() > before;
}

function missingTable(project: OrdersProject, place: Place): string {
  return project.more(place === "pg" ? { options: { table: "nowhere" } } : { location: "s3://lake/nowhere.parquet" });
}

function unlike(place: string, one: Bills, other: Bills): readonly string[] {
  return isSame(one, other) ? [] : [`${place}: bills are ${JSON.stringify(other)}, not ${JSON.stringify(one)}`];
}

function isSame(one: Bills, other: Bills): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
