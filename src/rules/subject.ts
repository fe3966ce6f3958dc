import type { Analysis } from "../analysis/types.ts";
import { sourceSpan } from "../base/offset-map.ts";
import type { Location, Span } from "../base/spans.ts";
import type { CellTags } from "../notebook/cell-tags.ts";
import type { Notebook } from "../notebook/types.ts";
import { type CodeIndex, codeIndex } from "./code-index.ts";
import type { Detectors } from "./hygiene/detectors.ts";
import { type UndefinedRead, undefinedReads } from "./order/undefined-reads.ts";
import type { Surroundings } from "./surroundings.ts";

/** What all rules look at: a notebook, its data flow, and what lies around it. */
export interface Subject {
  readonly notebook: Notebook;
  /** Of all code cells, those tagged `skip` too. */
  readonly analysis: Analysis;
  /** Tags of each cell, by index. */
  readonly tags: ReadonlyMap<number, CellTags>;
  /** Names that are there without being defined. */
  readonly builtins: ReadonlySet<string>;
  readonly code: CodeIndex;
  /** Reads that nothing above can serve; found when the first rule asks. */
  readonly undefinedReads: () => readonly UndefinedRead[];
  readonly around: Surroundings;
  /** Finders that were loaded for this notebook. */
  readonly detectors: Detectors;
}

/** Puts together what rules look at. */
export function subjectOf(parts: Omit<Subject, "code" | "undefinedReads">): Subject {
  let found: readonly UndefinedRead[] | null = null;
  return {
    ...parts,
    code: codeIndex(parts.analysis),
    undefinedReads: () => {
      found ??= undefinedReads(parts);
      return found;
    },
  };
}

/** The place in a cell's source of a span in its code, as facts and analysis give it. */
export function placeOf({ analysis }: Pick<Subject, "analysis">, cell: number, span: Span): Location {
  const facts = analysis.cells.find((one) => one.cell === cell);
  return { cell, span: sourceSpan(facts?.offsetMap ?? null, span) };
}

/** The place of a whole cell, for what is not in its code: its outputs, its metadata. */
export function cellPlace(cell: number): Location {
  return { cell, span: { start: 0, end: 0 } };
}
