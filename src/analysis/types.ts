import type { Span } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { CellFacts, DefinitionKind, StatementFacts } from "../languages/facts.ts";

/** How sure we are: `proved` from syntax and library knowledge, `assumed` where something is not known. */
export type Evidence = "proved" | "assumed";

/** Index of a statement in {@link Analysis.statements}. */
export type StatementId = number;

/** A name that a statement needs the value of, and where that value may come from. */
export interface NameRead {
  readonly name: string;
  /** Statements whose definition or update of the name may be the one that is seen; empty for builtins and unknown names. */
  readonly from: readonly StatementId[];
  /** Set when the name is read inside a function or class of the notebook that this statement uses: that one's name. */
  readonly through?: string;
  /** Set when a text of the statement names it, which a library reads names from (`df.query("a > @b")`). */
  readonly inText?: true;
  readonly certain: boolean;
  readonly span: Span;
}

/**
 * Code of the notebook inside a value: functions, classes and instances that can be reached from it. It matters for storing the
 * value, since code sees names of the notebook, and instances see their class, when it runs.
 */
export interface CodeBehind {
  /** Names that the code reads or binds when it runs, directly or through other functions; each once. */
  readonly names: readonly string[];
  /** Classes of the notebook that it holds, or that it holds instances of, bases included; each once. */
  readonly classes: readonly string[];
}

/** A name that a statement binds. */
export interface NameDefinition {
  readonly name: string;
  readonly kind: DefinitionKind;
  readonly certain: boolean;
  /** Dotted type of the value where it is known. */
  readonly type: string | null;
  /** The value cannot be stored and loaded again (an open file, an iterator). */
  readonly live: boolean;
  /** Set when the value says how good a model is. */
  readonly score?: true;
  /** Bound by a call of a function with `global`, not by the statement's own syntax. */
  readonly byCall: boolean;
  /** Set when a traced run made it, with the type of the value where it has a public one. */
  readonly seen?: { readonly type?: string };
  /** Null when there is none. */
  readonly code: CodeBehind | null;
  readonly span: Span;
}

/** A name whose value a statement changes in place, directly or through another name of the same object. */
export interface NameUpdate {
  readonly name: string;
  readonly certain: boolean;
  readonly evidence: Evidence;
  /** Set when a traced run made the change. */
  readonly seen?: true;
  /** Set when it is the name of labels (`table.index.name`), which tables have in common that share nothing else. */
  readonly labels?: true;
  /** What changes it, as source text would name it: `dropna`, `[...] =`. */
  readonly by: string;
  /** All names through which this very change shows, this one included. */
  readonly together: readonly string[];
  /** What the value holds after the change. */
  readonly code: CodeBehind | null;
  readonly span: Span;
}

/** The setting that says what IPython calls around each cell. */
export const CELL_HOOKS = "cells";

/** The setting that an import changes by itself: it registers an accessor, a style, an experimental feature. */
export const IMPORTED = "imports";

/** The setting that says where Python looks for modules: `sys.path`. */
export const IMPORT_PATH = "import path";

/** Resource of `seeds`: numbers that a library gives, one after the other, to what it makes. */
export const NUMBERING = "numbering";

/** The source of random numbers that no seed repeats. */
export const ENTROPY = "system";

/** What a statement does beside binding and changing names. */
export interface Effect {
  readonly kind: "draws" | "seeds" | "sets" | "reads" | "writes" | "plots" | "touches" | "binds" | "unknown";
  /** Random generator, settings, file path (when it is a constant), or kind of touch; the callee for `unknown`. */
  readonly resource: string | null;
  readonly certain: boolean;
  readonly evidence: Evidence;
  /** Set for a file that is read or written as one table: its form. */
  readonly format?: string;
  /** It happens in a function that the statement calls; `span` is that call. */
  readonly within?: true;
  readonly span: Span;
}

/** All that the analysis knows of one top-level statement. */
export interface Statement {
  readonly id: StatementId;
  readonly cell: number;
  readonly facts: StatementFacts;
  readonly reads: readonly NameRead[];
  /**
   * What the function or class that the statement defines reads when it is called, as it would be where it is defined. Not in
   * `reads`: it counts where the function is used. Empty for all other statements.
   */
  readonly deferredReads: readonly NameRead[];
  readonly definitions: readonly NameDefinition[];
  readonly updates: readonly NameUpdate[];
  readonly deletions: readonly string[];
  readonly effects: readonly Effect[];
  /** Settings of which it may read some, by the names that effects have for them. */
  readonly settingsRead: readonly string[];
  /** What the statement shows as its value is certainly nothing (`print(...)`). */
  readonly displaysNothing: boolean;
  /** Names of files known as constants, for reads and writes. */
  readonly files: { readonly reads: readonly string[]; readonly writes: readonly string[] };
}

/** Names whose values share references at the end of a statement, as far as known; at least two each. */
export interface Sharing {
  readonly statement: StatementId;
  readonly names: readonly string[];
}

/** Data flow of a whole notebook, top down. */
export interface Analysis {
  readonly cells: readonly CellFacts[];
  readonly statements: readonly Statement[];
  /** For each updating statement: the names that saw the change together. */
  readonly sharings: readonly Sharing[];
  /** Modules that calls need beside what the notebook imports: of each list one (`pandas.read_excel`: `openpyxl`, ...). */
  readonly needs: readonly (readonly string[])[];
  /** What is wrong with single cells. */
  readonly diagnostics: readonly Diagnostic[];
}
