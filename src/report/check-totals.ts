import type { Severity } from "../diagnostics/types.ts";
import type { CheckReport, NotebookReport, Problem } from "../policy/types.ts";
import { counted } from "./counted.ts";
import { severityWords } from "./severity-words.ts";

/** Severities, the worst first. */
export const severities: readonly Severity[] = ["error", "warning", "info"];

/** How many problems of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** How many problems of each severity there are. */
export function countSeverities(problems: readonly Problem[]): SeverityCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

/** `3 errors, 1 note`; empty when there is nothing. */
export function severityText(counts: SeverityCounts): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => counted(counts[severity], severityWords[severity]))
    .join(", ");
}

/** What a report comes to. */
export interface CheckTotals extends SeverityCounts {
  readonly notebooks: number;
  /** Notebooks with a problem. */
  readonly withProblems: number;
  /** Problems that `--fix` and `--unsafe-fixes` mend. */
  readonly safeFixes: number;
  readonly unsafeFixes: number;
  readonly allowed: number;
  readonly known: number;
}

/** Counts over all notebooks. */
export function checkTotals({ notebooks }: CheckReport): CheckTotals {
  const problems = notebooks.flatMap((notebook) => notebook.problems);
  const sum = (count: (notebook: NotebookReport) => number) => notebooks.reduce((all, one) => all + count(one), 0);
  return {
    notebooks: notebooks.length,
    withProblems: notebooks.filter((notebook) => notebook.problems.length > 0).length,
    ...countSeverities(problems),
    safeFixes: problems.filter(({ fix }) => fix?.safety === "safe").length,
    unsafeFixes: problems.filter(({ fix }) => fix?.safety === "unsafe").length,
    allowed: sum(({ allowed }) => allowed),
    known: sum(({ known }) => known),
  };
}

/** One sentence: `3 errors, 2 warnings in 2 of 40 notebooks; 4 can be fixed with --fix`. */
export function totalsText(totals: CheckTotals): string {
  const found = severityText(totals);
  const all = counted(totals.notebooks, "notebook");
  const where = totals.notebooks === 1 ? all : `${totals.withProblems} of ${all}`;
  return [
    found === "" ? `no problems in ${all}` : `${found} in ${where}`,
    ...fixesText(totals),
    ...(totals.allowed > 0 ? [`${totals.allowed} allowed by comments`] : []),
    ...(totals.known > 0 ? [`${totals.known} known from before`] : []),
  ].join("; ");
}

function fixesText({ safeFixes, unsafeFixes }: CheckTotals): readonly string[] {
  if (safeFixes > 0 && unsafeFixes > 0)
    return [`${safeFixes} can be fixed with --fix, ${unsafeFixes} more with --unsafe-fixes`];
  if (safeFixes > 0) return [`${safeFixes} can be fixed with --fix`];
  return unsafeFixes > 0 ? [`${unsafeFixes} can be fixed with --unsafe-fixes`] : [];
}

/** How often a rule was broken. */
export interface RuleTotal {
  readonly code: string;
  readonly name: string;
  /** The worst with which it was told. */
  readonly severity: Severity;
  readonly problems: number;
  readonly notebooks: number;
}

/** The rules that were broken: the worst first, then the most frequent. */
export function ruleTotals({ notebooks }: CheckReport): readonly RuleTotal[] {
  const totals = new Map<string, RuleTotal>();
  for (const { problems } of notebooks) {
    const seen = new Set<string>();
    for (const { code, name, severity } of problems) {
      const before = totals.get(code) ?? { code, name, severity, problems: 0, notebooks: 0 };
      totals.set(code, {
        ...before,
        severity: severities.find((one) => one === severity || one === before.severity) ?? severity,
        problems: before.problems + 1,
        notebooks: before.notebooks + (seen.has(code) ? 0 : 1),
      });
      seen.add(code);
    }
  }
  return [...totals.values()].sort(
    (one, other) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
      other.problems - one.problems ||
      (one.code < other.code ? -1 : 1),
  );
}
