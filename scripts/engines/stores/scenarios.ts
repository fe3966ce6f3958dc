import { differences } from "../artifacts.ts";
import type { Background } from "../celery/background.ts";
import type { OrdersProject, Place, Totals } from "./orders-project.ts";

/** What a scenario showed: what was wrong, if anything, and in a few words what was done. */
export interface Outcome {
  readonly name: string;
  readonly wrong: readonly string[];
  readonly notes: string;
}

const stores = ["pg", "s3"] as const satisfies readonly Place[];
/** Milliseconds after the start of the step that writes. */
const kills = [800, 1600, 2400, 3600];

/** The same results wherever the tables lie; what is unchanged does not run again where a store can tell. */
export async function sameHashes(project: OrdersProject): Promise<Outcome> {
  const local = await project.artifacts("files", "first");
  const expected = await project.totals("files");
  const wrong: string[] = [];
  const again: string[] = [];
  for (const place of stores) {
    const found = differences(local, await project.artifacts(place, "first"));
    wrong.push(...found.map((each) => `${place}: ${each}`), ...unlike(place, expected, await project.totals(place)));
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
    const before = await project.totals(place);
    const patches = ["--patch", "vat=0.1", "--patch", "pause=0.5"];
    await project.killed(background, place, "wait", 0, ["--run-id", "cut", ...patches]);
    wrong.push(...unlike(`${place}, killed`, before, await project.totals(place)));
    wrong.push(
      ...differences(expected, await project.artifacts(place, "resumed", ...patches)).map(
        (each) => `${place}: ${each}`,
      ),
    );
    wrong.push(...unlike(place, await project.totals("files"), await project.totals(place)));
  }
  return { name: "killed between steps", wrong, notes: "resumed: the same hashes" };
}

/** Killed at any time around the writing of a table, the table is the one before or the new one, whole. */
export async function torn(project: OrdersProject, background: Background): Promise<Outcome> {
  const wrong: string[] = [];
  const counts = { before: 0, after: 0 };
  for (const place of stores) {
    for (const [at, wait] of kills.entries()) {
      const before = await project.totals(place);
      const patch = ["--patch", `vat=${(2 + at) / 10}`];
      await project.killed(background, place, "totals", wait, ["--run-id", `torn-${at}`, ...patch]);
      const found = await project.totals(place);
      const done = await project.run(place, "run", "--run-id", `mended-${at}`, ...patch);
      const after = await project.totals(place);
      if (done.code !== 0) wrong.push(`${place}: the run after the kill failed: ${done.stderr.slice(-200)}`);
      if (isSame(found, after)) counts.after += 1;
      else if (isSame(found, before)) counts.before += 1;
      else wrong.push(`${place}: killed after ${wait} ms, the totals are ${JSON.stringify(found)}`);
    }
  }
  const notes = `${kills.length * stores.length} kills: ${counts.before} left the table as it was, ${counts.after} after the new one`;
  return { name: "killed while a table is written", wrong, notes };
}

/** Data without a column that is needed, and a table that is not there, stop the run; what it gave before stays. */
export async function badData(project: OrdersProject): Promise<Outcome> {
  const wrong: string[] = [];
  const told: string[] = [];
  const before = await Promise.all(stores.map((place) => project.totals(place)));
  await project.spoil();
  for (const [at, place] of stores.entries()) {
    const spoiled = await project.run(place, "run");
    if (spoiled.code !== 1 || !/net/.test(spoiled.stdout)) wrong.push(`${place}: ${spoiled.stdout.slice(-300)}`);
    const missing = await project.run(place, "run", "--config", missingTable(project, place));
    const said = /Table 'customers_table' .*/.exec(missing.stdout)?.[0] ?? "";
    if (missing.code !== 1 || said === "") wrong.push(`${place}: ${missing.stdout.slice(-300)}`);
    if (/secret/.test(missing.stdout + missing.stderr)) wrong.push(`${place}: a password is shown`);
    told.push(said);
    wrong.push(...unlike(place, before[at] ?? null, await project.totals(place)));
  }
  return { name: "bad data", wrong, notes: told.join(" / ") };
}

function missingTable(project: OrdersProject, place: Place): string {
  return project.more(place === "pg" ? { options: { table: "nowhere" } } : { location: "s3://lake/nowhere.parquet" });
}

function unlike(place: string, one: Totals, other: Totals): readonly string[] {
  return isSame(one, other) ? [] : [`${place}: totals are ${JSON.stringify(other)}, not ${JSON.stringify(one)}`];
}

function isSame(one: Totals, other: Totals): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
