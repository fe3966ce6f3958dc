import type { ProjectOptions } from "../disk/project-files.ts";
import type { Project } from "../project/types.ts";

/** What the manifest says of a project, once its runner is chosen; one that the full runner runs does not say so. */
export function withRunner(
  { runner: _, ...options }: ProjectOptions,
  { runner }: Pick<Project, "runner">,
): ProjectOptions {
  return runner === "small" ? { ...options, runner } : options;
}
