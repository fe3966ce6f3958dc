import type { ClassFacts, Expr, FunctionFacts } from "../languages/facts.ts";

/** An object that the notebook may make, or several that one place makes. */
export type Node = number;

/** What is known of a value without running anything. */
export interface Value {
  /** Dotted type; `null` when unknown. */
  readonly type: string | null;
  /** The objects it may be; empty when the value cannot change. */
  readonly nodes: readonly Node[];
  /** Dotted path of a thing of a library or of the builtins: a module, function, class. */
  readonly path?: string;
  /** A function of the notebook; `self` when it is a bound method. */
  readonly function?: FunctionFacts;
  readonly self?: Value;
  /** Functions that a decorator put it around. */
  readonly wraps?: readonly FunctionFacts[];
  /** A class of the notebook, or the class of an instance. */
  readonly class?: ClassFacts;
  readonly instanceOf?: ClassFacts;
  /** A method of a library's object, not yet called. */
  readonly method?: { readonly receiver: Value; readonly name: string };
  /** Elements of a tuple or list display, in order. */
  readonly parts?: readonly Value[];
  /** What every element of it is, when that is known. */
  readonly each?: Value;
  /** The names of arguments that it was made with and that were not `None`. */
  readonly madeWith?: readonly string[];
  /** Value of a text constant. */
  readonly text?: string;
  /** Known literal `None`. */
  readonly none?: boolean;
}

/** An argument with its value. */
export interface Given {
  readonly name: string | undefined;
  readonly spread: boolean;
  /** Place of a positional argument that was given a name. */
  readonly place?: number;
  readonly value: Value;
  readonly expr: Expr | null;
}

/** A value of which nothing is known but that it cannot change. */
export const ATOM: Value = { type: null, nodes: [] };
/** `None`. */
export const NONE: Value = { type: "none", nodes: [], none: true };

/**
 * The objects of a notebook run and which of them can be reached from which. An edge `a -> b` says that a change of `b`
 * shows through `a`: a container and its elements, a view and its base (both ways).
 */
export class Heap {
  readonly #sees: Set<Node>[] = [];
  readonly #seenBy: Set<Node>[] = [];
  readonly #types: (string | null)[] = [];

  /** A new object; its type where it is known. */
  add(type: string | null): Node {
    this.#types.push(type);
    this.#sees.push(new Set());
    this.#seenBy.push(new Set());
    return this.#sees.length - 1;
  }

  /** The types that these objects may have; null when that of any is not known. */
  typesOf(nodes: readonly Node[]): readonly string[] | null {
    const types = new Set<string>();
    for (const node of nodes) {
      const type = this.#types[node];
      if (type === null || type === undefined) return null;
      types.add(type);
    }
    return types.size === 0 ? null : [...types];
  }

  /** `holder` holds references to `held`. */
  hold(holders: readonly Node[], held: readonly Node[]): void {
    for (const holder of holders) {
      for (const one of held) {
        if (holder === one) continue;
        this.#sees[holder]?.add(one);
        this.#seenBy[one]?.add(holder);
      }
    }
  }

  /** The two share memory: a change of one shows in the other. */
  share(a: readonly Node[], b: readonly Node[]): void {
    this.hold(a, b);
    this.hold(b, a);
  }

  /** What these objects hold directly. */
  held(nodes: readonly Node[]): readonly Node[] {
    const found = new Set<Node>();
    for (const node of nodes) for (const one of this.#sees[node] ?? []) found.add(one);
    return [...found];
  }

  /** All objects reachable from these, themselves included. */
  reach(nodes: readonly Node[]): Set<Node> {
    return walk(nodes, this.#sees);
  }

  /** All objects through which a change of these shows, themselves included. */
  watchers(nodes: readonly Node[]): Set<Node> {
    return walk(nodes, this.#seenBy);
  }
}

function walk(from: readonly Node[], edges: readonly Set<Node>[]): Set<Node> {
  const found = new Set(from);
  const queue = [...from];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const next of edges[node] ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      queue.push(next);
    }
  }
  return found;
}

/** What a name is when it may be either of two values. */
export function join(a: Value, b: Value): Value {
  if (a === b) return a;
  const type = a.type === b.type ? a.type : null;
  return {
    type,
    nodes: a.nodes.length === 0 ? b.nodes : [...new Set([...a.nodes, ...b.nodes])],
    ...(a.path !== undefined && a.path === b.path ? { path: a.path } : {}),
    ...(a.function && a.function === b.function ? { function: a.function } : {}),
    ...(a.class && a.class === b.class ? { class: a.class } : {}),
    ...(a.instanceOf && a.instanceOf === b.instanceOf ? { instanceOf: a.instanceOf } : {}),
  };
}
