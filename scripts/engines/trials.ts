import { argoTrial } from "./argo.ts";
import { dvcTrial } from "./dvc.ts";
import { githubActionsTrial } from "./github-actions.ts";
import { kubeflowTrial } from "./kubeflow.ts";
import { metaflowTrial } from "./metaflow.ts";
import { papermillTrial } from "./papermill.ts";
import { rayTrial } from "./ray.ts";
import { sagemakerTrial } from "./sagemaker.ts";
import { snakemakeTrial } from "./snakemake.ts";
import type { Trial } from "./trial.ts";

/** All engines that are tried, in the order of the targets. */
export const trials: readonly Trial[] = [
  kubeflowTrial,
  metaflowTrial,
  snakemakeTrial,
  dvcTrial,
  argoTrial,
  sagemakerTrial,
  rayTrial,
  papermillTrial,
  githubActionsTrial,
];
