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
} from "./odd-step.ts";
import type { Trial, TrialProject } from "./trial.ts";

/** papermill: the steps run in kernels of the project's interpreter. */
export const papermillTrial: Trial = {
  name: "papermill",
  inTests: false,
  kind: "run",
  async run(project) {
    await project.exec("python", ["orchestration/papermill/render.py"]);
    await runNotebooks(project, ["--run", "trial"]);
    if (isTriedFurther(project)) await tryFurther(project);
    return "trial";
  },
};

async function tryFurther(project: TrialProject): Promise<void> {
  const result = path.join(project.folder, "runs/trial/notebooks/07-results.ipynb");
  expectParts("the notebook of a step", readFileSync(result, "utf8"), ["text/html", "image/png", "forest"]);
  const step = makeFirstTryFail(project);
  expectParts("the failure", await failureOf(runNotebooks(project, ["--run", "fails"])), [complaint]);
  askForMore(project);
  step.again();
  await runNotebooks(project, ["--run", "other", "--patch", "SEED=5"]);
  expectSeed(project, "other", 5);
}

const runNotebooks = (project: TrialProject, options: readonly string[]) =>
  project.exec("python", ["orchestration/papermill/run.py", ...options]);
