import type { Span } from "../base/spans.ts";
import type { Expr, FunctionFacts } from "../languages/facts.ts";
import { elementOf } from "./elements.ts";
import { giveValues } from "./given.ts";
import type { Machine } from "./machine.ts";
import { bindMember, classValue, findMember } from "./made-classes.ts";
import { type Given, join, joinAll, type MadeClass, type Node, type Value } from "./values.ts";

/** A value that is a function of the notebook. */
export type FunctionValue = Value & { readonly function: FunctionFacts };

/** Last names of decorators that remember what a function gave. */
const REMEMBERING = new Set(["cache", "lru_cache", "cached", "memoize"]);

/** Whether the value is a function of the notebook. */
export function hasFunction(value: Value): value is FunctionValue {
  return value.function !== undefined;
}

/** Calls a notebook function by walking its body. */
export function callFunction(machine: Machine, callee: FunctionValue, given: readonly Given[], span: Span): Value {
  const called = callee.function;
  const self = callee.binding === "static" ? undefined : callee.self;
  const results = machine.call(callee, bindParameters(machine, called, given, self), span);
  if (results === "recursive" || results === "unwalked") {
    const values = [...(self ? [self] : []), ...given.map(({ value }) => value)];
    if (results === "unwalked") assumeGlobals(machine, called, span);
    return unwalked(
      machine,
      called.name,
      values.flatMap(({ nodes }) => nodes),
      span,
    );
  }
  const nodes = results.flatMap((value) => value.nodes);
  if (called.generator) return { ...machine.fresh("builtins.generator", nodes), each: joinAll(results) };
  if (called.decorators.length === 0 || callee.self || callee.binding) return joinAll(results);
  return decoratedResult(machine, callee, nodes);
}

/** A function whose body is not walked may change all that it is given. */
function unwalked(machine: Machine, name: string, nodes: readonly Node[], span: Span): Value {
  machine.update(nodes, { by: name, span, evidence: "assumed", certain: false });
  const value = machine.fresh(null);
  machine.heap.share(value.nodes, nodes);
  return value;
}

/** ... and all that it reads of the notebook; what it calls there is not known. */
function assumeGlobals(machine: Machine, called: FunctionFacts, span: Span): void {
  machine.effect("unknown", called.name, span, "assumed");
  for (const name of called.freeNames) {
    const value = machine.names.get(name);
    if (!value || value.function || value.class) continue;
    const nodes = [...machine.heap.reach(value.nodes)];
    machine.update(nodes, { by: called.name, span, evidence: "assumed", certain: false });
  }
  for (const name of called.assignsGlobals) {
    const value = machine.fresh(null);
    machine.recorder.bound.push({ name, value, certain: false, span: machine.at(span) });
  }
}

/** A decorator of a library may give back something else, made of what the function gives. */
function decoratedResult(machine: Machine, callee: FunctionValue, nodes: readonly Node[]): Value {
  const value = machine.fresh(null);
  machine.heap.share(value.nodes, nodes);
  if (!remembersResults(callee.function)) return value;
  machine.heap.hold(callee.nodes, value.nodes);
  machine.objects.setAttribute(callee.nodes, "result", value);
  return machine.objects.attributeOf(callee.nodes, "result") ?? value;
}

/** Whether the function gives the same object again for the same arguments (`functools.lru_cache`). */
export function remembersResults({ decorators }: FunctionFacts): boolean {
  return decorators.some((one) => REMEMBERING.has(lastName(one)));
}

/** Whether the function calls one of those registered at it, by the type of its argument; its table of these cannot be stored. */
export function dispatches({ decorators }: FunctionFacts): boolean {
  return decorators.some((one) => lastName(one) === "singledispatch");
}

function lastName(expr: Expr): string {
  if (expr.kind === "call") return lastName(expr.of);
  return expr.kind === "name" || expr.kind === "member" ? expr.name : "";
}

function bindParameters(
  machine: Machine,
  called: FunctionFacts,
  given: readonly Given[],
  self: Value | undefined,
): Map<string, Value> {
  const locals = new Map<string, Value>();
  const positional = [
    ...(self ? [self] : []),
    ...given.filter((one) => one.name === undefined && !one.spread).map((one) => one.value),
  ];
  const all = given.flatMap(({ value }) => value.nodes);
  const spread = given.filter((one) => one.spread).map((one) => one.value);
  for (const parameter of called.parameters) {
    const named = given.find((one) => one.name === parameter.name)?.value;
    const value = named ?? parameterValue(machine, parameter.kind, positional, all, spread, parameter.default);
    locals.set(parameter.name, value);
  }
  return locals;
}

function parameterValue(
  machine: Machine,
  kind: string,
  positional: Value[],
  all: readonly Node[],
  spread: readonly Value[],
  standard: Expr | undefined,
): Value {
  if (kind === "rest") {
    const rest = [...positional.splice(0), ...spread.map((one) => elementOf(machine, one))];
    return { ...machine.fresh("builtins.tuple", all), ...(rest.length > 0 ? { each: joinAll(rest) } : {}) };
  }
  if (kind === "keywordRest") return machine.fresh("builtins.dict", all);
  const next = kind === "keyword" ? undefined : positional.shift();
  if (next) return next;
  const own = standard ? (machine.defaults.get(standard) ?? machine.walker.evaluate(machine, standard)) : undefined;
  // `f(*values)`: the parameter is one of the values, or is not given.
  if (spread.length === 0) return own ?? machine.fresh(null);
  const given = joinAll(spread.map((one) => elementOf(machine, one)));
  return own ? join(own, given) : given;
}

/** Makes an instance of a class of the notebook. */
export function instantiate(machine: Machine, made: MadeClass, given: readonly Given[], span: Span): Value {
  const fresh = machine.fresh(null, made.local ? made.nodes : []);
  const instance = machine.objects.remember({ ...fresh, instanceOf: made });
  const own = (name: string) => {
    const member = findMember(made, name);
    return member?.function ? member : undefined;
  };
  const maker = own("__new__");
  if (maker) machine.walker.call(machine, { ...maker, self: classValue(made) }, given, span);
  const initialise = own("__init__");
  if (initialise) machine.walker.call(machine, bindMember(initialise, instance, made), given, span);
  else {
    const nodes = given.flatMap(({ value }) => value.nodes);
    // A class made of a container (`class Pair(tuple)`) holds what it is made from.
    machine.heap.hold(instance.nodes, [...nodes, ...machine.heap.held(nodes)]);
  }
  const finish = own("__post_init__");
  if (finish) machine.walker.call(machine, bindMember(finish, instance, made), giveValues([]), span);
  return instance;
}
