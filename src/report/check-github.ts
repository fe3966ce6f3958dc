import type { Severity } from "../diagnostics/types.ts";
import type { CheckReport, Problem } from "../policy/types.ts";
import { severities } from "./check-totals.ts";
import { plainText } from "./plain-text.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/**
 * A check as commands to GitHub Actions that annotate the notebooks' files, a line each. GitHub shows the first ten of each
 * kind for each step, so the first of each rule in each notebook come before their repetitions.
 */
export function renderCheckGithub(report: CheckReport): string {
  const found = report.notebooks.flatMap(({ path, problems }) =>
    repetitions(problems).map((one) => ({ ...one, path })),
  );
  return severities
    .flatMap((severity) => found.filter(({ problem }) => problem.severity === severity).sort(inTurn))
    .map(({ path, problem }) => `${command(path, problem)}\n`)
    .join("");
}

interface Repetition {
  readonly problem: Problem;
  /** How many problems of the same rule come before it in its notebook. */
  readonly repeats: number;
}

function repetitions(problems: readonly Problem[]): readonly Repetition[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const repeats = seen.get(problem.code) ?? 0;
    seen.set(problem.code, repeats + 1);
    return { problem, repeats };
  });
}

function inTurn(one: Repetition, other: Repetition): number {
  return one.repeats - other.repeats;
}

function command(path: string, problem: Problem): string {
  const { code, name, severity, message, place, hint } = problem;
  const properties = [
    ["file", path],
    ...(place === null ? [] : positions(place.file)),
    ["title", `${code} ${name}`],
  ].map(([key, value]) => `${key}=${escapeProperty(plainText(String(value)))}`);
  const where = place === null ? "" : `cell ${place.cell}, line ${place.line}: `;
  const text = `${where}${message}${hint === null ? "" : `\nhelp: ${hint}`}`;
  return `::${COMMANDS[severity]} ${properties.join(",")}::${escapeData(plainText(text))}`;
}

type Positions = readonly (readonly [key: string, value: number])[];

/** GitHub takes columns only for what is on one line. */
function positions({ line, column, endLine, endColumn }: NonNullable<Problem["place"]>["file"]): Positions {
  const lines = [["line", line] as const, ["endLine", endLine] as const];
  return line === endLine ? [...lines, ["col", column], ["endColumn", endColumn]] : lines;
}

function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
