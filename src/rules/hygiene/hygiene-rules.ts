import type { Rule } from "../rule.ts";
import { debugLeftovers } from "./debug-leftovers.ts";
import { hugeOutput } from "./huge-output.ts";
import { fitBeforeSplit } from "./learning/fit-before-split.ts";
import { fitOnTest } from "./learning/fit-on-test.ts";
import { targetInFeatures } from "./learning/target-in-features.ts";
import { noisyMetadata } from "./noisy-metadata.ts";
import { personalDataInOutput } from "./personal-data-in-output.ts";
import { savedErrorOutput } from "./saved-error-output.ts";
import { secretInOutput } from "./secret-in-output.ts";
import { secretInSource } from "./secret-in-source.ts";
import { staleOutput } from "./stale-output.ts";

/** CW62x and CW63x: what should not be in a notebook that others get, and what makes its figures untrue. */
export const hygieneRules: readonly Rule[] = [
  secretInSource,
  secretInOutput,
  personalDataInOutput,
  fitBeforeSplit,
  fitOnTest,
  targetInFeatures,
  savedErrorOutput,
  hugeOutput,
  staleOutput,
  noisyMetadata,
  debugLeftovers,
];
