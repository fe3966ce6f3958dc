import type { Node } from "./values.ts";

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
