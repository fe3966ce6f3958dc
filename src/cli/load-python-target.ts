import { readTemplates } from "../disk/package-files.ts";
import { createPythonFormatter, type PythonFormatter } from "../project/format-python.ts";
import type { ProjectContext } from "../project/project-context.ts";
import type { Renderer } from "../project/render-template.ts";
import type { TargetContext } from "../project/targets/target-files.ts";
import { loadStandardLibrary } from "./load-python.ts";

/** The part of generating that is the same for every Python project. */
export type PythonTarget = Pick<ProjectContext, "render" | "format" | "names" | "runtime" | "smallRuntime" | "tests">;

/**
 * Templates, formatter and runner modules of generated Python projects, from the files of our package. `header` is a
 * comment line that opens every generated module. Without a `format` of the caller, this thread formats.
 */
export async function loadPythonTarget(header: string, format?: PythonFormatter): Promise<PythonTarget> {
  return {
    render: await loadRenderer(),
    format: format ?? createPythonFormatter(),
    names: { header, standardLibrary: loadStandardLibrary(), beside: [] },
    runtime: readTemplates("python/package"),
    smallRuntime: readTemplates("python/small"),
    tests: readTemplates("python/tests"),
  };
}

/** What the files of engines are made from, for a package of this name. */
export async function loadTargetContext(name: string): Promise<TargetContext> {
  return { package: name, render: await loadRenderer(), runtime: readTemplates("python/package") };
}

/** Renders the templates of Python projects. */
async function loadRenderer(): Promise<Renderer> {
  const [{ createRenderer }, { pythonTemplates }] = await Promise.all([
    import("../project/render-template.ts"),
    import("./python-templates.ts"),
  ]);
  return createRenderer(pythonTemplates());
}
