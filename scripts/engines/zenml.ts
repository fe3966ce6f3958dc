import path from "node:path";
import { fileURLToPath } from "node:url";
import { breakLastStep, failureOf, isHardCase, makeHard, otherParameters, requireFailedRun } from "./hard-case.ts";
import { newRun } from "./new-run.ts";
import type { Trial, TrialProject } from "./trial.ts";

const pipeline = path.join("orchestration", "zenml", "pipeline.py");
const checks = fileURLToPath(new URL("checks/zenml_checks.py", import.meta.url));

/** ZenML: the pipeline on the local stack. */
export const zenmlTrial: Trial = {
  name: "zenml",
  inTests: false,
  kind: "run",
  async run(project) {
    if (isHardCase(project)) {
      makeHard(project);
      await zenml(project, "zenml", "secret", "create", "trial-secret", "--token=a-token");
    }
    const { run } = await newRun(project, () => zenml(project, "python", pipeline));
    if (!isHardCase(project)) return run;
    await zenml(project, "python", checks);
    breakLastStep(project);
    const parameters = Object.entries(otherParameters).map(([name, value]) => `${name}=${value}`);
    const failed = await newRun(project, () => failureOf(() => zenml(project, "python", pipeline, ...parameters)));
    requireFailedRun(project, failed.run, failed.result);
    return run;
  },
};

async function zenml(project: TrialProject, program: string, ...args: readonly string[]): Promise<string> {
  const env = {
    ZENML_CONFIG_PATH: project.scratch,
    ZENML_ANALYTICS_OPT_IN: "false",
    ZENML_ENABLE_RICH_TRACEBACK: "false",
  };
  return await project.exec(program, args, { env });
}
