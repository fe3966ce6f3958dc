import { lastName, topLevel } from "../base/dotted-path.ts";
import type { Span } from "../base/spans.ts";
import type { CallKnowledge } from "../languages/knowledge.ts";
import { agreement } from "./agreement.ts";
import { applyKnowledge } from "./apply-knowledge.ts";
import { callFunction, hasFunction, instantiate } from "./call-notebook-code.ts";
import { callBack } from "./callbacks.ts";
import { saysSomething } from "./knowledge-base.ts";
import type { Machine } from "./machine.ts";
import { bindingOf, classValue, libraryBase } from "./made-classes.ts";
import { memberOf } from "./members.ts";
import { invoke, isChangingMethod } from "./special-methods.ts";
import { ATOM, type Given, hasCode, join, joinAll, type Node, type Value } from "./values.ts";

/** The value of calling `callee`; its effects and updates are recorded on the machine. */
export function callValue(machine: Machine, callee: Value, given: readonly Given[], span: Span): Value {
  if (hasFunction(callee)) return callFunction(machine, callee, given, span);
  if (callee.class) return instantiate(machine, callee.class, given, span);
  const builtin = callee.path === undefined ? null : callBuiltin(machine, callee.path, given);
  if (builtin) return builtin;
  if (callee.method?.receiver.path !== undefined)
    return callMethod(machine, callee.method.receiver, callee.method.name, given, span);
  if (callee.path !== undefined) return callPath(machine, callee.path, given, span);
  if (callee.instanceOf) return callInstance(machine, callee, libraryBase(machine, callee.instanceOf), given, span);
  if (callee.alternatives) {
    const callable = callee.alternatives.filter((one) => isCallable(machine, one));
    return joinAll(
      callable.map((one) => machine.maybe(() => callValue(machine, one, given, span), callable.length > 1)),
    );
  }
  if (callee.method) return callMethod(machine, callee.method.receiver, callee.method.name, given, span);
  return callObject(machine, callee, callee.type, given, span);
}

function isCallable({ knowledge }: Machine, value: Value): boolean {
  return hasCode(value) || value.type === null || knowledge.method(value.type, "__call__") !== null;
}

/** Builtins that do something with the notebook's own code. */
function callBuiltin(machine: Machine, path: string, given: readonly Given[]): Value | null {
  const first = given[0]?.value;
  if (path === "builtins.__import__") return importModule(machine, first?.text ?? "?");
  if (path === "builtins.super") return superOf(machine, given);
  if (path === "builtins.type" && given.length === 1 && first?.instanceOf) return classValue(first.instanceOf);
  const attribute = given[1]?.value.text;
  if (path === "builtins.getattr" && first && attribute !== undefined)
    return given[2] ? join(memberOf(machine, first, attribute), given[2].value) : memberOf(machine, first, attribute);
  const binding = bindingOf([{ type: null, nodes: [], path }]);
  return binding && first?.function ? { ...first, binding } : null;
}

function importModule(machine: Machine, path: string): Value {
  machine.libraries.add(topLevel(path));
  return { type: null, nodes: [], path };
}

/** `super()`, `super(Class, self)`: the object, seen as one of the bases of the class that has the method. */
function superOf({ frame }: Machine, given: readonly Given[]): Value | null {
  const owner = given[0]?.value.class ?? frame?.callee.owner;
  const self = given[1]?.value ?? frame?.locals.get(frame.function.parameters[0]?.name ?? "");
  if (!owner || !self) return null;
  return { ...self, superOf: owner };
}

function callPath(machine: Machine, path: string, given: readonly Given[], span: Span): Value {
  const { knowledge } = machine;
  const known = knowledge.function(path);
  if (!saysSomething(known) && isSetUp(path, given)) return setUp(machine, path, given, span);
  if (known) return applyKnowledge(machine, known, { self: ATOM, given, span, callee: path, evidence: "proved" });
  if (/^builtins\.[A-Z]/.test(path)) return machine.fresh(path);
  const [, type = "", name = ""] = /^(.+)\.([^.]+)$/.exec(path) ?? [];
  const [self, ...others] = given;
  // `list.append(values, 1)`: a method that is given its object.
  if (self && knowledge.isType(type)) return callMethod(machine, { ...self.value, type }, name, others, span);
  return unknownCall(machine, path, ATOM, given, span);
}

const SET_UP =
  /^_*(init|setup|set_up|(set|use|enable|disable|register|configure|config|activate|deactivate|patch|extension)(_|$))/;

const REGISTERS = /^_*register(_|$)/;

/** A function that is not known, by a name as things have that change a library: called with constants alone, or with code to register. */
function isSetUp(path: string, given: readonly Given[]): boolean {
  const name = lastName(path);
  const isSmall = ({ value }: Given) => value.nodes.length === 0 || (REGISTERS.test(name) && isOwnCode(value));
  return path.includes(".") && SET_UP.test(name) && given.every(isSmall);
}

function setUp(machine: Machine, path: string, given: readonly Given[], span: Span): Value {
  machine.effect("sets", `set-up of ${topLevel(path)}`, span, "assumed");
  if (isSeeding(path)) machine.effect("seeds", null, span, "assumed");
  for (const { value } of given) if (isOwnCode(value)) callBack(machine, value, [], span);
  return ATOM;
}

/** Code of the notebook that was decorated keeps what it is told of: `@singledispatch` functions, abstract classes. */
function registerAt(machine: Machine, { nodes }: Value, name: string, given: readonly Given[], span: Span): Value {
  machine.update(nodes, { by: name, span, evidence: "assumed", certain: false });
  const values = given.map(({ value }) => value);
  for (const value of values) machine.heap.hold(nodes, value.nodes);
  return values.find(isOwnCode) ?? machine.fresh(null, nodes);
}

function isOwnCode(value: Value): boolean {
  return value.function !== undefined || value.class !== undefined;
}

/** A function that, by its name, sets the state of random generators; of which ones, nobody knows. */
function isSeeding(path: string): boolean {
  return /(^|_)seed|Seed/.test(lastName(path));
}

/** An instance of a class of the notebook is called; its class may leave that to a base of a library. */
function callInstance(machine: Machine, callee: Value, base: string, given: readonly Given[], span: Span): Value {
  const values = given.map(({ value }) => value);
  const own = invoke(machine, callee, ["__call__"], values);
  if (own) return own;
  return callObject(machine, callee, base, given, span);
}

function callObject(machine: Machine, callee: Value, type: string | null, given: readonly Given[], span: Span): Value {
  const known = type === null ? null : machine.knowledge.method(type, "__call__");
  if (!known || type === null) return unknownCall(machine, "a value", callee, given, span);
  return applyKnowledge(machine, known, { self: callee, given, span, callee: type, evidence: "proved" });
}

function callMethod(machine: Machine, receiver: Value, name: string, given: readonly Given[], span: Span): Value {
  const { knowledge } = machine;
  if (isOwnCode(receiver) && REGISTERS.test(name)) return registerAt(machine, receiver, name, given, span);
  const known = receiver.type === null ? null : knownMethod(machine, receiver.type, name);
  if (known) return applyKnowledge(machine, known, { self: receiver, given, span, callee: name, evidence: "proved" });
  if (receiver.type !== null && knowledge.isImmutable(receiver.type)) return machine.fresh(null);
  const likely = likelyMethods(machine, receiver, name);
  if (likely.length === 0) return unknownCall(machine, name, receiver, given, span);
  const shared = agreement(likely);
  const value = applyKnowledge(machine, shared, { self: receiver, given, span, callee: name, evidence: "assumed" });
  if (shared.draws === undefined && mayDraw(machine, receiver, name)) machine.effect("draws", null, span, "assumed");
  if (value.none) return ATOM;
  // A result of which not even the type is known may hold on to what it was made from.
  if (value.type === null)
    machine.heap.hold(value.nodes, [...receiver.nodes, ...given.flatMap((one) => one.value.nodes)]);
  return value;
}

function knownMethod({ knowledge }: Machine, type: string, name: string): CallKnowledge | null {
  const known = knowledge.method(type, name);
  return saysSomething(known) || !isChangingMethod(name) || knowledge.isImmutable(type)
    ? known
    : { updates: ["self"], keeps: ["*"], aliases: ["self"] };
}

/** What the method may be, by the types that the receiver may have, or by the libraries that are there. */
function likelyMethods(machine: Machine, receiver: Value, name: string): readonly CallKnowledge[] {
  const { knowledge } = machine;
  if (receiver.type !== null) return [];
  const possible = typesOf(machine, receiver)?.map((type) => knownMethod(machine, type, name));
  if (possible?.every((one) => one !== null)) return possible as CallKnowledge[];
  return knowledge.methodsNamed(name, machine.libraries);
}

/** The types that the receiver may have; null when that is not known. */
function typesOf({ heap }: Machine, receiver: Value): readonly string[] | null {
  return receiver.within ? null : heap.typesOf(receiver.nodes);
}

/** Objects of libraries that are not known may be of classes whose method of this name draws random numbers. */
function mayDraw(machine: Machine, receiver: Value, name: string): boolean {
  if (typesOf(machine, receiver) !== null) return false;
  const { knowledge } = machine;
  const isForeign = [...machine.libraries].some((library) => !knowledge.knowsModule(library));
  return isForeign && knowledge.someDraws(name);
}

/** Nothing is known of the callee: whatever it is given may change, may be called, and may be part of the result. */
function unknownCall(machine: Machine, callee: string, receiver: Value, given: readonly Given[], span: Span): Value {
  const values = [receiver, ...given.map(({ value }) => value)];
  const nodes = values.flatMap((value) => value.nodes);
  const name = lastName(callee);
  machine.effect("unknown", callee, span, "assumed");
  if (isSeeding(callee)) machine.effect("seeds", null, span, "assumed");
  const results = values.flatMap((value) => callBack(machine, value, values, span));
  const data = values.filter((value) => !isOwnCode(value));
  const reached = machine.heap.reach(data.flatMap((value) => value.nodes));
  // It does not change classes and functions of the notebook that it meets.
  const isData = (node: Node) => !machine.objects.isCode(node);
  machine.update([...reached].filter(isData), { by: name, span, evidence: "assumed", certain: false });
  const result = machine.fresh(null);
  const kept = [...nodes, ...results.flatMap((one) => one.nodes)];
  machine.heap.share(result.nodes, kept.filter(isData));
  machine.heap.hold(
    result.nodes,
    kept.filter((node) => !isData(node)),
  );
  return result;
}
