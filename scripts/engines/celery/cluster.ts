import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { engineEnvironment } from "../environments.ts";
import { exec } from "../exec.ts";
import { AirflowApi } from "./airflow-api.ts";
import { type Background, freePort } from "./background.ts";
import type { Services } from "./services.ts";

/** Seconds without a sign of life after which Airflow gives up a task. */
const HEARTBEAT_TIMEOUT = 45;
const TASKS_OF_A_WORKER = 2;

/** Airflow with two workers, each on a machine of its own as far as files go. */
export interface Cluster {
  readonly api: AirflowApi;
  readonly workers: readonly string[];
  startWorker(name: string): Promise<void>;
}

/** What each machine has. */
interface Machines {
  readonly folder: string;
  readonly projects: ReadonlyMap<string, string>;
  readonly stepsPython: string;
  readonly services: Services;
}

/** Starts api-server, scheduler, dag-processor and the workers `first` and `second`. */
export async function startCluster(background: Background, machines: Machines): Promise<Cluster> {
  const bin = await engineEnvironment("celery");
  const airflow = path.join(bin, "airflow");
  const port = await freePort();
  const env = (machine: string) => ({
    ...sharedSettings(machines.services, port),
    ...ownSettings(machine, machines, bin),
  });
  for (const machine of ["control", "first", "second"]) makeMachine(machine, machines);
  const control = { env: env("control"), cwd: path.join(machines.folder, "control") };
  await exec(airflow, ["db", "migrate"], control);
  background.start(
    "api-server",
    airflow,
    ["api-server", "--host", "127.0.0.1", "-p", String(port), "-w", "1"],
    control,
  );
  background.start("dag-processor", airflow, ["dag-processor"], control);
  background.start("scheduler", airflow, ["scheduler", "--skip-serve-logs"], control);
  const api = new AirflowApi(`http://127.0.0.1:${port}`);
  await background.ready("api-server", () => api.logIn());
  const startWorker = async (name: string): Promise<void> => {
    const args = ["celery", "worker", "-H", `${name}@%h`, "-q", "default", "-c", String(TASKS_OF_A_WORKER)];
    const place = { env: env(name), cwd: path.join(machines.folder, name) };
    background.start(name, airflow, [...args, "--skip-serve-logs"], place);
    await background.ready(name, async () => /@\S+ ready\./.test(background.log(name)));
  };
  const workers = ["first", "second"];
  await Promise.all(workers.map(startWorker));
  for (const dag of machines.projects.keys()) await background.ready("dag-processor", () => api.has(dag));
  return { api, workers, startWorker };
}

/** A folder with copies of the projects, as a checkout on each machine. */
function makeMachine(machine: string, { folder, projects }: Machines): void {
  const place = path.join(folder, machine);
  mkdirSync(path.join(place, "airflow"), { recursive: true });
  for (const [name, project] of projects) cpSync(project, path.join(place, name), { recursive: true });
  const named = 'import os\n\n\ndef name() -> str:\n    return os.environ["MACHINE"]\n';
  writeFileSync(path.join(place, "machine.py"), named);
}

function sharedSettings(services: Services, port: number): Record<string, string> {
  const url = `http://127.0.0.1:${port}`;
  return {
    AIRFLOW__CORE__EXECUTOR: "CeleryExecutor",
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `${url}/execution/`,
    AIRFLOW__CORE__LOAD_EXAMPLES: "False",
    AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION: "False",
    AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY: "1",
    AIRFLOW__CORE__MAX_ACTIVE_RUNS_PER_DAG: "50",
    AIRFLOW__CORE__PARALLELISM: "8", // a queue longer than this is Airflow's, not Celery's
    AIRFLOW__CORE__HOSTNAME_CALLABLE: "machine.name",
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: "True",
    AIRFLOW__API__BASE_URL: url,
    AIRFLOW__API__SECRET_KEY: "a secret of this trial alone, long enough",
    AIRFLOW__API_AUTH__JWT_SECRET: "another secret of this trial, for tokens; no shorter than 64 characters",
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `postgresql+psycopg2://${services.postgres}`,
    AIRFLOW__CELERY__BROKER_URL: services.redis,
    AIRFLOW__CELERY__RESULT_BACKEND: `db+postgresql+psycopg2://${services.postgres}`,
    AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT: "180",
    AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT: String(HEARTBEAT_TIMEOUT),
    AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL: "5",
    AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: "10",
    AWS_ENDPOINT_URL: services.store,
    AWS_ACCESS_KEY_ID: "trial",
    AWS_SECRET_ACCESS_KEY: "trial",
    AWS_DEFAULT_REGION: "us-east-1",
    PIPELINE_RUNS: `s3://${services.bucket}/trial`,
  };
}

function ownSettings(
  machine: string,
  { folder, projects, stepsPython }: Machines,
  bin: string,
): Record<string, string> {
  const place = path.join(folder, machine);
  const bundles = [...projects.keys()].map((name) => ({
    name,
    classpath: "airflow.dag_processing.bundles.local.LocalDagBundle",
    kwargs: { path: path.join(place, name, "orchestration", "airflow") },
  }));
  return {
    AIRFLOW_HOME: path.join(place, "airflow"),
    AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST: JSON.stringify(bundles),
    MACHINE: machine,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
    PIPELINE_COPY: path.join(place, "copy"),
    PIPELINE_PYTHON: stepsPython,
    PYTHONPATH: place,
  };
}
