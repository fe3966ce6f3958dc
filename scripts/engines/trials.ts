import { dagsterTrial } from "./dagster.ts";
import { kedroTrial } from "./kedro.ts";
import { prefectTrial } from "./prefect.ts";
import type { Trial } from "./trial.ts";
import { zenmlTrial } from "./zenml.ts";

/** All engines that are tried, in the order of the targets. */
export const trials: readonly Trial[] = [dagsterTrial, prefectTrial, zenmlTrial, kedroTrial];
