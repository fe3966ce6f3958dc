import { isObject, type Json } from "../base/json.ts";
import { Failure } from "../diagnostics/failure.ts";
import type { CheckReport } from "./types.ts";

/** Reads a report that `check --format json` wrote. Fails with `bad-report`. */
export function readReport(text: string, path: string): CheckReport {
  let value: Json | null = null;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    // Told below, with whatever else is no report.
  }
  if (isObject(value) && Array.isArray(value.notebooks) && value.notebooks.every(isNotebook))
    return { notebooks: value.notebooks } as unknown as CheckReport;
  throw new Failure("bad-report", `${path} is no report of cellwright check.`, "write one with `--format json`");
}

function isNotebook(value: Json): boolean {
  return isObject(value) && typeof value.path === "string" && Array.isArray(value.problems);
}
