import { readTemplates } from "../disk/package-files.ts";
import type { ProjectContext } from "../project/project-context.ts";
import { loadStandardLibrary } from "./load-python.ts";

/** The part of generating that is the same for every Python project. */
export type PythonTarget = Pick<ProjectContext, "render" | "format" | "names" | "runtime">;

/**
 * Templates, formatter and runner modules of generated Python projects, from the files of our package. `header` is a
 * comment line that opens every generated module.
 */
export async function loadPythonTarget(header: string): Promise<PythonTarget> {
  const [{ createRenderer }, { createPythonFormatter }] = await Promise.all([
    import("../project/render-template.ts"),
    import("../project/format-python.ts"),
  ]);
  const files = [...readTemplates("python")];
  const below = (folder: string) => files.filter(([path]) => path.startsWith(folder));
  const templates = files
    .filter(([path]) => path.endsWith(".hbs"))
    .map(([path, text]) => [`python/${path.slice(0, -".hbs".length)}`, text] as const);
  return {
    render: createRenderer(new Map(templates)),
    format: createPythonFormatter(),
    names: { header, standardLibrary: loadStandardLibrary() },
    runtime: new Map(below("package/").map(([path, text]) => [path.slice("package/".length), text])),
  };
}
