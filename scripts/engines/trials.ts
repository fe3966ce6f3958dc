import { airflowTrial } from "./airflow.ts";
import type { Trial } from "./trial.ts";

/** All engines that are tried, in the order of the targets. */
export const trials: readonly Trial[] = [airflowTrial];
