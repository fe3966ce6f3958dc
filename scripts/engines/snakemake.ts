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

/** Snakemake on this machine, two steps at a time. */
export const snakemakeTrial: Trial = {
  name: "snakemake",
  inTests: true,
  kind: "run",
  async run(project) {
    await snakemake(project, ["--config", "run=trial"]);
    if (isTriedFurther(project)) await tryFurther(project);
    return "trial";
  },
};

async function tryFurther(project: TrialProject): Promise<void> {
  const again = await snakemake(project, ["--config", "run=trial"]);
  expectParts("a second run", again, ["Nothing to be done"]);
  const step = makeFirstTryFail(project);
  expectParts("the failure", await failureOf(snakemake(project, ["--config", "run=fails"])), [complaint]);
  askForMore(project);
  step.again();
  const told = await snakemake(project, ["--config", "run=other", "SEED=5"]);
  expectParts("the log", told, ["mem_mb=525", "runtime=10", "Trying to restart job"]);
  expectSeed(project, "other", 5);
}

/** What Snakemake tells, which it does on the stream of errors. */
function snakemake(project: TrialProject, options: readonly string[]): Promise<string> {
  const args = ["-c2", "-s", "orchestration/snakemake/Snakefile", ...options];
  const env = { PATH: `${project.bin}:${process.env.PATH}`, XDG_CACHE_HOME: project.scratch };
  return project.exec("/bin/sh", ["-c", 'exec "$@" 2>&1', "sh", "snakemake", ...args], { env });
}
