/**
 * What a language says about source text, in terms that hold for any language: the contract between `languages` and
 * all rooms to the right of it. Everything is plain JSON data. Spans are offsets into {@link CellFacts.code}.
 */
import type { Span } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { NamedCall, PassedName, Slot, TextCall } from "./call-sites.ts";
import type { LoadedModule, NewerSyntax } from "./code-needs.ts";

export type { LoadedModule } from "./code-needs.ts";

import type { Measured } from "./measured-code.ts";
import type { Reach } from "./reach.ts";
import type { TableFacts } from "./table-facts.ts";

/** What kind of thing a definition binds its name to. */
export type DefinitionKind = "variable" | "import" | "function" | "class" | "loop" | "exception";

/** A name that a statement binds in the notebook's namespace. */
export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** False when some path through the statement does not bind it. */
  readonly certain: boolean;
  readonly span: Span;
}

/**
 * A name that a statement reads from the notebook's namespace (or builtins). Only exposed reads are given: not those that
 * always follow a definition within the same statement.
 */
export interface Use {
  readonly name: string;
  /** `deferred`: inside the body of a function or lambda that the statement defines; read when that is called. */
  readonly when: "now" | "deferred";
  /** False when some path through the statement does not read it. */
  readonly certain: boolean;
  /** Each such read is in a `try` with handlers: the code may well cope with a missing name. */
  readonly tried?: true;
  readonly span: Span;
}

/** Every token in the statement that stands for a name of the notebook's namespace, read or written: where a renaming edits. */
export interface NameToken {
  readonly name: string;
  readonly span: Span;
  /** `keyword`: declared by `global`; `store`/`delete`: bound or unbound here. */
  readonly role: "load" | "store" | "delete" | "global";
  /** Inside the body of a function, lambda or method. */
  readonly deferred: boolean;
}

/** An argument of a call. */
export interface Argument {
  /** Absent for a positional one. */
  readonly name?: string;
  readonly spread?: boolean;
  readonly value: Expr;
}

/**
 * The shape of an expression, as far as aliasing, types and effects need it. `operation` is a fresh value computed from
 * its parts; `choice` is one of its parts (`a or b`, `a if c else b`); `element` is what iterating over its part gives.
 */
export type Expr =
  | {
      readonly kind: "name";
      readonly name: string;
      readonly span: Span /** A local of the enclosing function, not of the notebook. */;
      readonly local?: boolean;
    }
  | { readonly kind: "member"; readonly of: Expr; readonly name: string; readonly span: Span }
  | { readonly kind: "item"; readonly of: Expr; readonly key: Expr; readonly span: Span }
  | { readonly kind: "call"; readonly of: Expr; readonly arguments: readonly Argument[]; readonly span: Span }
  | {
      readonly kind: "literal";
      readonly type: "int" | "float" | "complex" | "str" | "bytes" | "bool" | "none" | "ellipsis";
      readonly value?: string | number | boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "collection";
      readonly type: "list" | "tuple" | "dict" | "set";
      readonly parts: readonly Expr[];
      readonly span: Span;
    }
  | {
      readonly kind: "operation";
      readonly type?:
        | "bool"
        | "str"
        | "int"
        | "generator"
        | "list"
        | "dict"
        | "set" /** `+`, `==`, `not`, `comprehension`, `await`, `f-string`, ... */;
      readonly operator: string;
      readonly parts: readonly Expr[];
      readonly span: Span;
    }
  | { readonly kind: "choice"; readonly parts: readonly Expr[]; readonly span: Span }
  | {
      readonly kind: "element";
      readonly of: Expr /** Its place, when a sequence is taken apart: `1` for `b` in `a, b = f()`. */;
      readonly at?: number;
      readonly span: Span;
    }
  | { readonly kind: "entered" /** `with X as`: what entering X gives. */; readonly of: Expr; readonly span: Span }
  | { readonly kind: "function"; readonly function: FunctionFacts; readonly span: Span };

/**
 * What a statement (or the body of a function) does, in source order, branches and loops flattened. `again` ends the body of a
 * loop: the operations since place `from` of the list may happen again.
 */
export type Operation =
  | {
      readonly op: "bind";
      readonly name: string /** A local of the function, not a notebook name. */;
      readonly local?: boolean;
      readonly value: Expr;
      readonly augmented?: boolean;
      readonly certain: boolean;
      readonly span: Span;
    }
  | {
      readonly op: "update" /** The object that changes: `a` in `a[0] = 1`, `a.b` in `a.b.c = 1` or `del a.b[0]`. */;
      readonly target: Expr;
      readonly how: "item" | "attribute" | "augmented" | "delete";
      readonly member?: string;
      readonly labels?: readonly string[] /** Texts of a key that is a list, or a tuple that ends in such: `t.loc[rows, "b"]`. */;
      readonly value?: Expr;
      readonly certain: boolean;
      readonly span: Span;
    }
  | { readonly op: "evaluate"; readonly value: Expr; readonly certain: boolean; readonly span: Span }
  | {
      readonly op: "delete";
      readonly name: string;
      readonly local?: boolean;
      readonly certain: boolean;
      readonly span: Span;
    }
  | { readonly op: "return" | "yield"; readonly value: Expr; readonly certain: boolean; readonly span: Span }
  | { readonly op: "again"; readonly from: number; readonly certain: boolean; readonly span: Span }
  | {
      readonly op: "define";
      readonly name: string;
      readonly local?: boolean;
      readonly function?: FunctionFacts;
      readonly class?: ClassFacts;
      readonly certain: boolean;
      readonly span: Span;
    };

/** A parameter of a function. */
export interface FunctionParameter {
  readonly name: string;
  readonly kind: "positional" | "keyword" | "rest" | "keywordRest" | "positionalOnly";
  readonly default?: Expr;
}

/** A function, method or lambda. */
export interface FunctionFacts {
  /** `<lambda>` for a lambda. */
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  readonly decorators: readonly Expr[];
  readonly async: boolean;
  readonly generator: boolean;
  /** Names of the notebook (or builtins) that the body reads when called, nested functions included; each once. */
  readonly freeNames: readonly string[];
  /** Names of the notebook that the body binds (`global x`); each once. */
  readonly assignsGlobals: readonly string[];
  /** Locals of the code around it (functions, comprehensions) that the body reads or binds, nested functions included. */
  readonly captures: readonly string[];
  /** Those of them that the body itself binds (`nonlocal x`). */
  readonly rebinds: readonly string[];
  readonly operations: readonly Operation[];
  /** Where a parameter can be added. */
  readonly slot: Slot;
  readonly span: Span;
}

/** A class. */
export interface ClassFacts {
  readonly name: string;
  readonly bases: readonly Expr[];
  readonly decorators: readonly Expr[];
  readonly methods: readonly FunctionFacts[];
  /** What the class body does when the class is made, methods apart. */
  readonly operations: readonly Operation[];
  /** Names of the notebook that making the class reads at once (bases, decorators, defaults, body). */
  readonly namesNow: readonly string[];
  readonly freeNames: readonly string[]; // that methods read when called; each once
  readonly assignsGlobals: readonly string[];
  readonly fields: readonly string[]; // annotated names, `ClassVar` apart
  readonly span: Span;
}

/** One bound name of an import statement. */
export interface ImportedName {
  /** `a.b` in `import a.b as c` and in `from a.b import d`. Leading dots for a relative one. */
  readonly module: string;
  /** `d` in `from a.b import d`; `*` for a star import; absent for `import a`. */
  readonly member?: string;
  /** The name bound in the notebook; absent for a star import. */
  readonly name?: string;
  readonly span: Span;
}

/** IPython syntax: a magic, a shell command, a help request. */
export interface Magic {
  readonly form: "line" | "cell" | "shell" | "help" | "prompt" | "quote";
  /** `matplotlib`, `time`, ...; absent for shell and help. */
  readonly name?: string;
  /** All after the name; the whole command for shell. For a cell magic the first line only. */
  readonly arguments: string;
  /** Name that takes the result (`x = !ls`). */
  readonly target?: string;
  /** The body of a cell magic whose language is not the notebook's (`%%bash`, `%%writefile`, `%%html`). */
  readonly foreignBody?: string;
  readonly span: Span;
}

/** What a statement is, at its outside. */
export type StatementKind =
  | "import"
  | "function"
  | "class"
  | "assignment"
  | "expression"
  | "delete"
  | "compound"
  | "magic"
  | "other";

/** A top-level statement: the unit of all analysis. */
export interface StatementFacts extends Measured, Reach, TableFacts {
  /** Position in its cell, first is 0. */
  readonly index: number;
  readonly kind: StatementKind;
  /** From the first to the last character of the statement, without comments around it. */
  readonly span: Span;
  /** Comment lines directly above, comment at the end of the last line; spans into `code`. */
  readonly commentsAbove: readonly Span[];
  readonly commentBeside: Span | null;
  readonly definitions: readonly Definition[];
  /** Names un-bound (`del x`; the name of `except ... as e`). */
  readonly deletions: readonly { readonly name: string; readonly certain: boolean; readonly span: Span }[];
  readonly uses: readonly Use[];
  readonly tokens: readonly NameToken[];
  readonly calls: readonly NamedCall[];
  readonly passes: readonly PassedName[];
  readonly textCalls: readonly TextCall[];
  readonly operations: readonly Operation[];
  readonly imports: readonly ImportedName[];
  readonly modules: readonly LoadedModule[];
  /** Set when the statement defines a function and does nothing else: `kind: "function"`, or a named lambda. */
  readonly function?: FunctionFacts;
  /** Set for `kind: "class"`. */
  readonly class?: ClassFacts;
  readonly magics: readonly Magic[];
  /** A call that binds names; the statements that it amounts to follow it. */
  readonly writtenOut?: boolean;
  /** The value that the notebook shows for this statement (last expression of its cell, no trailing `;`). */
  readonly display: Expr | null;
  /** Holds a top-level `await`, `async for` or `async with`. */
  readonly awaits: boolean;
  /** Spans of string literals that go over more than one line: their inner lines must not be re-indented. */
  readonly multilineStrings: readonly Span[];
  /** Reads or writes names in ways that can't be seen: `exec`, `eval`, `globals`, `locals`, `vars`, `get_ipython`, `%run`. */
  readonly dynamic: readonly {
    readonly name: string;
    readonly span: Span /** The argument, when it is a plain string. */;
    readonly text?: string;
  }[];
}

/** The facts of one code cell. */
export interface CellFacts {
  /** Index of the cell in the notebook. */
  readonly cell: number;
  /** What was parsed: the source with all that is not the language masked. Spans of facts are offsets into it. */
  readonly code: string;
  /** Pairs `[offset in code, offset in source]`, ascending, when `code` is not as long as the source; null otherwise. */
  readonly offsetMap: readonly (readonly [number, number])[] | null;
  readonly statements: readonly StatementFacts[];
  /** Comments after the last statement. */
  readonly trailingComments: readonly Span[];
  /** Whole-cell magics (`%%time`, `%%capture out`, `%%bash`), outermost first. */
  readonly cellMagics: readonly Magic[];
  /** Requirement strings of the packages that the cell installs or that its magics import: `pandas>=2`. */
  readonly installs: readonly string[];
  /** Each kind once; absent when there is none. */
  readonly newerSyntax?: readonly NewerSyntax[];
  /** Set when the text is not of the language, so that the statements are not to be trusted: names that it seems to bind. */
  readonly broken: { readonly names: readonly string[] } | null;
  /** Problems of this cell: it does not parse, Python 2, ... Such a cell may have few or no statements. */
  readonly diagnostics: readonly Diagnostic[];
}
