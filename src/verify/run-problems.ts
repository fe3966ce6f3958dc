import type { Diagnostic, Related } from "../diagnostics/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { CellError, CellFrame, CheckedRun, RunStop } from "./check-evidence.ts";
import { cellLocation, lineLocation } from "./run-places.ts";

/** What is needed to tell how a run ended. */
export interface RunContext {
  readonly notebook: Notebook;
  /** Cells that are tagged `raises-exception`. */
  readonly mayRaise: ReadonlySet<number>;
  /** How far the run came: `3 of 12 cells ran`. */
  readonly reached: string;
}

/** Signals by number, with what usually sends them. */
const SIGNALS: Readonly<Record<number, string>> = {
  4: "SIGILL, an instruction that this processor does not have",
  6: "SIGABRT, as native code does that gives up",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL: something ended it, the system when memory runs out or the notebook itself",
  11: "SIGSEGV: native code of a package read memory that is not its own",
  15: "SIGTERM",
};

/** CW501 and CW504 to CW506: why cells did not run to their end. */
export function runProblems(run: CheckedRun, context: RunContext): readonly Diagnostic[] {
  const raised = run.cells.flatMap(({ cell, error }) =>
    error === null || context.mayRaise.has(cell)
      ? []
      : [raisedProblem(cell, error, run.failure?.cell === cell, context)],
  );
  const { failure } = run;
  if (failure === null || failure.kind === "error") return raised;
  return [...raised, failure.kind === "timeout" ? timeoutProblem(failure, context) : deathProblem(failure, context)];
}

function raisedProblem(cell: number, error: CellError, stops: boolean, context: RunContext): Diagnostic {
  const text = error.text.replace(/ \(\d+\.py, line \d+\)$/, "");
  const said = shortText(text === "" ? error.name : `${error.name}: ${text}`);
  const end = stops ? `and the notebook stops here: ${context.reached}` : "and the run went on, as asked";
  const places = placesOf(cell, error.frames, context.notebook, "raised here");
  if (error.memory)
    return {
      code: "CW506",
      severity: "error",
      message: `Memory is used up (\`${said}\`), ${end}.`,
      ...places,
      hint: MEMORY_HINT,
    };
  const severity = stops ? "error" : "warning";
  return { code: "CW501", severity, message: `\`${said}\` is raised, ${end}.`, ...places, hint: errorHint(error) };
}

const MEMORY_HINT = "allow more with --memory, or work on less with --set";

function errorHint({ name, text }: CellError): string {
  const module = /No module named '([\w.]+)'/.exec(text)?.[1];
  if (module !== undefined)
    return `install \`${module}\` where the notebook runs, or name another interpreter with --python`;
  if (name === "FileNotFoundError")
    return "the notebook runs in a copy of its folder: put the file there, or make it in a cell above";
  if (name === "StdinNotImplementedError")
    return "nobody is there to be asked: make it a parameter, with a value in the notebook";
  if (name === "NameError")
    return "define the name in a cell above; restart the kernel and run all cells to see what a reader sees";
  return "mend the cell, or tag it `raises-exception` if it is meant to fail";
}

function timeoutProblem(failure: RunStop, context: RunContext): Diagnostic {
  const { cell, limit, seconds, frames } = failure;
  const what =
    limit === "cell" ? `The cell was not done after ${seconds} s` : `The notebook was not done after ${seconds} s`;
  const hint = `allow more time with ${limit === "cell" ? "--timeout" : "--total-timeout"}, or make the work smaller with --set`;
  const places = cell === null ? {} : placesOf(cell, frames, context.notebook, "it was here");
  return { code: "CW505", severity: "error", message: `${what}: ${context.reached}.`, ...places, hint };
}

function deathProblem(
  { cell, frames, exitCode, said, memory }: RunStop,
  { reached, notebook }: RunContext,
): Diagnostic {
  const place = cell === null ? {} : placesOf(cell, frames, notebook, "it was here");
  if (memory)
    return {
      code: "CW506",
      severity: "error",
      message: `Memory is used up, and the kernel is dead: ${reached}.`,
      ...place,
      hint: MEMORY_HINT,
    };
  const how = said === undefined || said === "" ? "" : ` It said: \`${shortText(said)}\`.`;
  const hint =
    "run the cell alone in a terminal to see what ends it, and look for a newer version of the packages that it calls";
  return {
    code: "CW504",
    severity: "error",
    message: `The kernel died (${endOf(exitCode ?? null)}): ${reached}.${how}`,
    ...place,
    hint,
  };
}

function endOf(exitCode: number | null): string {
  if (exitCode === null) return "it is not known how";
  return exitCode < 0 ? (SIGNALS[-exitCode] ?? `signal ${-exitCode}`) : `exit code ${exitCode}`;
}

/** The deepest line of the cell itself; and where a line of another cell is deeper, that too. */
function placesOf(
  cell: number,
  frames: readonly CellFrame[],
  notebook: Notebook,
  message: string,
): Pick<Diagnostic, "location" | "related"> {
  const known = frames.filter((frame) => frame.cell < notebook.cells.length);
  const own = known.filter((frame) => frame.cell === cell).at(-1);
  const location = own === undefined ? cellLocation(cell) : lineLocation(notebook, own);
  const deepest = known.at(-1);
  if (deepest === undefined || deepest.cell === cell) return { location };
  const related: Related = { location: lineLocation(notebook, deepest), message };
  return { location, related: [related] };
}

/** The first line of a text, not too long. */
export function shortText(text: string): string {
  const line = text.trim().split("\n")[0]?.replaceAll("`", "'") ?? "";
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
