import { dirname, join } from "node:path";
import { packageRoot } from "../../disk/package-files.ts";
import type { NotebookSource } from "./notebook-source.ts";

/** What `cellwright init` writes: steps that come from a percent script of ours, of which the project gets no copy. */
export function exampleSource(
  title: string,
  catalog: boolean,
): { readonly source: NotebookSource; readonly steps: readonly string[] } {
  const path = join(packageRoot(), "templates", "example", "example.py");
  const source = {
    path,
    fileName: "example.py",
    folder: dirname(path),
    by: null,
    level: null,
    catalog,
    models: "none" as const,
    trace: null,
    example: { title },
  };
  return { source, steps: ["load", "clean", "summarise"] };
}
