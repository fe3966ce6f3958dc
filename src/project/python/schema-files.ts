import type { SeenTable } from "../../plan/types.ts";
import type { ProjectContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import { schemasView } from "./schemas-view.ts";

/** Schemas of the tables, in a module of the package; no file where there are none. */
export function schemaFiles(
  tables: readonly SeenTable[],
  { package: name, render, format, names }: Pick<ProjectContext, "package" | "render" | "format" | "names">,
): readonly ProjectFile[] {
  const view = schemasView(tables, names);
  if (view === null) return [];
  return [{ path: `src/${name}/schemas.py`, content: format(render("python/schemas.py", view)) }];
}
