import type { Machine } from "./machine.ts";
import { ATOM, type Node, type Value } from "./values.ts";

/** What stands for `element:0` or `like:*2` in the spelling of a type: one value, several in a row, or none. */
export type GivenParts = (reference: string) => readonly Value[];

/**
 * A fresh value of a type as knowledge spells it: `builtins.tuple[A, B]` has parts in order, `builtins.list[A]` parts that
 * are all alike, `?` is not known, `element:0` an element of an argument. `like:*2` stands for two values like each argument,
 * in order also in a list. All of it shares memory with `shared`.
 */
export function valueOfType(
  machine: Machine,
  type: string | null,
  shared: readonly Node[] = [],
  given: GivenParts = () => [],
): Value {
  if (type === "constant") return ATOM;
  const open = type?.indexOf("[") ?? -1;
  if (type === null || type === "?" || open === -1) {
    const value = machine.fresh(type === "?" ? null : type);
    relate(machine, type, value.nodes, shared);
    return value;
  }
  const outer = type.slice(0, open);
  const spelled = splitParts(type.slice(open + 1, -1));
  const parts = spelled.flatMap((part): readonly Value[] =>
    /^(element|like):/.test(part) ? given(part) : [valueOfType(machine, part, shared, given)],
  );
  const value = machine.fresh(
    outer,
    parts.flatMap((part) => part.nodes),
  );
  machine.heap.hold(value.nodes, shared);
  const last = parts.at(-1);
  if (last === undefined) return value;
  const isInOrder = outer === "builtins.tuple" || spelled.some((part) => part.startsWith("like:"));
  return isInOrder ? { ...value, parts } : { ...value, each: last };
}

/** Types whose values may be views: a change of one shows in what it was made from. */
const VIEWS = /^(numpy\.|pandas\.(DataFrame|Series|Index|\w+Index)$|xarray\.|torch\.|tensorflow\.|scipy\.sparse\.)/;

/** Whether values of the type hold their data themselves: a copy of one shares nothing with it. */
export function holdsData(type: string | null): boolean {
  return type !== null && VIEWS.test(type);
}

/** A view and a part share memory both ways; any other object only holds what it was made from. */
function relate(machine: Machine, type: string | null, made: readonly Node[], from: readonly Node[]): void {
  const isShared = type === null || type === "?" || holdsData(type) || machine.knowledge.isPart(type);
  if (isShared) machine.heap.share(made, from);
  // A container made from another one holds the same elements.
  else machine.heap.hold(made, [...from, ...machine.heap.held(from)]);
}

/** `A, B[C, D]` -> `A` and `B[C, D]`. */
function splitParts(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === "[") depth++;
    else if (character === "]") depth--;
    else if (at === text.length || (character === "," && depth === 0)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts;
}

/** A part of an object (`frame.loc`, `frame["a"]`): a change of it is a change of the whole. */
export function partOfType(machine: Machine, type: string | null, whole: readonly Node[]): Value {
  const value = valueOfType(machine, type);
  machine.heap.share(value.nodes, whole);
  return value;
}
