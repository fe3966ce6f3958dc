import { existsSync, writeFileSync } from "node:fs";
import { Failure } from "../diagnostics/failure.ts";
import { withFailures } from "./fs-failure.ts";
import { readText } from "./read-file.ts";
import { replaceFile } from "./replace-file.ts";

/** Failure `not-a-trace` when something else stands where a trace is to be written. */
export function checkTracePlace(path: string, isTrace: (text: string) => boolean): void {
  if (!existsSync(path) || isTrace(readText(path))) return;
  throw new Failure("not-a-trace", `${path} is there and is no trace.`, "Name another file with -o.");
}

/** Writes a trace, or replaces one at once. */
export function writeTraceFile(path: string, text: string): void {
  if (existsSync(path)) replaceFile(path, text);
  else withFailures(path, () => writeFileSync(path, text, { flag: "wx" }));
}
