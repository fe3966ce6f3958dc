import path from "node:path";
import { root } from "./environments.ts";
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

/** Ray, on a cluster of two nodes. */
export const rayTrial: Trial = {
  name: "ray",
  inTests: false,
  kind: "run",
  async run(project) {
    const told = await onTwoNodes(project, ["--run", "trial"]);
    const nodes = new Set([...told.matchAll(/done on node (\w+)/g)].map(([, node]) => node));
    if (nodes.size !== 2) throw new Error(`steps ran on ${nodes.size} nodes:\n${told}`);
    if (isTriedFurther(project)) await tryFurther(project);
    return "trial";
  },
};

async function tryFurther(project: TrialProject): Promise<void> {
  const step = makeFirstTryFail(project);
  expectParts("the failure", await failureOf(onTwoNodes(project, ["--run", "fails"])), [complaint]);
  askForMore(project);
  step.again();
  await onTwoNodes(project, ["--run", "other", "--patch", "SEED=5"]);
  expectSeed(project, "other", 5);
}

function onTwoNodes(project: TrialProject, options: readonly string[]): Promise<string> {
  const env = { RAY_USAGE_STATS_ENABLED: "0", RAY_AUTH_MODE: "disabled", RAY_raylet_start_wait_time_s: "180" };
  const cluster = path.join(root, "scripts/engines/two_ray_nodes.py");
  return project.exec("python", [cluster, "orchestration/ray/run.py", ...options], { env });
}
