import type { Machine } from "./machine.ts";
import { lineagesOf } from "./made-classes.ts";
import type { CodeBehind } from "./types.ts";
import { alternativesOf, hasCode, type MadeClass, type Value } from "./values.ts";

/** Names that functions and classes behind a name read when they run, and those behind these names in turn; not the name itself. */
export function namesBehind(machine: Machine, name: string): readonly string[] {
  const value = machine.names.get(name);
  return value ? closure(machine, namesOfValue(value), name) : [];
}

/** The code that can be reached from the value of a name; null when there is none. `known` is what was found for other values meanwhile. */
export function codeBehind(
  machine: Machine,
  name: string,
  known: Map<string, CodeBehind | null> = new Map(),
): CodeBehind | null {
  const value = machine.names.get(name);
  if (!value || !machine.objects.hasCode) return null;
  if (hasCode(value) || value.alternatives) return codeOf(machine, value);
  // Values of the same components reach the same objects.
  const place = machine.heap.componentsOf(value.nodes);
  const before = known.get(place);
  if (before !== undefined) return before;
  const found = codeOf(machine, value);
  known.set(place, found);
  return found;
}

function codeOf(machine: Machine, value: Value): CodeBehind | null {
  const code = [value, ...codeReached(machine, value)];
  const made = lineagesOf(code.flatMap(madeClassesOf));
  const names = code.flatMap(namesOfValue);
  if (names.length === 0 && made.size === 0) return null;
  return { names: closure(machine, names), classes: [...new Set([...made].map(({ facts }) => facts.name))] };
}

function codeReached(machine: Machine, { nodes }: Value): readonly Value[] {
  const reached = machine.work.isSpent ? nodes : [...machine.heap.reach(nodes)];
  machine.work.spend(reached.length);
  return reached.flatMap((node) => machine.objects.codeOf(node) ?? []);
}

function closure(machine: Machine, start: readonly string[], without?: string): readonly string[] {
  const seen = new Set(without === undefined ? [] : [without]);
  const found: string[] = [];
  const queue = [...start].reverse();
  const isDeep = !machine.work.isSpent;
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    found.push(next);
    const value = isDeep ? machine.names.get(next) : undefined;
    if (value) queue.push(...namesOfValue(value));
  }
  machine.work.spend(found.length);
  return found;
}

function madeClassesOf(value: Value): readonly MadeClass[] {
  return alternativesOf(value).flatMap((one) => one.class ?? one.instanceOf ?? []);
}

/** Names that the value's own code reads or binds when it runs. */
function namesOfValue(value: Value): readonly string[] {
  return alternativesOf(value).flatMap((one) => {
    const functions = [...(one.function ? [one.function] : []), ...(one.wraps ?? [])];
    const names = functions.flatMap((made) => [...made.freeNames, ...made.assignsGlobals]);
    const { facts } = one.class ?? one.instanceOf ?? {};
    if (!facts) return names;
    const bases = facts.bases.flatMap((base) => (base.kind === "name" && !base.local ? [base.name] : []));
    return [...names, ...facts.freeNames, ...bases, ...facts.assignsGlobals];
  });
}
