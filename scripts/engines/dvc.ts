import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { complaint, expectParts, expectSeed, failureOf, isTriedFurther, makeFirstTryFail, runsOf } from "./odd-step.ts";
import type { Trial, TrialProject } from "./trial.ts";

/** DVC without Git. */
export const dvcTrial: Trial = {
  name: "dvc",
  inTests: false,
  kind: "run",
  async run(project) {
    await withPrograms(project, "dvc", ["init", "--no-scm", "--quiet"]);
    await withPrograms(project, "python", ["orchestration/dvc/render.py"]);
    await repro(project);
    const [run] = runsOf(project, "dvc-");
    if (run === undefined) throw new Error("there is no run");
    if (isTriedFurther(project)) await tryFurther(project);
    return run;
  },
};

async function tryFurther(project: TrialProject): Promise<void> {
  expectParts("a second run", await repro(project), ["Data and pipelines are up to date"]);
  const file = path.join(project.folder, "orchestration/dvc/params.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/SEED: \d+/, "SEED: 5"));
  const told = await repro(project);
  expectParts("a run with another SEED", told, ["'orchestration/dvc/dvc.yaml:prepare' didn't change, skipping"]);
  expectSeed(project, runsOf(project, "dvc-").at(-1) ?? "", 5);
  makeFirstTryFail(project);
  expectParts("the failure", await failureOf(repro(project)), [complaint]);
}

const repro = (project: TrialProject) => withPrograms(project, "dvc", ["repro", "orchestration/dvc/dvc.yaml"]);

/** The environment of DVC is active: its stages run `python`. */
function withPrograms(project: TrialProject, program: string, args: readonly string[]): Promise<string> {
  const env = {
    PATH: `${project.bin}:${process.env.PATH}`,
    DVC_NO_ANALYTICS: "1",
    DVC_GLOBAL_CONFIG_DIR: project.scratch,
    DVC_SITE_CACHE_DIR: path.join(project.scratch, "cache"),
  };
  return project.exec("/bin/sh", ["-c", 'exec "$@" 2>&1', "sh", program, ...args], { env });
}
