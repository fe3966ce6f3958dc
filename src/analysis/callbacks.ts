import type { Span } from "../base/spans.ts";
import { drawFromAmong } from "./generators.ts";
import { giveValues } from "./given.ts";
import type { Machine } from "./machine.ts";
import { bindMember, lineageOf } from "./made-classes.ts";
import { hasCode, type MadeClass, type Value } from "./values.ts";

/** Arguments that a callback of a library is given, when its code is not of the notebook. */
const LIBRARY_ARGUMENTS = 2;
/** How often one statement walks code that libraries may call; by then it has done what it does. */
const MOST_CALLBACKS = 6;

/**
 * Something given to a call that calls it: with any of what the call is about. Of an instance of a class of the notebook all
 * methods are called, and whatever code the value holds. Gives what the calls may give.
 */
export function callBack(machine: Machine, value: Value, about: readonly Value[], span: Span): readonly Value[] {
  if (machine.calledBack.meets(value)) noteDraws(machine, value, span);
  const called = codeIn(machine, value);
  if (called.length === 0) return [];
  const others = about.flatMap((one) => (one === value ? [] : one.nodes));
  // A call that is kept for later (`functools.partial`) has arguments of its own.
  const held = hasCode(value) || value.alternatives ? [] : machine.heap.held(value.nodes);
  const own = held.filter((node) => !machine.objects.isCode(node));
  const nodes = [...new Set([...others, ...own])];
  const any: Value = machine.objects.valueOf(null, [...new Set([...nodes, ...machine.heap.held(nodes)])]);
  return called.flatMap((code) => {
    const before = machine.calledBack.of(code.function ?? code.class ?? null);
    if (before.length >= MOST_CALLBACKS) {
      keepInGlobals(machine, code, any);
      return before;
    }
    const results = argumentCounts(code).flatMap((count) => {
      const given = Array.from({ length: count }, () => any);
      return machine.pooled(() => machine.maybe(() => machine.walker.call(machine, code, giveValues(given), span)));
    });
    before.push(...results);
    return results;
  });
}

/** Code that has been called enough, and is called with other things: what they may be put into are the globals that it reads. */
function keepInGlobals(machine: Machine, code: Value, any: Value): void {
  for (const name of code.function?.freeNames ?? []) {
    const value = machine.names.get(name);
    if (value && !value.function && !value.class) machine.heap.hold(value.nodes, any.nodes);
  }
}

/** Methods of an object of a library are called: of an estimator that is fitted, and of those that it holds. */
export function noteDraws(machine: Machine, value: Value, span: Span): void {
  const { knowledge, heap } = machine;
  const reached = heap.reach(value.nodes);
  drawFromAmong(machine, reached, span, "fit");
  const own = value.type === null ? null : knowledge.drawingMethod(value.type);
  const unless = own?.drawsUnlessReceiver;
  if (own && (unless === undefined || !value.madeWith?.includes(unless)))
    machine.effect("draws", own.draws ?? null, span);
  for (const node of reached) {
    const [type] = value.nodes.includes(node) ? [] : (heap.typesOf([node]) ?? []);
    const held = type === undefined ? null : knowledge.drawingMethod(type);
    if (held) machine.effect("draws", held.draws ?? null, span, "assumed");
  }
}

/** All that can be called in the value: itself, methods of an instance, and functions that it holds. */
function codeIn(machine: Machine, value: Value): readonly Value[] {
  if (value.alternatives) return value.alternatives.flatMap((one) => codeIn(machine, one));
  if (value.instanceOf) return methodsOf(value, value.instanceOf);
  if (value.function || value.class || value.method) return [value];
  if (value.path !== undefined) return [value];
  return [...machine.heap.reach(value.nodes)].flatMap((node) => {
    const code = machine.objects.codeOf(node);
    return code?.function ? [code] : [];
  });
}

function methodsOf(instance: Value, made: MadeClass): readonly Value[] {
  const methods = new Map<string, Value>();
  for (const { members } of [...lineageOf(made)].reverse())
    for (const [name, member] of members) if (member.function && name !== "__init__") methods.set(name, member);
  return [...methods.values()].map((member) => bindMember(member, instance, made));
}

/** How many arguments the code may be given: with and without those that have a default, which may be changed. */
function argumentCounts(code: Value): readonly number[] {
  if (!code.function) return [code.class ? 1 : LIBRARY_ARGUMENTS];
  const places = code.function.parameters
    .filter(({ kind }) => kind === "positional" || kind === "positionalOnly")
    .slice(code.self ? 1 : 0);
  const required = places.filter((one) => one.default === undefined).length;
  return required < places.length ? [required, places.length] : [required];
}
