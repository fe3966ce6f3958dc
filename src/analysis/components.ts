import type { Node } from "./values.ts";

/**
 * A directed graph in which nodes that are known to reach each other are one (union by size with path halving, after Tarjan and
 * van Leeuwen), so that walks cost as much as there are components, not edges.
 */
export class Components {
  readonly #parent: Node[] = [];
  readonly #members: Node[][] = [];
  readonly #down: Set<Node>[] = [];
  readonly #up: Set<Node>[] = [];

  /** A new node. */
  add(): Node {
    const node = this.#parent.length;
    this.#parent.push(node);
    this.#members.push([node]);
    this.#down.push(new Set());
    this.#up.push(new Set());
    return node;
  }

  /** An edge between two nodes. */
  connect(from: Node, to: Node): void {
    const [above, below] = [this.#find(from), this.#find(to)];
    if (above === below) return;
    this.#down[above]?.add(below);
    this.#up[below]?.add(above);
  }

  /** Edges between two nodes in both directions. */
  join(a: Node, b: Node): void {
    const [x, y] = [this.#find(a), this.#find(b)];
    if (x === y) return;
    const [kept, gone] = (this.#members[x]?.length ?? 0) >= (this.#members[y]?.length ?? 0) ? [x, y] : [y, x];
    this.#parent[gone] = kept;
    for (const member of this.#members[gone] ?? []) this.#members[kept]?.push(member);
    for (const edges of [this.#down, this.#up]) {
      for (const other of edges[gone] ?? []) edges[kept]?.add(other);
      edges[gone]?.clear();
    }
    this.#members[gone] = [];
  }

  /** All nodes that can be reached from these, themselves included. */
  below(nodes: readonly Node[]): Set<Node> {
    return this.#walk(nodes, this.#down);
  }

  /** All nodes from which these can be reached, themselves included. */
  above(nodes: readonly Node[]): Set<Node> {
    return this.#walk(nodes, this.#up);
  }

  /** The components that the nodes belong to. */
  namesOf(nodes: readonly Node[]): string {
    return [...new Set(nodes.map((node) => this.#find(node)))].sort((a, b) => a - b).join();
  }

  #find(node: Node): Node {
    let at = node;
    for (let above = this.#parent[at] as Node; above !== at; above = this.#parent[at] as Node) {
      const next = this.#parent[above] as Node;
      this.#parent[at] = next;
      at = next;
    }
    return at;
  }

  #walk(from: readonly Node[], edges: readonly Set<Node>[]): Set<Node> {
    const seen = new Set(from.map((node) => this.#find(node)));
    for (const component of seen) for (const next of edges[component] ?? []) seen.add(this.#find(next));
    // The given nodes come first, in their order.
    const found = new Set(from);
    for (const component of seen) for (const member of this.#members[component] ?? []) found.add(member);
    return found;
  }
}
