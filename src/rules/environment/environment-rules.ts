import type { Rule } from "../rule.ts";
import { deprecatedApi } from "./deprecated-api.ts";
import { kernelNotThere } from "./kernel-not-there.ts";
import { languageVersion } from "./language-version.ts";
import { lostChange } from "./lost-change.ts";
import { notDeclared } from "./not-declared.ts";
import { notInstalled } from "./not-installed.ts";
import { unpinnedRequirement } from "./unpinned-requirement.ts";

/** CW61x: what the notebook needs around it. */
export const environmentRules: readonly Rule[] = [
  notInstalled,
  notDeclared,
  unpinnedRequirement,
  kernelNotThere,
  languageVersion,
  deprecatedApi,
  lostChange,
];
