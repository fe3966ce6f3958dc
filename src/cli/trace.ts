import { basename, dirname, join, resolve } from "node:path";
import type { Analysis } from "../analysis/types.ts";
import { Failure } from "../diagnostics/failure.ts";
import { packageRoot } from "../disk/package-files.ts";
import { readText } from "../disk/read-file.ts";
import { checkTracePlace, writeTraceFile } from "../disk/trace-file.ts";
import { withWorkFolder, writeOwnFile } from "../disk/work-folder.ts";
import type { Notebook } from "../notebook/types.ts";
import { planNotebook } from "../pipeline.ts";
import { plainText } from "../report/plain-text.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";
import { renderTrace } from "../report/trace-text.ts";
import { runTrace, type TraceRequest } from "../run/run-trace.ts";
import { composeTrace, type TracedRun } from "../trace/compose-trace.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Trace } from "../trace/types.ts";
import { cellsToRun } from "../verify/cells-to-run.ts";
import { chooseInterpreter } from "./choose-interpreter.ts";
import { filesAround } from "./files-around.ts";
import { loadPython } from "./load-python.ts";
import { readInput } from "./read-input.ts";
import { withInterrupts } from "./with-interrupts.ts";

/** Options of `cellwright trace`. */
export interface TraceOptions {
  readonly output?: string;
  readonly python?: string;
  /** Seconds. */
  readonly timeout?: number;
  /** Gigabytes for each process. */
  readonly memory?: number;
  /** False with `--no-network`. */
  readonly network?: boolean;
  readonly samples?: boolean;
}

const DEFAULT_TIMEOUT = 3600;

/** `cellwright trace`: 0 when the notebook ran to its end, 1 when it stopped (what was seen is written), 2 when it could not be run. */
export async function runTraceCommand(path: string, options: TraceOptions): Promise<number> {
  const { notebook, diagnostics } = readInput(path);
  if (notebook === null) {
    process.stderr.write(renderDiagnostics(diagnostics, null));
    return 2;
  }
  const output = options.output ?? tracePath(path);
  checkTracePlace(output, (text) => readTrace(text) !== null);
  const python = await chooseInterpreter(options.python, [dirname(resolve(path))]);
  const trace = await withWorkFolder((folder) =>
    withInterrupts((signal) => traceIn(folder, notebook, { ...options, python }, signal)),
  );
  writeTraceFile(output, `${JSON.stringify(trace)}\n`);
  process.stdout.write(renderTrace(trace, output));
  if (trace.failure === null) return 0;
  const place = trace.failure.cell === null ? "" : ` in cell ${trace.failure.cell}`;
  const text = plainText(trace.failure.text);
  process.stderr.write(`cellwright: the notebook stopped${place}: ${text}\n  The trace holds what ran before.\n`);
  return 1;
}

/** `analysis.ipynb` -> `analysis.trace.json`. */
function tracePath(path: string): string {
  return `${path.replace(/\.(ipynb|py)$/, "")}.trace.json`;
}

async function traceIn(
  folder: string,
  notebook: Notebook,
  options: TraceOptions & { readonly python: string },
  signal: AbortSignal,
): Promise<Trace> {
  const request: TraceRequest = {
    cells: cellsToRun(notebook, false),
    folder: dirname(resolve(notebook.path)),
    ...filesAround(folder, notebook, await analysisOf(notebook)),
    samples: options.samples === true,
    sockets: join(folder, "s"),
    timeout: options.timeout ?? DEFAULT_TIMEOUT,
    memory: options.memory === undefined ? null : Math.round(options.memory * 1e9),
    noNetwork: options.network === false,
  };
  const file = writeOwnFile(folder, "request.json", JSON.stringify(request));
  if (process.stderr.isTTY) process.stderr.write("running the notebook ...\n");
  await runTrace({ python: options.python, packages: join(packageRoot(), "python"), signal }, file);
  const result = JSON.parse(readText(join(folder, "result.json"))) as TracedRun | CannotRun;
  if ("cannot" in result) throw new Failure(result.cannot.code, result.cannot.message, result.cannot.hint ?? undefined);
  const sources = notebook.cells.map((cell) => cell.source);
  return composeTrace(result, basename(notebook.path), sources);
}

interface CannotRun {
  readonly cannot: { readonly code: string; readonly message: string; readonly hint: string | null };
}

async function analysisOf(notebook: Notebook): Promise<Analysis> {
  const planned = planNotebook(notebook, { ...(await loadPython()), by: null, level: null });
  if (planned.diagnostics.some((one) => one.code === "CW422"))
    throw new Failure("other-language", `${notebook.path} is no Python notebook, and only those can be traced.`);
  return planned.analysis;
}
