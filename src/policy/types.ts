import type { TextRange } from "../base/text-range.ts";
import type { Severity } from "../diagnostics/types.ts";

/** Where a problem is, in the notebook as people see it and in its file. */
export interface Place extends TextRange {
  /** Number of the cell among all cells, first is 1. */
  readonly cell: number;
  readonly cellId: string;
  /** The same range in the lines of the file: inside the JSON of an `.ipynb`. */
  readonly file: TextRange;
  /** The line of source on which it starts, without its end; the first 200 characters. */
  readonly text: string;
}

/** A diagnostic as it is told: with its rule's name and its severity after configuration, and places that need nothing else. */
export interface Problem {
  readonly code: string;
  /** Name of the rule: `use-before-definition`. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  /** Null when it is about the whole file. */
  readonly place: Place | null;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  readonly hint: string | null;
  /** What `--fix` (safe) or `--unsafe-fixes` would do; null when there is no fix. */
  readonly fix: { readonly title: string; readonly safety: "safe" | "unsafe" } | null;
  /** Says which problem it is, also when other cells or lines move: for baselines and code hosts. 16 hexadecimal digits. */
  readonly fingerprint: string;
}

/** How far one notebook came when it was run. */
export interface RunOutcome {
  readonly runs: "yes" | "no" | "not asked";
  /** Whether saved outputs are what a run gives. */
  readonly same: "yes" | "no" | "not asked";
  /** Whether a second run gives the same. */
  readonly stable: "yes" | "no" | "not asked";
  /** Code cells that ran to their end, and all. */
  readonly cellsRun: number;
  readonly cells: number;
  /** Seconds of each code cell that ran, by its number from 1. */
  readonly seconds: readonly { readonly cell: number; readonly seconds: number }[];
}

/** All that is said of one notebook. */
export interface NotebookReport {
  /** As the user gave it, or found below what the user gave; with `/`. */
  readonly path: string;
  /** The file is a notebook that could be read. */
  readonly reads: boolean;
  /** Every code cell is valid. */
  readonly parses: boolean;
  /** All that it imports is declared near it; null when nothing is declared at all. */
  readonly declared: boolean | null;
  /** Code cells. */
  readonly cells: number;
  /** In reading order. */
  readonly problems: readonly Problem[];
  /** Diagnostics that a comment in the notebook allows, and those that the baseline knows. */
  readonly allowed: number;
  readonly known: number;
  /** Null when it was not run. */
  readonly run: RunOutcome | null;
}

/** What `cellwright check` found, notebooks sorted by path. */
export interface CheckReport {
  readonly notebooks: readonly NotebookReport[];
}
