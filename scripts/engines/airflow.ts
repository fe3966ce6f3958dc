import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./environments.ts";
import type { Trial, TrialProject } from "./trial.ts";

/** Airflow 3: the DAG file is imported and looked at, then each step runs as a task of `airflow dags test`. */
export const airflowTrial: Trial = {
  name: "airflow",
  inTests: true,
  kind: "run",
  async run(project) {
    const check = path.join(root, "scripts", "engines", "airflow", "check_dag.py");
    const env = airflowSettings(project.folder, project.scratch);
    await project.exec("airflow", ["db", "migrate"], { env });
    await project.exec("python", [check, project.folder, project.package, project.scratch], { env });
    await project.exec("airflow", ["dags", "test", project.package, "2026-01-01"], { env });
    if (project.package === "kale_passengers") {
      await checkOtherParameters(project, env);
      await checkFailures(project, env);
    }
    return onlyRun(project.folder);
  },
};

function airflowSettings(folder: string, scratch: string): Record<string, string> {
  return {
    AIRFLOW_HOME: path.join(scratch, "airflow"),
    AIRFLOW__CORE__DAGS_FOLDER: path.join(folder, "orchestration", "airflow"),
    AIRFLOW__CORE__LOAD_EXAMPLES: "False",
    AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY: "1",
    AIRFLOW_VAR_VAULT: '{"token": "seven77"}',
  };
}

/** A parameter of Airflow's run is one of the run here. */
async function checkOtherParameters(project: TrialProject, env: Record<string, string>): Promise<void> {
  const runs = path.join(project.scratch, "other-runs");
  const given = ["dags", "test", project.package, "2026-01-02", "--conf", '{"N_TREES": 5}'];
  await project.exec("airflow", given, { env: { ...env, PIPELINE_RUNS: runs } });
  const parameters = path.join(
    runs,
    readdirSync(runs).filter((name) => !name.startsWith("."))[0] ?? "",
    "parameters.json",
  );
  expect(JSON.parse(readFileSync(parameters, "utf8")).N_TREES === 5, "the run does not have its parameter");
}

const failingSteps = `
STEPS = [
    Step("once", retries=1, secrets={"TOKEN": "vault:token"}),
    Step("never", after=["once"]),
    Step("later", after=["never"]),
]
`;
const once = `
import os
from pathlib import Path


def once():
    print("letters of the secret:", len(os.environ["TOKEN"]))
    tried = Path(os.environ["TRIED"])
    if not tried.exists():
        tried.touch()
        raise ValueError("not the first time")
`;

/** A step that fails once is tried again; one that fails fails its task, with its own words; none runs after it. */
async function checkFailures(project: TrialProject, env: Record<string, string>): Promise<void> {
  const folder = path.join(project.scratch, "failing");
  const source = path.join(folder, "src", project.package);
  cpSync(project.folder, folder, { recursive: true, filter: (name) => path.basename(name) !== "runs" });
  appendFileSync(path.join(source, "pipeline.py"), failingSteps);
  mkdirSync(path.join(source, "steps"), { recursive: true });
  writeFileSync(path.join(source, "steps", "once.py"), once);
  writeFileSync(path.join(source, "steps", "never.py"), 'def never():\n    raise ValueError("never works")\n');
  writeFileSync(path.join(source, "steps", "later.py"), "def later(): ...\n");
  const command = `airflow dags test ${project.package} 2026-01-03 2>&1 && echo "It went well." || true`;
  const own = { ...airflowSettings(folder, project.scratch), TRIED: path.join(project.scratch, "tried") };
  const PATH = `${project.bin}${path.delimiter}${process.env.PATH ?? ""}`;
  const told = await project.exec("/bin/sh", ["-c", command], { cwd: folder, env: { ...env, ...own, PATH } });
  expect(told.includes("letters of the secret: 7"), "the secret does not come from Airflow's variable", told);
  expect(told.includes("ValueError: not the first time"), "a step does not fail the first time", told);
  expect(told.includes("Step 'never' ended with code 1."), "the failure of a step is not told", told);
  expect(!told.includes("It went well."), "Airflow says that all went well", told);
  const steps = path.join(folder, "runs", onlyRun(folder), "steps");
  const status = (step: string) => JSON.parse(readFileSync(path.join(steps, `${step}.json`), "utf8")).status;
  expect(status("once") === "done", "a step is not tried again", told);
  expect(
    status("never") === "failed" && !existsSync(path.join(steps, "later.json")),
    "steps run after a failure",
    told,
  );
}

function onlyRun(folder: string): string {
  const [run] = readdirSync(path.join(folder, "runs")).filter((name) => !name.startsWith("."));
  if (run === undefined) throw new Error("Airflow made no run");
  return run;
}

function expect(isSo: boolean, otherwise: string, told = ""): void {
  if (!isSo) throw new Error(`${otherwise}\n${told.slice(-6000)}`);
}
