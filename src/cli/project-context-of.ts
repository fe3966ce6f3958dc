import { basename, join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { readText } from "../disk/read-file.ts";
import type { GeneratedProject } from "../disk/read-generated.ts";
import type { SharedContext } from "../project/project-context.ts";
import { type DeclaredNeeds, declaredNeeds } from "../project/python/declared-dependencies.ts";
import type { Dependency } from "../project/python/dependencies.ts";
import type { Style } from "../project/style.ts";
import { generatedHeader } from "./generated-header.ts";
import { loadPythonTarget } from "./load-python-target.ts";

/**
 * What the files of a project that is there are made from, as far as they do not depend on its steps. `needs` says what it
 * requires, given what it requires now. Failure: `unreadable-pyproject`.
 */
export async function projectContextOf(
  project: GeneratedProject,
  style: Style,
  needs: (declared: readonly Dependency[]) => readonly Dependency[],
): Promise<SharedContext> {
  const declared = needsOfProject(project);
  const names = namesOf(project);
  const target = await loadPythonTarget(generatedHeader(project.isInitial ? [] : names.slice(0, 1)));
  return {
    ...target,
    names: { ...target.names, beside: project.beside },
    jointHeader: generatedHeader(names),
    ...declared,
    dependencies: needs(declared.dependencies),
    package: project.package,
    style,
    ...(project.options.io !== undefined && { io: project.options.io }),
    draws: project.draws,
    hasReferences: project.hasReferences,
    copies: [],
    workdir: "files",
  };
}

/** What the project's pyproject.toml asks for. Failure: `unreadable-pyproject`. */
export function needsOfProject({ folder }: GeneratedProject): DeclaredNeeds {
  const needs = declaredNeeds(readText(join(folder, "pyproject.toml")));
  if (needs === null) throw new Failure("unreadable-pyproject", `${folder}/pyproject.toml does not list dependencies.`);
  return needs;
}

/** File names of the notebooks of a project. */
export function namesOf({ notebooks }: GeneratedProject): readonly string[] {
  return notebooks.map(({ path }) => basename(path));
}
