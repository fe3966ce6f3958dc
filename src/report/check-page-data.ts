import type { CheckReport, NotebookReport, Place, Problem, RunOutcome } from "../policy/types.ts";
import { wasRun } from "./check-funnel.ts";
import { countSeverities, type RuleTotal } from "./check-totals.ts";
import { scriptJson } from "./json-text.ts";
import { markedLine } from "./marked-line.ts";
import { plainText } from "./plain-text.ts";

/** An answer as the page holds it. */
type Mark = "yes" | "no" | "-";

/** What the table of the page shows of a notebook; a list for want of space. */
type Row = readonly [
  path: string,
  errors: number,
  warnings: number,
  notes: number,
  cells: number,
  parses: Mark | "unreadable",
  declared: Mark,
  runs: Mark,
  same: Mark,
  stable: Mark,
  cellsRun: number,
  /** Indexes of the rules that it breaks. */
  rules: readonly number[],
];

/** What the table of the page needs at once. Texts are plain, not escaped for HTML: the page makes text nodes of them. */
export interface NotebookTable {
  readonly rules: readonly (readonly [code: string, name: string])[];
  readonly wasRun: boolean;
  readonly rows: readonly Row[];
}

/** The rows of all notebooks; rules are named by their index in `rules`. */
export function notebookTable(report: CheckReport, rules: readonly RuleTotal[]): NotebookTable {
  const indexes = new Map(rules.map(({ code }, index) => [code, index]));
  return {
    rules: rules.map(({ code, name }) => [plainText(code), plainText(name)]),
    wasRun: wasRun(report),
    rows: report.notebooks.map((notebook) => rowOf(notebook, indexes)),
  };
}

function rowOf(notebook: NotebookReport, indexes: ReadonlyMap<string, number>): Row {
  const { path, problems, cells, reads, parses, declared, run } = notebook;
  const counts = countSeverities(problems);
  const mark = (answer: boolean): Mark => (answer ? "yes" : "no");
  const ran = (answer: RunOutcome["runs"] | undefined): Mark => (answer === "yes" || answer === "no" ? answer : "-");
  return [
    plainText(path),
    ...([counts.error, counts.warning, counts.info, cells] as const),
    ...([reads ? mark(parses) : "unreadable", mark(declared === true)] as const),
    ...([ran(run?.runs), ran(run?.same), ran(run?.stable)] as const),
    run?.cellsRun ?? 0,
    [...new Set(problems.map(({ code }) => indexes.get(code) ?? -1))],
  ];
}

/** The problems of the notebooks: one line of JSON for each, in the order of {@link notebookTable}. */
export function detailLines(report: CheckReport, rules: readonly RuleTotal[]): string {
  const indexes = new Map(rules.map(({ code }, index) => [code, index]));
  return report.notebooks
    .map(({ problems }) => scriptJson(problems.map((problem) => detailOf(problem, indexes.get(problem.code) ?? -1))))
    .join("\n");
}

function detailOf({ severity, message, place, related, hint, fix }: Problem, rule: number) {
  return {
    rule,
    severity,
    message: plainText(message),
    ...(place === null ? {} : { place: lineOf(place) }),
    ...(related.length === 0
      ? {}
      : { related: related.map((one) => ({ message: plainText(one.message), place: lineOf(one.place) })) }),
    ...(hint === null ? {} : { hint: plainText(hint) }),
    ...(fix === null ? {} : { fix: plainText(fix.title), option: fix.safety === "safe" ? "--fix" : "--unsafe-fixes" }),
  };
}

/** Cell, line, and the text before, in and behind the mark; no text where none is shown. */
function lineOf(place: Place): readonly [cell: number, line: number, ...text: string[]] {
  if (place.text === "") return [place.cell, place.line];
  const { before, marked, after } = markedLine(place);
  return [place.cell, place.line, plainText(before), plainText(marked), plainText(after)];
}
