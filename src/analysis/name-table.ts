import type { Node, Value } from "./values.ts";

/** The notebook's names and their values, with the way back from an object to the names that it is bound to. */
export class NameTable {
  readonly #values = new Map<string, Value>();
  readonly #namesByNode = new Map<Node, Set<string>>();
  readonly #labelsByNode = new Map<Node, Set<string>>();

  /** The value that the name is bound to. */
  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  /** Whether the name is bound. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Binds the name. */
  set(name: string, value: Value): void {
    this.delete(name);
    this.#values.set(name, value);
    enter(this.#namesByNode, value.nodes, name);
    enter(this.#labelsByNode, value.labels?.nodes ?? [], name);
  }

  /** Un-binds the name. */
  delete(name: string): void {
    const before = this.#values.get(name);
    for (const node of before?.nodes ?? []) this.#namesByNode.get(node)?.delete(name);
    for (const node of before?.labels?.nodes ?? []) this.#labelsByNode.get(node)?.delete(name);
    this.#values.delete(name);
  }

  /** Names bound to any of these objects, in no special order. */
  boundTo(nodes: Iterable<Node>): Set<string> {
    const found = new Set<string>();
    for (const node of nodes) for (const name of this.#namesByNode.get(node) ?? []) found.add(name);
    return found;
  }

  /** Names bound to labels of any of these objects, in no special order. */
  labelsOf(nodes: Iterable<Node>): Set<string> {
    const found = new Set<string>();
    for (const node of nodes) for (const name of this.#labelsByNode.get(node) ?? []) found.add(name);
    return found;
  }
}

function enter(table: Map<Node, Set<string>>, nodes: readonly Node[], name: string): void {
  for (const node of nodes) {
    const names = table.get(node);
    if (names) names.add(name);
    else table.set(node, new Set([name]));
  }
}
