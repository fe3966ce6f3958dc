import { Components } from "./components.ts";
import type { Node } from "./values.ts";

/** More references than this between two sets of objects go through one object that stands between them. */
const MOST_PAIRS = 100;

/**
 * The objects of a notebook run and which of them can be reached from which. An edge `a -> b` says that a change of `b`
 * shows through `a`: a container and its elements, a view and its base (both ways). Objects that are connected both ways are
 * one component: what can be reached from one can be reached from all.
 */
export class Heap {
  readonly #sees: Set<Node>[] = [];
  readonly #types: (string | null)[] = [];
  readonly #components = new Components();
  /** Objects that only stand between others, see {@link hold}; by what they stand between. */
  readonly #hubs = new Map<string, Node>();
  readonly #isHub = new Set<Node>();

  /** A new object; its type where it is known. */
  add(type: string | null): Node {
    this.#types.push(type);
    this.#sees.push(new Set());
    return this.#components.add();
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

  /**
   * `holders` hold references to `held`. Where both are many, as after calls of which nothing is known, a hub between them keeps
   * the number of edges linear: all of `held` share with it, so that a change of it shows through them too.
   */
  hold(holders: readonly Node[], held: readonly Node[]): void {
    if (holders.length === 1 || held.length === 1 || holders.length * held.length <= MOST_PAIRS) {
      this.#connect(holders, held);
      return;
    }
    const key = `${holders}|${held}`;
    if (this.#hubs.has(key)) return;
    const hub = this.add(null);
    this.#hubs.set(key, hub);
    this.#isHub.add(hub);
    this.#connect(holders, [hub]);
    this.share([hub], held);
  }

  #connect(holders: readonly Node[], held: readonly Node[]): void {
    for (const holder of holders) {
      for (const one of held) {
        if (holder === one || this.#sees[holder]?.has(one)) continue;
        this.#sees[holder]?.add(one);
        if (this.#sees[one]?.has(holder)) this.#components.join(holder, one);
        else this.#components.connect(holder, one);
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
    for (const node of found) if (this.#isHub.has(node)) for (const one of this.#sees[node] ?? []) found.add(one);
    return [...found].filter((node) => !this.#isHub.has(node));
  }

  /** All objects reachable from these, themselves included. */
  reach(nodes: readonly Node[]): Set<Node> {
    return this.#components.below(nodes);
  }

  /** All objects through which a change of these shows, themselves included. */
  watchers(nodes: readonly Node[]): Set<Node> {
    return this.#components.above(nodes);
  }

  /** The same for values that reach the same objects, as long as nothing is connected. */
  componentsOf(nodes: readonly Node[]): string {
    return this.#components.namesOf(nodes);
  }
}
