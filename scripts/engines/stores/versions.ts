import type { OrdersProject, Place } from "./orders-project.ts";
import type { Outcome } from "./scenarios.ts";

/** What a manifest says of a table. */
interface ToldTable {
  readonly table: string;
  readonly namespace: string;
  readonly dataset: string;
  readonly rows: number | null;
  readonly etag: string | null;
  readonly values: string | null;
}

/** Where tables of each place are, as OpenLineage names it. */
const namespaces = { pg: /^postgres:\/\/127\.0\.0\.1:\d+$/, s3: /^s3:\/\/lake$/ };
const datasets = { pg: /^postgres\.public\.\w+$/, s3: /^[\w/]+\.parquet$/ };

/** A run tells where each table was, in which version, and no password; the same data is the same version in the next run. */
export async function versions(project: OrdersProject): Promise<Outcome> {
  const wrong: string[] = [];
  let count = 0;
  for (const place of ["pg", "s3"] as const) {
    const [first, second] = [await told(project, place, "seen"), await told(project, place, "seen-again")];
    for (const [name, one] of first.tables) {
      count += 1;
      const is = `${place}: ${name} is ${one.namespace} ${one.dataset}`;
      if (!namespaces[place].test(one.namespace) || !datasets[place].test(one.dataset)) wrong.push(is);
      const version = one.etag ?? one.values;
      const isRead = name.startsWith("read");
      if (one.rows === null || (isRead && version === null)) wrong.push(`${is} without a version`);
      const next = second.tables.get(name);
      if (isRead && version !== (next?.etag ?? next?.values)) wrong.push(`${is} in another version without a change`);
    }
    if (/:secret@|trial/.test(first.text)) wrong.push(`${place}: the manifest has a password`);
  }
  if (count === 0) wrong.push("no run tells of a table");
  return { name: "versions of tables", wrong, notes: `${count} tables with name and version` };
}

async function told(project: OrdersProject, place: Place, run: string) {
  const done = await project.run(place, "run", "--run-id", run);
  if (done.code !== 0) throw new Error(`The run ${run} failed:\n${done.stdout}${done.stderr}`);
  const text = (await project.run(place, "runs", "show", run, "--json")).stdout;
  const { steps } = JSON.parse(text) as {
    steps: readonly { catalog: readonly (ToldTable & { access: string })[] }[];
  };
  const tables = steps.flatMap(({ catalog }) => catalog.map((one) => [`${one.access} ${one.table}`, one] as const));
  return { text, tables: new Map(tables) };
}
