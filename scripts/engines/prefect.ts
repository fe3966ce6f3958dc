import path from "node:path";
import { fileURLToPath } from "node:url";
import { breakLastStep, failureOf, isHardCase, makeHard, otherParameters, requireFailedRun } from "./hard-case.ts";
import { newRun } from "./new-run.ts";
import type { Trial, TrialProject } from "./trial.ts";

const flow = path.join("orchestration", "prefect", "flow.py");
const checks = fileURLToPath(new URL("checks/prefect_checks.py", import.meta.url));

/** Prefect: the flow, with the server that Prefect starts for it. */
export const prefectTrial: Trial = {
  name: "prefect",
  inTests: true,
  kind: "run",
  async run(project) {
    if (isHardCase(project)) makeHard(project);
    const { run } = await newRun(project, () => python(project, flow));
    if (!isHardCase(project)) return run;
    await python(project, checks, flow);
    breakLastStep(project);
    const parameters = Object.entries(otherParameters).map(([name, value]) => `${name}=${value}`);
    const failed = await newRun(project, () => failureOf(() => python(project, flow, ...parameters)));
    requireFailedRun(project, failed.run, failed.result);
    return run;
  },
};

async function python(project: TrialProject, ...args: readonly string[]): Promise<string> {
  const env = {
    PREFECT_HOME: project.scratch,
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS: "300",
    PREFECT_SERVER_ANALYTICS_ENABLED: "false",
    DO_NOT_TRACK: "1",
  };
  return await project.exec("python", args, { env });
}
