import type { Span } from "../base/spans.ts";
import type { ClassFacts, Expr, FunctionFacts } from "../languages/facts.ts";
import type { CallKnowledge } from "../languages/knowledge.ts";
import { agreement } from "./agreement.ts";
import { applyKnowledge, callBack } from "./apply-knowledge.ts";
import type { Machine } from "./machine.ts";
import { ATOM, type Given, join, type Node, type Value } from "./values.ts";

/** The value of calling `callee`; its effects and updates are recorded on the machine. */
export function callValue(machine: Machine, callee: Value, given: readonly Given[], span: Span): Value {
  if (callee.function) return callFunction(machine, callee.function, given, span, callee.self);
  if (callee.class) return instantiate(machine, callee.class, given, span);
  if (callee.path === "builtins.__import__") return importModule(machine, given[0]?.value.text ?? "?");
  if (callee.method?.receiver.path !== undefined)
    return callMethod(machine, callee.method.receiver, callee.method.name, given, span);
  if (callee.path !== undefined) {
    const known = machine.knowledge.function(callee.path);
    if (known)
      return applyKnowledge(machine, known, { self: ATOM, given, span, callee: callee.path, evidence: "proved" });
    if (/^builtins\.[A-Z]/.test(callee.path)) return machine.fresh(callee.path);
    return unknownCall(machine, callee.path, ATOM, given, span);
  }
  if (callee.method) return callMethod(machine, callee.method.receiver, callee.method.name, given, span);
  const called = callee.type === null ? null : machine.knowledge.method(callee.type, "__call__");
  if (called)
    return applyKnowledge(machine, called, {
      self: callee,
      given,
      span,
      callee: callee.type ?? "",
      evidence: "proved",
    });
  return unknownCall(machine, "a value", callee, given, span);
}

function importModule(machine: Machine, path: string): Value {
  machine.libraries.add(path.split(".")[0] as string);
  return { type: null, nodes: [], path };
}

function callMethod(machine: Machine, receiver: Value, name: string, given: readonly Given[], span: Span): Value {
  const { knowledge } = machine;
  const known = receiver.type === null ? null : knowledge.method(receiver.type, name);
  if (known) return applyKnowledge(machine, known, { self: receiver, given, span, callee: name, evidence: "proved" });
  if (receiver.type !== null && knowledge.isImmutable(receiver.type)) return machine.fresh(null);
  const possible =
    receiver.type === null
      ? machine.heap.typesOf(receiver.nodes)?.map((type) => knowledge.method(type, name))
      : undefined;
  const likely = possible?.every((one) => one !== null)
    ? (possible as CallKnowledge[])
    : receiver.type === null
      ? knowledge.methodsNamed(name, machine.libraries)
      : [];
  if (likely.length === 0) return unknownCall(machine, name, receiver, given, span);
  const shared = agreement(likely);
  const value = applyKnowledge(machine, shared, { self: receiver, given, span, callee: name, evidence: "assumed" });
  return value.none ? ATOM : value;
}

/** Nothing is known of the callee: whatever it is given may change and may be part of the result. */
function unknownCall(machine: Machine, callee: string, receiver: Value, given: readonly Given[], span: Span): Value {
  const values = [receiver, ...given.map(({ value }) => value)];
  const nodes = values.flatMap((value) => value.nodes);
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  machine.effect("unknown", callee, span, "assumed");
  for (const value of values) {
    if (value.function || value.class) callBack(machine, value, values, span);
    else for (const node of machine.heap.reach(value.nodes)) machine.update([node], name, span, "assumed", false);
  }
  const result = machine.fresh(null);
  machine.heap.share(result.nodes, nodes);
  return result;
}

/** Calls a notebook function by walking its body. */
function callFunction(
  machine: Machine,
  called: FunctionFacts,
  given: readonly Given[],
  span: Span,
  self?: Value,
): Value {
  const locals = bindParameters(machine, called, given, self);
  const results = machine.call(called, locals, span, () => machine.walker.perform(machine, called.operations));
  if (results === null) {
    const nodes = given.flatMap(({ value }) => value.nodes);
    for (const node of nodes) machine.update([node], called.name, span, "assumed", false);
    const value = machine.fresh(null);
    machine.heap.share(value.nodes, nodes);
    return value;
  }
  if (called.generator)
    return machine.fresh(
      "builtins.generator",
      results.flatMap((value) => value.nodes),
    );
  if (called.decorators.length > 0 && !self) {
    const value = machine.fresh(null);
    machine.heap.share(
      value.nodes,
      results.flatMap((one) => one.nodes),
    );
    return value;
  }
  return results.reduce((a, b) => join(a, b));
}

function bindParameters(
  machine: Machine,
  called: FunctionFacts,
  given: readonly Given[],
  self: Value | undefined,
): Map<string, Value> {
  const locals = new Map<string, Value>();
  const isStatic = called.decorators.some((one) => one.kind === "name" && one.name === "staticmethod");
  const positional = [
    ...(self && !isStatic ? [self] : []),
    ...given.filter((one) => one.name === undefined && !one.spread).map((one) => one.value),
  ];
  const all = given.flatMap(({ value }) => value.nodes);
  for (const parameter of called.parameters) {
    const named = given.find((one) => one.name === parameter.name)?.value;
    locals.set(parameter.name, named ?? parameterValue(machine, parameter.kind, positional, all, parameter.default));
  }
  return locals;
}

function parameterValue(
  machine: Machine,
  kind: string,
  positional: Value[],
  all: readonly Node[],
  standard: Expr | undefined,
): Value {
  if (kind === "rest") return machine.fresh("builtins.tuple", all);
  if (kind === "keywordRest") return machine.fresh("builtins.dict", all);
  const next = kind === "keyword" ? undefined : positional.shift();
  if (next) return next;
  if (!standard) return machine.fresh(null);
  return machine.defaults.get(standard) ?? machine.walker.evaluate(machine, standard);
}

function instantiate(machine: Machine, made: ClassFacts, given: readonly Given[], span: Span): Value {
  const instance: Value = {
    ...machine.fresh(
      null,
      given.flatMap(({ value }) => value.nodes),
    ),
    instanceOf: made,
  };
  const initialise = made.methods.find((method) => method.name === "__init__");
  if (initialise) callFunction(machine, initialise, given, span, instance);
  return instance;
}
