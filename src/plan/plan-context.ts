import type { Statement } from "../analysis/types.ts";
import type { Location } from "../base/spans.ts";
import type { CellTags } from "../notebook/cell-tags.ts";
import type { Heading } from "../notebook/headings.ts";
import type { Notebook } from "../notebook/types.ts";
import type { GroupingWish } from "./group-cells.ts";

/** What planning needs beside the analysis. */
export interface PlanContext {
  readonly notebook: Notebook;
  readonly tags: ReadonlyMap<number, CellTags>;
  readonly headings: readonly Heading[];
  readonly wish: Pick<GroupingWish, "by" | "level"> & {
    /** Tables that steps read and write are named, and their files are a matter of configuration. */
    readonly catalog?: boolean;
    /** But for these files, which other notebooks of the project use too, each with why it is no table of the catalog. */
    readonly shared?: ReadonlyMap<string, string>;
  };
  readonly builtins: ReadonlySet<string>;
  /** Names that a step cannot have: keywords and the like. */
  readonly reserved: ReadonlySet<string>;
}

/** Where a statement is in the notebook. */
export function locate(statement: Statement): Location {
  return { cell: statement.cell, span: statement.facts.span };
}

/** The cell is tagged as one that may stop with an error without stopping the notebook (nbclient's tag). */
export function mayRaise(context: Pick<PlanContext, "tags">, cell: number): boolean {
  return context.tags.get(cell)?.raises ?? false;
}
