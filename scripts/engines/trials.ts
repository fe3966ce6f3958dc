import { argoTrial } from "./argo.ts";
import { githubActionsTrial } from "./github-actions.ts";
import { kubeflowTrial } from "./kubeflow.ts";
import { sagemakerTrial } from "./sagemaker.ts";
import type { Trial } from "./trial.ts";

/** All engines that are tried, in the order of the targets. */
export const trials: readonly Trial[] = [kubeflowTrial, argoTrial, sagemakerTrial, githubActionsTrial];
