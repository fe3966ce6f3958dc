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
    if (project.package === "iris_exploration")
      expectParts("the notebook with plots", notebook(project, "03-plots"), ["image/png"]);
    if (isTriedFurther(project)) await tryFurther(project);
    return "trial";
  },
};

async function tryFurther(project: TrialProject): Promise<void> {
  expectParts("the notebook of results", notebook(project, "07-results"), ["text/html", "forest"]);
  const step = makeFirstTryFail(project);
  expectParts("the failure", await failureOf(runNotebooks(project, ["--run", "fails"])), [complaint]);
  askForMore(project);
  step.again();
  await runNotebooks(project, ["--run", "other", "--patch", "SEED=5"]);
  expectSeed(project, "other", 5);
}

const notebook = (project: TrialProject, name: string) =>
  readFileSync(path.join(project.folder, "runs", "trial", "notebooks", `${name}.ipynb`), "utf8");

const runNotebooks = (project: TrialProject, options: readonly string[]) =>
  project.exec("python", ["orchestration/papermill/run.py", ...options]);
