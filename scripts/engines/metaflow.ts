import { readFileSync } from "node:fs";
import path from "node:path";
import {
  askForMore,
  complaint,
  expectParts,
  expectSeed,
  failureOf,
  isTriedFurther,
  makeFirstTryFail,
  runsOf,
} from "./odd-step.ts";
import type { Trial, TrialProject } from "./trial.ts";

/** Metaflow, with its local store. */
export const metaflowTrial: Trial = {
  name: "metaflow",
  inTests: false,
  kind: "run",
  async run(project) {
    await render(project);
    await runFlow(project);
    const [run] = runsOf(project, "metaflow-");
    if (run === undefined) throw new Error("there is no run");
    if (isTriedFurther(project)) await tryFurther(project);
    return run;
  },
};

async function tryFurther(project: TrialProject): Promise<void> {
  const step = makeFirstTryFail(project);
  expectParts("the failure", await failureOf(runFlow(project)), [complaint]);
  askForMore(project);
  await render(project);
  const flow = readFileSync(path.join(project.folder, "orchestration/metaflow/flow.py"), "utf8");
  expectParts("flow.py", flow, [
    "retry(times=1, ",
    "timeout(seconds=660)",
    "resources(cpu=1, memory=500)",
    `environment(vars={'SHELF': 'left'})`,
  ]);
  step.again();
  await runFlow(project, ["--SEED", "5"]);
  expectSeed(project, runsOf(project, "metaflow-").at(-1) ?? "", 5);
}

const render = (project: TrialProject) => project.exec("python", ["orchestration/metaflow/render.py"]);

function runFlow(project: TrialProject, options: readonly string[] = []): Promise<string> {
  const env = {
    METAFLOW_USER: "trial",
    METAFLOW_HOME: path.join(project.scratch, "home"),
    METAFLOW_DATASTORE_SYSROOT_LOCAL: path.join(project.scratch, "store"),
  };
  const flow = "orchestration/metaflow/flow.py";
  return project.exec("python", [flow, "--no-pylint", "run", "--max-workers", "2", ...options], { env });
}
