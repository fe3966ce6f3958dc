import { loadPythonTarget } from "../../src/cli/load-python-target.ts";
import type { SeenTable } from "../../src/plan/types.ts";
import { schemaFiles } from "../../src/project/python/schema-files.ts";

const target = await loadPythonTarget("# Generated.");

/** The module of schemas for some tables; null where there is none. */
export function schemasOf(tables: readonly SeenTable[]): string | null {
  const [file] = schemaFiles(tables, { ...target, package: "small" });
  return file === undefined ? null : String(file.content);
}
