import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  breakLastStep,
  failureOf,
  isHardCase,
  makeHard,
  otherParameters,
  requireFailedRun,
  requireThat,
} from "./hard-case.ts";
import { newRun } from "./new-run.ts";
import type { Trial, TrialProject } from "./trial.ts";

const checks = fileURLToPath(new URL("checks/kedro_checks.py", import.meta.url));

/** Kedro: `kedro run` in the engine's folder, nodes at the same time in threads. */
export const kedroTrial: Trial = {
  name: "kedro",
  inTests: false,
  kind: "run",
  async run(project) {
    if (isHardCase(project)) makeHard(project);
    const { run } = await newRun(project, () => kedro(project, "run", "--runner=ThreadRunner"));
    if (!isHardCase(project)) return run;
    await newRun(project, () => exec(project, "python", checks));
    const misspelt = await failureOf(() => kedro(project, "run", "--params", "N_TREEES=5"));
    requireThat(misspelt.includes("There is no parameter 'N_TREEES'"), misspelt);
    breakLastStep(project);
    const parameters = Object.entries(otherParameters).map(([name, value]) => `${name}=${value}`);
    const failed = await newRun(project, () =>
      failureOf(() => kedro(project, "run", "--params", parameters.join(","))),
    );
    requireFailedRun(project, failed.run, failed.result);
    return run;
  },
};

function kedro(project: TrialProject, ...args: readonly string[]): Promise<string> {
  return exec(project, "kedro", ...args);
}

async function exec(project: TrialProject, program: string, ...args: readonly string[]): Promise<string> {
  const cwd = path.join(project.folder, "orchestration", "kedro");
  return await project.exec(program, args, { cwd, env: { DO_NOT_TRACK: "1" } });
}
