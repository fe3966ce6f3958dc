import type { KnowledgeBase } from "./analysis/knowledge-base.ts";
import type { Analysis } from "./analysis/types.ts";
import { analyzeNotebook } from "./analyze-notebook.ts";
import { invariant } from "./base/invariant.ts";
import type { Location } from "./base/spans.ts";
import type { TextRange } from "./base/text-range.ts";
import { Failure } from "./diagnostics/failure.ts";
import { namesByCode } from "./diagnostics/names.ts";
import type { Diagnostic, Severity } from "./diagnostics/types.ts";
import type { Language } from "./languages/language.ts";
import { applyFixes, type Fixed } from "./notebook/apply-fixes.ts";
import { decodeText } from "./notebook/decode-text.ts";
import { readDecoded } from "./notebook/read-notebook.ts";
import { sourcePlaces } from "./notebook/source-places.ts";
import type { Notebook } from "./notebook/types.ts";
import { applyPolicy, type Judged } from "./policy/apply-policy.ts";
import { type Baseline, newProblems } from "./policy/baseline.ts";
import { problemsOf } from "./policy/problems.ts";
import type { Selectable } from "./policy/selection.ts";
import type { NotebookReport, RunOutcome } from "./policy/types.ts";
import { checkRules, inReadingOrder } from "./rules/check-rules.ts";
import { type Detectors, loadDetectors, noDetectors } from "./rules/hygiene/detectors.ts";
import type { Rule } from "./rules/rule.ts";
import { subjectOf } from "./rules/subject.ts";
import type { Surroundings, SurroundingsQuestion } from "./rules/surroundings.ts";
import { surroundingsQuestion } from "./rules/surroundings-question.ts";
import type { CheckOutcome } from "./verify/check-outcome.ts";

/** What checking a notebook needs. */
export interface CheckingContext {
  readonly language: Language;
  readonly knowledge: KnowledgeBase;
  readonly rules: readonly Rule[];
  /** Looks at what the question names, around the notebook; reads only. */
  readonly lookAround: (question: SurroundingsQuestion) => Surroundings;
  /** What {@link loadDetectors} loads for the notebook. Absent: secrets of known services and phone numbers are not looked for. */
  readonly detectors?: Detectors;
}

/** A notebook understood, and what rules say of it. */
export interface CheckedNotebook {
  readonly notebook: Notebook;
  readonly analysis: Analysis;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether all that it imports is declared near it; null when nothing is. */
  readonly declared: boolean | null;
}

/** What the reader of code says of pipelines alone; Python 2 is no code of any. */
const ABOUT_PIPELINES = /^CW3(?!11)/;

/** Rules ask less of calls than a plan does, and many notebooks have to be checked in little time. */
const CALL_BUDGET = 60;

/** Notebook -> facts -> data flow -> what rules say. Runs nothing. Of a notebook in another language nothing but that is told. */
export function checkNotebook(notebook: Notebook, context: CheckingContext): CheckedNotebook {
  const { language, rules, lookAround, detectors = noDetectors } = context;
  const { tags, analysis, foreign } = analyzeNotebook(notebook, {
    ...context,
    withSkipped: true,
    callBudget: CALL_BUDGET,
  });
  // A folder may well hold notebooks of several languages.
  if (foreign !== null) return { notebook, analysis, diagnostics: [{ ...foreign, severity: "info" }], declared: null };
  const around = lookAround(surroundingsQuestion(analysis));
  const subject = subjectOf({ notebook, analysis, tags, builtins: language.builtins, around, detectors });
  const ofCells = analysis.diagnostics.filter(({ code }) => !ABOUT_PIPELINES.test(code));
  const diagnostics = [...ofCells, ...checkRules(subject, rules)].sort(inReadingOrder);
  const declared = around.declared === null ? null : !diagnostics.some(({ code }) => code === "CW611");
  return { notebook, analysis, diagnostics, declared };
}

/** What a user wants of {@link reportNotebook}, beside the rules. */
export interface ReportingContext extends CheckingContext {
  /** Severity of a rule's findings in this notebook; null: they are not told. */
  readonly severityOf: (rule: Selectable, own: Severity) => Severity | null;
  readonly baseline: Baseline | null;
}

/** A notebook file read and judged. */
interface JudgedNotebook extends Judged {
  readonly notebook: Notebook | null;
  /** Of the file, without a byte order mark. */
  readonly text: string;
  /** What stands before it in the file; null when that cannot be written back. */
  readonly mark: string | null;
  readonly all: readonly Diagnostic[];
  readonly declared: boolean | null;
  readonly outcome: RunOutcome | null;
}

/** Runs a notebook and says what that showed. */
export type RunOfNotebook = (notebook: Notebook, analysis: Analysis) => Promise<CheckOutcome>;

async function judgeNotebook(
  bytes: Uint8Array,
  path: string,
  context: ReportingContext,
  run: RunOfNotebook | null = null,
): Promise<JudgedNotebook> {
  const decoded = decodeText(bytes);
  const { notebook, diagnostics: reading } = readDecoded(decoded, path);
  const detectors = notebook === null ? null : await loadDetectors(notebook);
  const checked = notebook === null || detectors === null ? null : checkNotebook(notebook, { ...context, detectors });
  const ran = checked === null || run === null ? null : await run(checked.notebook, checked.analysis);
  const found = [...reading, ...(checked?.diagnostics ?? []), ...(ran?.diagnostics ?? [])];
  const all = found.sort(inReadingOrder);
  const judged = applyPolicy(
    all,
    notebook?.cells ?? [],
    nameIn(context.rules),
    context.severityOf,
    selectable(context.rules),
  );
  const { text, mark } = decoded;
  const declared = checked?.declared ?? null;
  return { ...judged, notebook, text: text ?? "", mark, all, declared, outcome: ran?.outcome ?? null };
}

/** All that can be chosen: rules, and what is told without one. */
function selectable(rules: readonly Rule[]): readonly Selectable[] {
  return [...rules, ...Object.entries(namesByCode).map(([code, name]) => ({ code, name }))];
}

function nameIn(rules: readonly Rule[]): (code: string) => Selectable {
  return (code) => ({ code, name: rules.find((rule) => rule.code === code)?.name ?? namesByCode[code] ?? code });
}

/** The bytes of a notebook file -> all that `check` says of it. Runs nothing, unless it is told how. */
export async function reportNotebook(
  bytes: Uint8Array,
  path: string,
  context: ReportingContext,
  runIt: RunOfNotebook | null = null,
): Promise<NotebookReport> {
  const { notebook, text, ...judged } = await judgeNotebook(bytes, path, context, runIt);
  const { all, told, allowed, declared, outcome: run } = judged;
  const problems = problemsOf(told, notebook, nameIn(context.rules), placesIn(text, notebook));
  const fresh = context.baseline === null ? problems : newProblems(problems, context.baseline, path);
  return {
    path,
    reads: notebook !== null,
    parses: notebook !== null && !all.some(({ code }) => code === "CW401" || code === "CW311"),
    declared,
    cells: notebook?.cells.filter(({ kind }) => kind === "code").length ?? 0,
    problems: fresh,
    allowed: allowed.length,
    known: problems.length - fresh.length,
    run,
  };
}

/** The bytes of a notebook file -> its text with the fixes of what `check` tells. Unsafe ones only where they are wanted. */
export async function fixNotebook(
  bytes: Uint8Array,
  path: string,
  context: ReportingContext,
  unsafe: boolean,
): Promise<Fixed> {
  const { notebook, told, text, mark } = await judgeNotebook(bytes, path, context);
  if (notebook === null || mark === null) return { text: "", applied: [] };
  const fixes = told.flatMap(({ fix }) => (fix !== undefined && (unsafe || fix.safety === "safe") ? [fix] : []));
  return applyFixes(mark + text, notebook, fixes);
}

/** What `check` says of a file that cannot be read, or where a bug of ours shows: other notebooks are checked all the same. */
export function uncheckedNotebook(path: string, error: unknown): NotebookReport {
  return withOnly(path, error instanceof Failure ? unreadable(error) : bug(error as Error));
}

/** What `check` says of a notebook that was given up after so many seconds. */
export function overdueNotebook(path: string, seconds: number): NotebookReport {
  const message = `Checking this notebook was stopped after ${seconds} seconds.`;
  return withOnly(path, { code: "CW426", message, hint: "Make it shorter, or allow more with `--notebook-timeout`." });
}

function withOnly(path: string, told: { readonly code: string; readonly message: string; readonly hint: string }) {
  const { code, message, hint } = told;
  const diagnostic: Diagnostic = { code, severity: "error", message, hint };
  const problems = problemsOf([diagnostic], null, nameIn([]), placesIn("", null));
  return { path, reads: false, parses: false, declared: null, cells: 0, problems, allowed: 0, known: 0, run: null };
}

function unreadable({ message, hint = "Check that the file is there and may be read." }: Failure) {
  return { code: "CW423", message: `The file cannot be read: ${message}`, hint };
}

function bug({ name, message, stack = "" }: Error) {
  const place = /\n\s+at (.*)/.exec(stack)?.[1] ?? "";
  const hint = "This is a bug of Cellwright; a notebook that shows it helps to mend it.";
  return { code: "CW424", message: `Checking the notebook failed: ${name}: ${message} (${place}).`, hint };
}

/** Where places of cells are in the file; asked only when there is something to tell. */
function placesIn(text: string, notebook: Notebook | null): (location: Location) => TextRange {
  let find: ((location: Location) => TextRange) | null = null;
  return (location) => {
    invariant(notebook, "what has a place is in a notebook");
    find ??= sourcePlaces(text, notebook);
    return find(location);
  };
}
