import { Failure } from "../diagnostics/failure.ts";
import { readText } from "../disk/read-file.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Trace } from "../trace/types.ts";

/** A trace with the text that it was read from. */
export interface TraceInput {
  readonly trace: Trace;
  readonly text: string;
}

/** Reads a trace from disk. Failures: `not-a-trace`, and those of reading. */
export function readTraceFile(path: string): TraceInput {
  const text = readText(path);
  const trace = readTrace(text);
  if (trace !== null) return { trace, text };
  throw new Failure("not-a-trace", `${path} is no trace.`, "Give a file that `cellwright trace` wrote.");
}
