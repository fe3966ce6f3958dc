/** What a random program knows about its own names while it is written: enough to stay valid. */

export type ValueKind =
  | "int"
  | "str"
  | "list"
  | "nested"
  | "dict"
  | "array"
  | "set"
  | "object"
  | "function"
  | "rest"
  | "iterator"
  | "table"
  | "actions"
  | "bag"
  | (string & {}); // kinds of subjects

/** What a name holds. */
export interface Binding {
  readonly kind: ValueKind | "class" | "bagClass";
  /** Globals that must be there, and of this kind, when it is called. */
  readonly needs?: ReadonlyMap<string, ValueKind>;
  /** Least number of elements of an array. */
  readonly size?: number;
}

/** Numbers that decide about one statement, used one after the other. */
export interface Draw {
  readonly template: number;
  readonly choices: readonly number[];
}

const variablePool = ["a", "b", "c", "d", "e", "x", "y"];
const functionPool = ["f", "g", "h"];
const classPool = ["Box", "Jar"];

/** The names of a program that is being written, and the choices for its next statement. */
export class World {
  readonly names = new Map<string, Binding>();
  private choices: readonly number[] = [];
  private position = 0;

  /** Starts on the next statement. */
  begin(choices: readonly number[]): void {
    this.choices = choices;
    this.position = 0;
  }

  /** A number from 0 up to, not including, `limit`. */
  number(limit: number): number {
    const choice = this.choices[this.position++] ?? 0;
    return choice % limit;
  }

  oneOf<T>(items: readonly [T, ...T[]]): T {
    return items[this.number(items.length)] as T;
  }

  /** A name of this kind that can be used now, or null. */
  find(kind: Binding["kind"]): string | null {
    const fitting = [...this.names].filter(([, binding]) => binding.kind === kind && this.isUsable(binding));
    return fitting[this.number(Math.max(1, fitting.length))]?.[0] ?? null;
  }

  /** A name to bind: new or not. */
  variable(): string {
    return variablePool[this.number(variablePool.length)] as string;
  }

  functionName(): string {
    return functionPool[this.number(functionPool.length)] as string;
  }

  className(): string {
    return classPool[this.number(classPool.length)] as string;
  }

  bind(name: string, binding: Binding): void {
    this.names.set(name, binding);
  }

  sizeOf(name: string): number {
    return this.names.get(name)?.size ?? 0;
  }

  /** What calling the holder of `name` needs in the end, or nothing. */
  needsOf(name: string): ReadonlyMap<string, ValueKind> {
    return this.names.get(name)?.needs ?? new Map();
  }

  private isUsable(binding: Binding, depth = 0): boolean {
    if (depth > 5) return false; // functions that call each other in a circle would not end
    for (const [name, kind] of binding.needs ?? []) {
      const found = this.names.get(name);
      if (found === undefined || found.kind !== kind || !this.isUsable(found, depth + 1)) return false;
    }
    return true;
  }
}

/** Writes one or more statements and updates the world, or gives null when the world has not what it takes. */
export type Template = (world: World) => string | null;
