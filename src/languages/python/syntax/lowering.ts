import type { Span } from "../../../base/spans.ts";
import type { Block, CallArgument, Expression, Name, Statement, Target } from "./ast.ts";
import { bindIn, newScope, type Scope, type ScopeKind } from "./scope.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/** What is known of the text that is lowered. */
export interface LoweringInput {
  readonly code: string;
  /** True when the character at that offset stands for IPython syntax, not for Python. */
  isMasked(offset: number): boolean;
}

/** State of lowering one top-level statement, and the way for handlers to lower what is below their node. */
export interface Lowering extends LoweringInput {
  readonly scopes: ScopeTracker;
  /** String literals that go over more than one line. */
  readonly multilineStrings: Span[];
  /** Set when something was nested too deeply to be lowered; it was replaced by `...`. */
  tooDeep: boolean;
  expression(node: SyntaxNode): Expression;
  /** Lowers a target and binds its names in the current scope. */
  target(node: SyntaxNode): Target;
  /** Lowers statements; `undefined` gives an empty block. */
  block(node: SyntaxNode | undefined): Block;
  statements(node: SyntaxNode): readonly Statement[];
  /** Lowers the arguments of a call or of a class. */
  arguments(list: SyntaxNode): readonly CallArgument[];
}

/** Keeps track of the scope and class that the lowering is in, and of names that are un-bound. */
export interface ScopeTracker {
  readonly current: Scope;
  /** Runs `work` in a new scope below the current one. */
  inside<T>(kind: ScopeKind, work: (scope: Scope) => T): T;
  /** Runs `work` in a given scope. */
  at<T>(scope: Scope, work: () => T): T;
  /** Runs `work` inside the body of a class, whose name mangles private names. */
  insideClass<T>(className: string, work: () => T): T;
  /** The name as Python sees it: normalised and mangled. */
  nameOf(text: string): string;
  unbind(name: string): void;
  /** Runs `work` and gives the names that it un-binds. */
  collectUnbound<T>(work: () => T): readonly [T, readonly string[]];
}

/** Starts tracking in a module scope. */
export function trackScopes(module: Scope): ScopeTracker {
  let current = module;
  let className: string | null = null;
  let nextId = module.id + 1;
  let unbound: string[] = [];
  const tracker: ScopeTracker = {
    get current() {
      return current;
    },
    inside: (kind, work) => {
      const scope = newScope(kind, current, nextId++);
      return tracker.at(scope, () => work(scope));
    },
    at: (scope, work) => {
      const outer = current;
      current = scope;
      const result = work();
      current = outer;
      return result;
    },
    insideClass: (name, work) => {
      const outer = className;
      className = name;
      const result = work();
      className = outer;
      return result;
    },
    nameOf: (text) => mangle(normalise(text), className),
    unbind: (name) => {
      unbound.push(name);
    },
    collectUnbound: (work) => {
      const outer = unbound;
      unbound = [];
      const result = work();
      const inner = unbound;
      unbound = outer;
      unbound.push(...inner);
      return [result, inner];
    },
  };
  return tracker;
}

const onlyAscii = /^[\w]*$/;

/** Identifiers are compared in normal form KC. */
function normalise(text: string): string {
  return onlyAscii.test(text) ? text : text.normalize("NFKC");
}

/** Private names of a class (`__x`) are mangled to `_Class__x`. */
function mangle(name: string, className: string | null): string {
  if (className === null || !name.startsWith("__") || name.endsWith("__")) return name;
  const owner = className.replace(/^_+/, "");
  return owner === "" ? name : `_${owner}${name}`;
}

/** Where a node stands. */
export function spanOf(node: SyntaxNode): Span {
  return { start: node.start, end: node.end };
}

/** The source of a node. */
export function textOf(context: Lowering, node: SyntaxNode): string {
  return context.code.slice(node.start, node.end);
}

/** The name that an identifier stands for. */
export function readName(context: Lowering, node: SyntaxNode): Name {
  return { kind: "name", name: context.scopes.nameOf(textOf(context, node)), span: spanOf(node), local: false };
}

/** The name that an identifier stands for, bound in the current scope. */
export function bindName(context: Lowering, node: SyntaxNode): Name {
  const name = readName(context, node);
  bindIn(context.scopes.current, name.name);
  return name;
}

/** Stands for an expression that is missing, in a broken cell. */
export function nothing(node: SyntaxNode): Expression {
  return { kind: "literal", type: "ellipsis", span: spanOf(node) };
}

/** How statements start out: `flow` stamps them. */
export const noStamp = { certain: true, dead: false } as const;
