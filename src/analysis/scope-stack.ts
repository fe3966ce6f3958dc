import type { FunctionFacts } from "../languages/facts.ts";
import type { Heap } from "./heap.ts";
import type { Node, Scope, Value } from "./values.ts";

/** The locals of what is being walked, innermost last; functions keep the scope that they were made in. */
export class ScopeStack {
  readonly #heap: Heap;
  #stack: Scope[] = [newScope(null, false)];

  constructor(heap: Heap) {
    this.#heap = heap;
  }

  /** Starts a statement: its comprehensions have locals of their own. */
  restart(): void {
    this.#stack = [newScope(null, false)];
  }

  get #current(): Scope {
    return this.#stack.at(-1) as Scope;
  }

  /** The scope that functions which are made now will see. */
  get forFunctions(): Scope {
    let scope = this.#current;
    while (scope.ofClass && scope.outer) scope = scope.outer;
    return scope;
  }

  /** Does `work` with the locals of a call, or of a class body. */
  within(
    { locals, outer, ofClass = false }: Pick<Scope, "locals"> & { outer?: Scope | undefined; ofClass?: boolean },
    work: () => void,
  ): void {
    this.#stack.push({ ...newScope(outer ?? null, ofClass), locals });
    try {
      work();
    } finally {
      this.#stack.pop();
    }
  }

  /** The class body or call whose locals are bound now. */
  get top(): Scope {
    return this.#current;
  }

  /** The value of a local, innermost scope first. */
  find(name: string): Value | undefined {
    return this.#scopeOf(name, this.#current)?.locals.get(name);
  }

  /** Binds a local, `isOuter`: of an enclosing function. The object that stands for the variable, if functions use it. */
  bind(name: string, value: Value, isOuter: boolean): Node | undefined {
    const outer = isOuter ? this.#scopeOf(name, this.#current.outer) : undefined;
    const scope = outer ?? this.#current;
    scope.locals.set(name, value);
    const cell = scope.cells.get(name);
    if (cell !== undefined) this.#heap.hold([cell], value.nodes);
    return cell;
  }

  /** A function that is made now holds the variables around it that its body uses. */
  capture({ captures }: FunctionFacts, holder: readonly Node[]): void {
    for (const name of captures) {
      const scope = this.#scopeOf(name, this.forFunctions) ?? this.forFunctions;
      let cell = scope.cells.get(name);
      if (cell === undefined) {
        cell = this.#heap.add(null);
        scope.cells.set(name, cell);
        this.#heap.hold([cell], scope.locals.get(name)?.nodes ?? []);
      }
      this.#heap.hold(holder, [cell]);
    }
  }

  #scopeOf(name: string, from: Scope | null): Scope | undefined {
    for (let at = from; at !== null; at = at.outer) if (at.locals.has(name)) return at;
    return undefined;
  }
}

function newScope(outer: Scope | null, ofClass: boolean): Scope {
  return { locals: new Map(), cells: new Map(), outer, ofClass };
}
