import type { Node } from "./values.ts";

/**
 * Which objects may have the very same labels. Labels (`table.index`) cannot change but for their own name, and that name
 * shows in every table that has them: `b = a * 2` takes over those of `a`, `a.copy()` makes its own.
 */
export class LabelTable {
  readonly #groups = new Map<string, Map<Node, Set<Node>>>();

  /** These objects may all have the same labels of this name. */
  share(attribute: string, nodes: readonly Node[]): void {
    const groups = this.#groups.get(attribute) ?? new Map<Node, Set<Node>>();
    this.#groups.set(attribute, groups);
    const [largest, ...others] = [...new Set(nodes.map((node) => groups.get(node) ?? new Set([node])))].sort(
      (a, b) => b.size - a.size,
    );
    for (const node of largest ?? []) groups.set(node, largest as Set<Node>);
    for (const node of others.flatMap((group) => [...group])) {
      largest?.add(node);
      groups.set(node, largest as Set<Node>);
    }
  }

  /** The objects that may have the labels of this name (of any, if none is given) that these have, themselves first. */
  sharing(attribute: string | null, nodes: readonly Node[]): readonly Node[] {
    const groups = [...this.#groups].flatMap(([name, one]) => (attribute === null || name === attribute ? [one] : []));
    const others = groups.flatMap((one) => nodes.flatMap((node) => [...(one.get(node) ?? [])]));
    return [...new Set([...nodes, ...others])];
  }

  /** Whether any other object may have the labels of this one. */
  has(attribute: string, node: Node): boolean {
    return this.#groups.get(attribute)?.has(node) === true;
  }
}
