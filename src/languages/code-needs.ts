import type { Span } from "../base/spans.ts";

/** A module that a statement loads, wherever in it: also inside functions and branches. */
export interface LoadedModule {
  /** `a.b` in `import a.b` and in `from a.b import c`. Leading dots for a relative one. */
  readonly module: string;
  /** `c` in `from a.b import c`, which may be a module too; `*` for a star import. */
  readonly member?: string;
  /** The code goes on without it: `try: import a` with a handler for its absence. */
  readonly optional: boolean;
  /** Where the import stands; absent where the module is loaded in another way. */
  readonly span?: Span;
}

/** Syntax that older versions of the language do not have. */
export interface NewerSyntax {
  /** For people: `` a `match` statement ``. */
  readonly what: string;
  /** The first version that has it: `3.10`. */
  readonly since: string;
  readonly span: Span;
}
