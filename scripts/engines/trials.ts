import { airflowTrial } from "./airflow.ts";
import { argoTrial } from "./argo.ts";
import { dagsterTrial } from "./dagster.ts";
import { dvcTrial } from "./dvc.ts";
import { githubActionsTrial } from "./github-actions.ts";
import { kedroTrial } from "./kedro.ts";
import { kubeflowTrial } from "./kubeflow.ts";
import { metaflowTrial } from "./metaflow.ts";
import { papermillTrial } from "./papermill.ts";
import { prefectTrial } from "./prefect.ts";
import { rayTrial } from "./ray.ts";
import { sagemakerTrial } from "./sagemaker.ts";
import { snakemakeTrial } from "./snakemake.ts";
import type { Trial } from "./trial.ts";
import { zenmlTrial } from "./zenml.ts";

/** All engines that are tried, in the order of the targets. */
export const trials: readonly Trial[] = [
  airflowTrial,
  kubeflowTrial,
  dagsterTrial,
  prefectTrial,
  zenmlTrial,
  kedroTrial,
  metaflowTrial,
  snakemakeTrial,
  dvcTrial,
  argoTrial,
  sagemakerTrial,
  rayTrial,
  papermillTrial,
  githubActionsTrial,
];
