import { giveValues } from "./given.ts";
import type { Machine } from "./machine.ts";
import { bindMember, findMember } from "./made-classes.ts";
import { instancesIn, join, type Value } from "./values.ts";

/**
 * Calls the first of these special methods that the class of the value has (`__getitem__` for `value[key]`), if the value is
 * an instance of a class of the notebook. What it gives; null when there is no such method.
 */
export function invoke(
  machine: Machine,
  value: Value,
  names: readonly string[],
  arguments_: readonly Value[],
): Value | null {
  const instances = instancesIn(value);
  let found: Value | null = null;
  for (const instance of instances) {
    const method = methodOf(instance, names);
    if (!method) continue;
    const call = () => machine.walker.call(machine, method, giveValues(arguments_), machine.here);
    const result = machine.maybe(call, !value.instanceOf);
    found = found ? join(found, result) : result;
  }
  return found;
}

function methodOf(instance: Value, names: readonly string[]): Value | null {
  if (!instance.instanceOf) return null;
  for (const name of names) {
    const member = findMember(instance.instanceOf, name);
    if (member?.function) return bindMember(member, instance, instance.instanceOf);
  }
  return null;
}

/** Methods that Python defines for types of libraries too, and which change the object that they are called on. */
const CHANGING = new Set(
  ["setitem", "delitem", "setattr", "delattr", "setstate", "next", "init", "exit"].map((name) => `__${name}__`),
);
const IN_PLACE = /^__i(add|sub|mul|matmul|truediv|floordiv|mod|pow|lshift|rshift|and|xor|or)__$/;

/** Whether a special method changes the object that it is called on, whatever its type. */
export function isChangingMethod(name: string): boolean {
  return CHANGING.has(name) || IN_PLACE.test(name);
}
