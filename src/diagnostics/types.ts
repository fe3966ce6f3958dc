import type { Location, Span } from "../base/spans.ts";

/** How much a diagnostic matters: an `error` stops the work on what it is about. */
export type Severity = "error" | "warning" | "info";

/** Replaces `span` of the source of `cell` by `text`. */
export interface Edit {
  readonly cell: number;
  readonly span: Span;
  readonly text: string;
}

/** Takes something out of the notebook file that is not source: the outputs of a cell, or a key of its metadata. */
export type Removal =
  | { readonly remove: "outputs"; readonly cell: number }
  /** `cell` is null for the metadata of the notebook. */
  | { readonly remove: "metadata"; readonly cell: number | null; readonly key: string };

/** A mend for a diagnostic. A `safe` one cannot change what the notebook computes. */
export interface Fix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly Edit[];
  /** What goes beside the edits of source; absent when nothing does. */
  readonly removals?: readonly Removal[];
}

/** Another place that a diagnostic speaks of, with what is to be seen there. */
export interface Related {
  readonly location: Location;
  readonly message: string;
}

/** Something that we tell the user about a notebook. `code` is `CW` and three digits and is never used for another thing. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is so, and why it matters here. */
  readonly message: string;
  /** Absent when it is about the whole file. */
  readonly location?: Location;
  readonly related?: readonly Related[];
  /** The smallest edit that helps, in words. */
  readonly hint?: string;
  readonly fix?: Fix;
  /** The text at its place is not to be shown: it holds a secret. */
  readonly confidential?: true;
}
