import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Finished, runProcess } from "../../corpus/run-process.ts";
import { type Artifacts, artifactsIn } from "../artifacts.ts";
import type { Background } from "../celery/background.ts";
import { projectPython, root } from "../environments.ts";
import { exec } from "../exec.ts";

/** Where tables lie: in files, in PostgreSQL, or in an object store, where the runs are then too. */
export type Place = "files" | "pg" | "s3";

/** What the bills are; null when there are none. */
export type Bills = Readonly<Record<"rows" | "gross" | "net" | "share", number>> | null;

/** A time in a run. */
export interface Moment {
  readonly hasCome: () => boolean;
  /** Milliseconds after that. */
  readonly wait: number;
}

const source = path.join(root, "scripts", "engines", "stores", "orders");
const table = { if_exists: "replace", index: false };
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables of the environment, which the project fills in.
const catalogs = {
  pg: {
    orders_table: sql({ query: 'select * from orders order by "order"' }),
    customers_table: sql({ table: "customers" }),
    bills_table: sql({ table: "bills", ...table }),
  },
  s3: {
    orders_table: { format: "parquet", location: "s3://lake/orders.parquet" },
    customers_table: { format: "parquet", location: "s3://lake/customers.parquet" },
    bills_table: { format: "parquet", location: "s3://lake/bills.parquet" },
  },
};

function sql(options: object): object {
  return { format: "sql", location: "${DATABASE_URL}", options };
}
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above.

/** The project of the notebook `orders.py`, with an environment for each place. */
export class OrdersProject {
  readonly folder: string;
  private readonly interpreter: string;
  private readonly env: Readonly<Record<string, string>>;

  private constructor(folder: string, interpreter: string, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.interpreter = interpreter;
    this.env = env;
  }

  /** Makes the data, converts the notebook beside it, and puts the data into the stores. */
  static async make(scratch: string, python: string, env: Readonly<Record<string, string>>): Promise<OrdersProject> {
    const notebook = path.join(scratch, "notebook");
    mkdirSync(notebook);
    cpSync(path.join(source, "orders.py"), path.join(notebook, "orders.py"));
    await exec(python, [path.join(source, "make_orders.py"), notebook, "20000"]);
    const folder = path.join(scratch, "orders");
    const cli = path.join(root, "dist", "cli", "main.js");
    const options = ["-o", folder, "--style", "production", "--by", "headings", "--python", projectPython()];
    await exec(process.execPath, [cli, "convert", path.join(notebook, "orders.py"), ...options]);
    for (const [name, catalog] of Object.entries(catalogs))
      writeFileSync(path.join(folder, "conf", `${name}.yaml`), JSON.stringify({ catalog }));
    const project = new OrdersProject(folder, python, { ...env, PYTHONPATH: path.join(folder, "src") });
    await project.stored("fill", notebook);
    return project;
  }

  /** Runs a command of the project, where the tables of a place are. */
  run(place: Place, ...args: readonly string[]): Promise<Finished> {
    return this.python(place, ["-m", "orders", ...args]);
  }

  /** Runs Python in the project; without a place it knows of no store. */
  python(place: Place | null, args: readonly string[]): Promise<Finished> {
    const own = place === null ? { PYTHONPATH: path.join(this.folder, "src") } : this.environment(place);
    return runProcess(this.interpreter, args, { cwd: this.folder, env: { ...process.env, ...own }, timeout: 300 });
  }

  /** Makes a run and says what it stored. */
  async artifacts(place: Place, run: string, ...args: readonly string[]): Promise<Artifacts> {
    const done = await this.run(place, "run", "--run-id", run, ...args);
    if (done.code !== 0) throw new Error(`The run ${run} failed:\n${done.stdout}${done.stderr}`);
    return artifactsIn((await this.run(place, "runs", "show", run, "--json")).stdout);
  }

  /** Starts a run and kills it, with all its processes, so many milliseconds after something has happened. */
  async killed(background: Background, place: Place, moment: Moment, args: readonly string[]): Promise<void> {
    const env = this.environment(place);
    background.start("run", this.interpreter, ["-m", "orders", "run", ...args], { cwd: this.folder, env });
    await background.ready("run", async () => moment.hasCome(), 240, 20);
    await sleep(moment.wait);
    background.kill("run");
  }

  /** The bills that lie in a place. */
  async bills(place: Place): Promise<Bills> {
    const file = path.join(this.folder, "files", "out", "bills.csv");
    return JSON.parse(await this.stored("bills", place === "files" ? file : place));
  }

  /** A further file of the configuration, in which the table of the customers is another one; returns its path. */
  more(customers: object): string {
    const file = path.join(this.folder, "more.yaml");
    writeFileSync(file, JSON.stringify({ catalog: { customers_table: customers } }));
    return file;
  }

  /** Takes a column away from the orders in both stores. */
  async spoil(): Promise<void> {
    await this.stored("spoil");
  }

  private stored(...args: readonly string[]): Promise<string> {
    return exec(this.interpreter, [path.join(source, "stored_tables.py"), ...args], { env: this.env });
  }

  private environment(place: Place): Record<string, string> {
    const runs = place === "s3" ? "s3://runs/orders" : path.join(this.folder, "runs", place);
    return { ...this.env, PIPELINE_RUNS: runs, ...(place === "files" ? {} : { PIPELINE_ENV: place }) };
  }
}
