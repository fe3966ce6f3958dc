/**
 * What runs the steps. `small`: order, processes, values on disk, what was shown, and not running again what did not change, in
 * a few short modules. `full`: all that engines, configuration, catalog, history and hard cases of state take.
 */
export type Runner = "small" | "full";

/** All runners, the smallest first. */
export const runners: readonly Runner[] = ["small", "full"];
