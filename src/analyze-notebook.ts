import { analyze } from "./analysis/analyze.ts";
import type { KnowledgeBase } from "./analysis/knowledge-base.ts";
import type { Analysis } from "./analysis/types.ts";
import type { Diagnostic } from "./diagnostics/types.ts";
import type { Language } from "./languages/language.ts";
import { type CellTags, cellTags } from "./notebook/cell-tags.ts";
import { otherLanguage } from "./notebook/other-language.ts";
import type { Cell, Notebook } from "./notebook/types.ts";

/** How a notebook is looked at. */
export interface AnalysisContext {
  readonly language: Language;
  readonly knowledge: KnowledgeBase;
  /** Whether cells that are tagged `skip` count as well. */
  readonly withSkipped: boolean;
  /** Calls of the notebook's functions that are followed for each statement; absent: as far as a plan needs it. */
  readonly callBudget?: number;
}

/** A notebook whose statements are connected. */
export interface AnalyzedNotebook {
  /** Tags of each cell, by index. */
  readonly tags: ReadonlyMap<number, CellTags>;
  /** The code cells that count. */
  readonly code: readonly Cell[];
  /** Of a notebook in another language it has no statements. */
  readonly analysis: Analysis;
  /** Says that the notebook is in another language; null when it is not. */
  readonly foreign: Diagnostic | null;
}

/** Notebook -> tags and facts -> data flow: what a plan and a check begin with. */
export function analyzeNotebook(notebook: Notebook, context: AnalysisContext): AnalyzedNotebook {
  const { language, knowledge, withSkipped, callBudget } = context;
  const tags = new Map<number, CellTags>(notebook.cells.map((cell) => [cell.index, cellTags(cell)]));
  const mayRaise = new Set([...tags].filter(([, tag]) => tag.raises).map(([cell]) => cell));
  const code = notebook.cells.filter(
    ({ kind, index }) => kind === "code" && (withSkipped || tags.get(index)?.role !== "skip"),
  );
  const foreign = otherLanguage(notebook, language.name);
  const facts = language.readFacts(foreign === null ? code : []);
  const budget = callBudget === undefined ? {} : { callBudget };
  const analysis = analyze(facts, { knowledge, builtins: language.builtins, mayRaise, ...budget });
  return { tags, code, analysis, foreign };
}
