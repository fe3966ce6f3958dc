/**
 * Abstract syntax of Python, as far as data flow needs it. Made by `lower` from the concrete tree. The few fields that are
 * not readonly hold what `flow` finds out about the node; until then they have the value given here by `lower`.
 */
import type { Span } from "../../../base/spans.ts";
import type { Slot } from "../../call-sites.ts";
import type { Scope } from "./scope.ts";

/** A name that is read, bound or un-bound. */
export interface Name {
  readonly kind: "name";
  /** NFKC-normalised, mangled if private to a class. */
  readonly name: string;
  readonly span: Span;
  /** True when it is not a name of the notebook: a local of a function, comprehension or class. */
  local: boolean;
}

/** An argument of a call or of a class; `*x` and `**x` are starred values. */
export interface CallArgument {
  /** Of a keyword argument. */
  readonly name?: string;
  readonly value: Expression;
}

/** A `for` of a comprehension with the `if`s behind it. */
export interface ComprehensionClause {
  readonly target: Target;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
  readonly async: boolean;
}

/** Types that have literals. */
export type LiteralType = "int" | "float" | "complex" | "str" | "bytes" | "bool" | "none" | "ellipsis";

/** Anything that has a value. */
export type Expression =
  | Name
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string; readonly span: Span }
  | { readonly kind: "subscript"; readonly of: Expression; readonly key: Expression; readonly span: Span }
  | {
      readonly kind: "call";
      readonly of: Expression;
      readonly arguments: readonly CallArgument[];
      readonly slot: Slot;
      readonly span: Span;
    }
  | {
      readonly kind: "literal";
      readonly type: LiteralType;
      readonly value?: string | number | boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "collection";
      readonly type: "list" | "tuple" | "dict" | "set";
      readonly parts: readonly Expression[];
      readonly span: Span;
    }
  | { readonly kind: "starred"; readonly double: boolean; readonly of: Expression; readonly span: Span }
  | {
      readonly kind: "operation";
      readonly operator: string;
      readonly type?: "bool" | "str";
      readonly parts: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: "boolean";
      readonly operator: "and" | "or";
      readonly parts: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: "comparison";
      readonly operator: string;
      readonly parts: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly body: Expression;
      readonly otherwise: Expression;
      readonly span: Span;
    }
  | { readonly kind: "lambda"; readonly function: FunctionNode; readonly span: Span }
  | Comprehension
  | Walrus
  | { readonly kind: "await"; readonly of: Expression; readonly span: Span }
  | { readonly kind: "yield"; readonly delegates: boolean; readonly of: Expression | null; readonly span: Span };

/** `name := value`. */
export interface Walrus {
  readonly kind: "walrus";
  readonly target: Name;
  readonly value: Expression;
  readonly span: Span;
  certain: boolean;
}

/** A comprehension or generator expression. */
export interface Comprehension {
  readonly kind: "comprehension";
  readonly type: "generator" | "list" | "dict" | "set";
  readonly scope: Scope;
  /** The element; key and value for a dict. */
  readonly elements: readonly Expression[];
  readonly clauses: readonly ComprehensionClause[];
  /** Consumed where it stands: the only argument of a call. Matters for generators. */
  readonly consumed: boolean;
  readonly span: Span;
}

/** What can stand left of `=`: a name, an attribute or item, or a sequence of those. */
export type Target = Extract<Expression, { kind: "name" | "attribute" | "subscript" | "collection" | "starred" }>;

/** A parameter of a function; its name is a local of the function. */
export interface Parameter {
  readonly name: string;
  readonly kind: "positional" | "keyword" | "rest" | "keywordRest" | "positionalOnly";
  readonly default?: Expression;
  readonly annotation?: Expression;
}

/** `def` or `lambda`. */
export interface FunctionNode {
  /** Null for a lambda. */
  readonly name: Name | null;
  /** As written: not mangled. */
  readonly title: string;
  readonly scope: Scope;
  /** Scope of the type parameters, parameters' annotations included; the enclosing scope when it has none. */
  readonly typeScope: Scope;
  readonly typeBounds: readonly Expression[];
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | null;
  readonly decorators: readonly Expression[];
  readonly async: boolean;
  readonly body: readonly Statement[];
  readonly slot: Slot;
  readonly span: Span;
  generator: boolean;
  freeNames: readonly string[];
  assignsGlobals: readonly string[];
  captures: readonly string[];
  rebinds: readonly string[];
}

/** `class`. */
export interface ClassNode {
  readonly name: Name;
  readonly scope: Scope;
  readonly typeScope: Scope;
  readonly typeBounds: readonly Expression[];
  readonly arguments: readonly CallArgument[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  readonly span: Span;
  namesNow: readonly string[];
  freeNames: readonly string[];
  assignsGlobals: readonly string[];
}

/** One bound name of an import, or a star. */
export interface ImportItem {
  readonly module: string;
  readonly member?: string;
  /** Null for a star import. */
  readonly target: Name | null;
  readonly span: Span;
}

/** `except`. */
export interface ExceptHandler {
  readonly type: Expression | null;
  readonly target: Name | null;
  readonly body: Block;
  readonly span: Span;
}

/** `case`. */
export interface MatchCase {
  /** Class names, value patterns, keys: what the pattern reads. */
  readonly reads: readonly Expression[];
  readonly captures: readonly {
    readonly target: Name /** Takes the subject itself, not a part of it. */;
    readonly whole: boolean;
  }[];
  /** Fits whatever the subject is. */
  readonly irrefutable: boolean;
  readonly guard: Expression | null;
  readonly body: Block;
  readonly span: Span;
}

/** Statements that run one after the other, and what a flow analysis must know before it comes there. */
export interface Block {
  readonly statements: readonly Statement[];
  /** Names that some statement in it un-binds: `del x`, `except ... as x`. */
  readonly unbound: readonly string[];
}

interface StatementBase {
  readonly span: Span;
  /** Runs on every path through the top-level statement, or through the body of the function. */
  certain: boolean;
  /** Can't run: after a `return`, in `if False`. */
  dead: boolean;
}

/** A statement at any level. */
export type Statement = StatementBase &
  (
    | { readonly kind: "assign"; readonly targets: readonly Target[]; readonly value: Expression }
    | {
        readonly kind: "annotated";
        readonly target: Target;
        readonly annotation: Expression;
        readonly value: Expression | null;
      }
    | { readonly kind: "augmented"; readonly target: Target; readonly operator: string; readonly value: Expression }
    | { readonly kind: "expression"; readonly value: Expression }
    | { readonly kind: "return"; readonly value: Expression | null }
    | { readonly kind: "raise"; readonly parts: readonly Expression[] }
    | { readonly kind: "assert"; readonly test: Expression; readonly message: Expression | null }
    | { readonly kind: "delete"; readonly targets: readonly Target[] }
    | { readonly kind: "import"; readonly items: readonly ImportItem[] }
    | { readonly kind: "global"; readonly names: readonly Name[] }
    | {
        readonly kind: "if";
        readonly branches: readonly { readonly test: Expression; readonly body: Block }[];
        readonly otherwise: Block | null;
      }
    | {
        readonly kind: "for";
        readonly target: Target;
        readonly iterable: Expression;
        readonly body: Block;
        readonly otherwise: Block | null;
        readonly async: boolean;
      }
    | { readonly kind: "while"; readonly test: Expression; readonly body: Block; readonly otherwise: Block | null }
    | {
        readonly kind: "try";
        readonly body: Block;
        readonly handlers: readonly ExceptHandler[];
        readonly otherwise: Block | null;
        readonly finally: Block | null;
      }
    | {
        readonly kind: "with";
        readonly items: readonly { readonly value: Expression; readonly target: Target | null }[];
        readonly body: Block;
        readonly async: boolean;
      }
    | { readonly kind: "match"; readonly subject: Expression; readonly cases: readonly MatchCase[] }
    | { readonly kind: "function"; readonly function: FunctionNode }
    | { readonly kind: "class"; readonly class: ClassNode }
    | {
        readonly kind: "typeAlias";
        readonly target: Name;
        readonly scope: Scope;
        readonly parts: readonly Expression[];
      }
    | { readonly kind: "break" | "continue" | "pass" }
  );
