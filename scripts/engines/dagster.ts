import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { breakLastStep, failureOf, isHardCase, makeHard, otherParameters, requireFailedRun } from "./hard-case.ts";
import { newRun } from "./new-run.ts";
import type { Trial, TrialProject } from "./trial.ts";

const definitions = path.join("orchestration", "dagster", "definitions.py");
const checks = fileURLToPath(new URL("checks/dagster_checks.py", import.meta.url));

/** Dagster: the job with all assets, in processes, on an instance on disk. */
export const dagsterTrial: Trial = {
  name: "dagster",
  inTests: true,
  kind: "run",
  async run(project) {
    writeFileSync(path.join(project.scratch, "dagster.yaml"), "telemetry:\n  enabled: false\n");
    if (isHardCase(project)) makeHard(project);
    await dagster(project, "definitions", "validate", "-f", definitions);
    const { run } = await newRun(project, () => execute(project));
    if (!isHardCase(project)) return run;
    await project.exec("python", [checks, definitions], { env: environment(project) });
    breakLastStep(project);
    const failed = await newRun(project, () => failureOf(() => execute(project, otherParameters)));
    requireFailedRun(project, failed.run, failed.result);
    return run;
  },
};

async function execute(project: TrialProject, parameters: object = {}): Promise<string> {
  const config = path.join(project.scratch, "run.yaml");
  writeFileSync(config, JSON.stringify({ resources: { parameters: { config: parameters } } }));
  return await dagster(project, "job", "execute", "-f", definitions, "-j", `${project.package}_job`, "-c", config);
}

async function dagster(project: TrialProject, ...args: readonly string[]): Promise<string> {
  return await project.exec("dagster", args, { env: environment(project), seconds: 1800 });
}

function environment(project: TrialProject): Readonly<Record<string, string>> {
  return { DAGSTER_HOME: project.scratch, DAGSTER_DISABLE_TELEMETRY: "1" };
}
