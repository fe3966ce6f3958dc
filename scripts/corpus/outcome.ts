import type { Finished } from "./run-process.ts";

/** Final values of two runs. Names that could not be compared are listed with the reason. */
export interface ValueComparison {
  readonly equal: readonly string[];
  /** Floats within the tolerance of compare_values.py. */
  readonly close: readonly ValueDifference[];
  readonly different: readonly ValueDifference[];
  /** Names of which some part could not be looked into. */
  readonly shallow: readonly string[];
  /** Names of which some object has a private attribute in one of the runs only. */
  readonly private: readonly string[];
  readonly notCompared: Readonly<Record<string, string>>;
}

export interface ValueDifference {
  readonly name: string;
  /** The first differing path, `model.coef_[0,3]`. */
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

export interface TextComparison {
  readonly equal: boolean;
  readonly lines: number;
  readonly cell?: string | number;
  readonly step?: string | number;
  readonly left?: string;
  readonly right?: string;
}

export interface FigureComparison {
  readonly equal: number;
  readonly total: number;
  readonly first: number | null;
}

/** The notebook's own two runs. */
export interface OwnRuns {
  readonly agrees: boolean;
  readonly failure: string | null;
  readonly errors: readonly { readonly cell: number; readonly text: string }[];
  readonly text: TextComparison;
  readonly figures: FigureComparison;
  readonly values: ValueComparison;
  readonly seconds: number;
  readonly codeCells: number;
}

export interface ProjectRun {
  readonly status: "ok" | "fails" | "timeout";
  readonly package: string;
  readonly steps: number;
  readonly seconds: number;
  readonly error: string | null;
}

/** What compare_runs.py says; all but `own` only when there was a candidate. */
export interface Comparison {
  readonly own: OwnRuns;
  readonly text?: TextComparison;
  readonly figures?: FigureComparison;
  readonly values?: ValueComparison;
}

export type OutcomeKind =
  | "equal"
  | "differs"
  | "run-fails"
  | "refused"
  | "crash"
  | "failure"
  | "reference-fails"
  | "harness-fails"
  | "reference";

/** All that is known about one notebook. */
export interface Assessment {
  readonly id: string;
  readonly outcome: OutcomeKind;
  /** The notebook's own two runs agree in everything. Otherwise only what agrees was asked of the project. */
  readonly stable: boolean;
  /** Why, in one line. */
  readonly detail: string;
  readonly own?: OwnRuns;
  readonly run?: ProjectRun;
  readonly text?: TextComparison;
  readonly figures?: FigureComparison;
  readonly values?: ValueComparison;
  readonly convertSeconds?: number;
}

interface Evidence {
  readonly own: OwnRuns;
  readonly converted?: Finished;
  readonly run?: ProjectRun;
  readonly compared?: Comparison;
}

/** Puts a notebook into one class. */
export function classify(id: string, evidence: Evidence): Assessment {
  const { own, converted, run, compared } = evidence;
  const { own: _own, ...comparison } = compared ?? { own };
  const common = {
    id,
    stable: own.agrees,
    own,
    ...(converted ? { convertSeconds: converted.seconds } : {}),
    ...(run ? { run } : {}),
    ...comparison,
  };
  if (own.failure !== null) return { ...common, outcome: "reference-fails", detail: own.failure };
  if (converted === undefined) return { ...common, outcome: "reference", detail: own.agrees ? "" : ownDifference(own) };
  if (converted.code !== 0) return { ...common, ...conversionProblem(converted) };
  if (run === undefined || run.status !== "ok")
    return { ...common, outcome: "run-fails", detail: run?.error ?? run?.status ?? "" };
  const differences = compared === undefined ? ["nothing compared"] : differencesOf(compared);
  return { ...common, outcome: differences.length === 0 ? "equal" : "differs", detail: differences.join("; ") };
}

/** What is wrong when the conversion does not end well. */
export function conversionProblem(done: Finished): { readonly outcome: OutcomeKind; readonly detail: string } {
  const output = `${done.stdout}\n${done.stderr}`;
  if (done.timedOut) return { outcome: "crash", detail: "time is up" };
  const trace = /^.*\bbug: .*$|^\s*\w*Error: .*\n\s+at .*$|^\s+at .*:\d+:\d+\)?$/m.exec(output);
  if (trace !== null) return { outcome: "crash", detail: trace[0].trim().replace(/\s+/g, " ").slice(0, 200) };
  if (done.code === 1) return { outcome: "refused", detail: refusalCodes(done.stdout) || output.trim().slice(0, 200) };
  if (done.code === 2) return { outcome: "failure", detail: output.trim().split("\n").at(-1)?.slice(0, 200) ?? "" };
  return { outcome: "crash", detail: `exit code ${done.code}: ${output.trim().slice(-200)}` };
}

/** Codes of the errors in the converter's JSON, whatever is around them. */
function refusalCodes(stdout: string): string {
  const codes: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === "object" && value !== null) {
      const found = value as { readonly code?: unknown; readonly severity?: unknown };
      if (typeof found.code === "string" && found.severity === "error") codes.push(found.code);
      for (const item of Object.values(value)) visit(item);
    }
  };
  try {
    visit(JSON.parse(stdout));
  } catch {
    codes.push(...(stdout.match(/\bCW\d{3}\b/g) ?? []));
  }
  return [...new Set(codes)].sort().join(" ");
}

function differencesOf(compared: Comparison): readonly string[] {
  const { text, figures, values } = compared;
  const found: string[] = [];
  if (text && !text.equal) found.push(`text in ${text.step}: '${text.left}' became '${text.right}'`);
  const value = values?.different[0];
  if (value) found.push(`${values.different.length} values: ${value.path}: ${value.left} became ${value.right}`);
  if (figures && figures.equal < figures.total) found.push(`figures from number ${(figures.first ?? 0) + 1}`);
  return found;
}

function ownDifference(own: OwnRuns): string {
  const parts = [
    own.text.equal ? "" : "text",
    own.figures.equal < own.figures.total ? "figures" : "",
    own.values.different.length > 0 ? "values" : "",
  ];
  return `own two runs differ in ${parts.filter((part) => part !== "").join(", ")}`;
}
