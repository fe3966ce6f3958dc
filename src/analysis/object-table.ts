import { alternativesOf, join, type Node, type Value } from "./values.ts";

/** What is known of single objects beside their references: their code, their attributes, whether they have changed. */
export class ObjectTable {
  readonly #code = new Map<Node, Value>();
  readonly #attributes = new Map<Node, Map<string, Value>>();
  readonly #moved = new Set<Node>();
  readonly #filled = new Set<Node>();

  /** Remembers that the value's object is a function, class or instance of the notebook. Gives the value. */
  remember(value: Value): Value {
    for (const node of value.nodes) this.#code.set(node, value);
    return value;
  }

  /** The function, class or instance that an object is. */
  codeOf(node: Node): Value | undefined {
    return this.#code.get(node);
  }

  /** Whether an object is a function or class of the notebook: libraries call those, and do not change them. */
  isCode(node: Node): boolean {
    const code = this.#code.get(node);
    return code?.class !== undefined || code?.function !== undefined;
  }

  /** Whether there is any code in objects. */
  get hasCode(): boolean {
    return this.#code.size > 0;
  }

  /** A value that is one of these objects, with the code that they are. */
  valueOf(type: string | null, nodes: readonly Node[]): Value {
    const code = nodes.flatMap((node) => this.#code.get(node) ?? []);
    const [first] = code;
    if (!first) return { type, nodes };
    if (code.length === nodes.length) return { ...code.reduce(join), nodes };
    const others = nodes.filter((node) => !this.#code.has(node));
    return { type, nodes, alternatives: [...code.flatMap(alternativesOf), { type: null, nodes: others }] };
  }

  /** Takes in that the objects have an attribute of this value, perhaps among others. */
  setAttribute(nodes: readonly Node[], name: string, value: Value): void {
    for (const node of nodes) {
      const own = this.#attributes.get(node) ?? new Map<string, Value>();
      this.#attributes.set(node, own);
      const before = own.get(name);
      own.set(name, before ? join(before, value) : value);
    }
  }

  /** The value of an attribute; undefined when it was not seen on all of these objects, or may have been set unseen. */
  attributeOf(nodes: readonly Node[], name: string): Value | undefined {
    let found: Value | undefined;
    for (const node of nodes) {
      const value = this.#filled.has(node) ? undefined : this.#attributes.get(node)?.get(name);
      if (!value) return undefined;
      found = found ? join(found, value) : value;
    }
    return found;
  }

  /** Takes in that objects have changed in place: parts have moved, and perhaps new ones were put in. */
  change(nodes: readonly Node[], isFilled: boolean): void {
    for (const node of nodes) {
      this.#moved.add(node);
      if (isFilled) this.#filled.add(node);
    }
  }

  /** Whether the parts of the value are still those that it was made with, in the same order. */
  keepsParts({ nodes }: Value): boolean {
    return !nodes.some((node) => this.#moved.has(node));
  }

  /** Whether nothing was put into the value since it was made. */
  keepsElements({ nodes }: Value): boolean {
    return !nodes.some((node) => this.#filled.has(node));
  }
}
