import { dvcTrial } from "./dvc.ts";
import { metaflowTrial } from "./metaflow.ts";
import { papermillTrial } from "./papermill.ts";
import { rayTrial } from "./ray.ts";
import { snakemakeTrial } from "./snakemake.ts";
import type { Trial } from "./trial.ts";

/** All engines that are tried, in the order of the targets. */
export const trials: readonly Trial[] = [metaflowTrial, snakemakeTrial, dvcTrial, rayTrial, papermillTrial];
