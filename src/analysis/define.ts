import type { Span } from "../base/spans.ts";
import type { ClassFacts, Expr, FunctionFacts } from "../languages/facts.ts";
import { evaluate, evaluateDefault } from "./evaluate.ts";
import { giveValues } from "./given.ts";
import type { Machine } from "./machine.ts";
import { accessorOf, classValue, findMember, ownAttributes } from "./made-classes.ts";
import type { MadeClass, Node, Value } from "./values.ts";

/** The value of `def`, with its decorators. */
export function makeFunction(machine: Machine, facts: FunctionFacts, span: Span): Value {
  const { nodes } = machine.fresh(null);
  return decorate(machine, facts.decorators, bareFunction(machine, facts, nodes), span);
}

/** Defaults are made with the function and held by it: one that is changed is state of the function. */
function bareFunction(machine: Machine, facts: FunctionFacts, nodes: readonly Node[]): Value {
  for (const { default: standard } of facts.parameters)
    if (standard) machine.heap.hold(nodes, evaluateDefault(machine, standard).nodes);
  machine.scopes.capture(facts, nodes);
  return machine.objects.remember({ type: null, nodes, function: facts, scope: machine.scopes.forFunctions });
}

/** The value of `class`: its body runs at once, in names of its own. */
export function makeClass(machine: Machine, facts: ClassFacts, isLocal: boolean, span: Span): Value {
  const { nodes } = machine.fresh(null);
  const bases = facts.bases.map((base) => evaluate(machine, base));
  const [members, setters] = [new Map<string, Value>(), new Map<string, Value>()];
  const made: MadeClass = { facts, nodes, bases, members, setters, own: ownAttributes(facts), local: isLocal };
  machine.scopes.within({ locals: members, outer: machine.scopes.top, ofClass: true }, () => {
    const bare = facts.methods.map((method) => ({
      ...bareFunction(machine, method, machine.fresh(null).nodes),
      owner: made,
    }));
    for (const method of bare)
      if (!members.has(method.function?.name ?? "")) members.set(method.function?.name ?? "", method);
    machine.walker.perform(machine, facts.operations);
    for (const method of bare) if (method.function) placeMethod(machine, made, method, method.function, span);
  });
  for (const name of fieldsOf(machine, facts, members)) members.delete(name);
  for (const member of [...members.values(), ...setters.values()]) machine.heap.hold(nodes, member.nodes);
  for (const base of bases) if (base.class) machine.heap.hold(nodes, base.nodes);
  const value = machine.objects.remember(classValue(made));
  registerSubclass(machine, made, span);
  return decorate(machine, facts.decorators, value, span);
}

function placeMethod(machine: Machine, made: MadeClass, bare: Value, facts: FunctionFacts, span: Span): void {
  const accessor = accessorOf(facts);
  if (accessor === "setter" || accessor === "deleter") {
    if (accessor === "setter") made.setters.set(facts.name, bare);
    return;
  }
  if (facts.decorators.length === 0) return;
  const decorated = decorate(machine, facts.decorators, bare, span);
  made.members.set(facts.name, accessor === "getter" ? { ...bare, binding: "property" } : decorated);
}

/** `@dataclass` and its like make attributes of the class body fields that each instance has of its own. */
function fieldsOf(machine: Machine, facts: ClassFacts, members: ReadonlyMap<string, Value>): readonly string[] {
  const paths = facts.decorators.map((one) => evaluate(machine, one.kind === "call" ? one.of : one).path ?? "");
  // Fields of attrs may do without annotations.
  if (paths.some((path) => /^attrs?\./.test(path)))
    return [...members].flatMap(([name, member]) => (member.function || member.class ? [] : [name]));
  return paths.some((path) => /^(dataclasses|pydantic\.dataclasses)\.dataclass$/.test(path)) ? facts.fields : [];
}

/** Bases may want to know of their subclasses: `__init_subclass__`. */
function registerSubclass(machine: Machine, made: MadeClass, span: Span): void {
  for (const { class: base } of made.bases) {
    const hook = base ? findMember(base, "__init_subclass__") : undefined;
    if (hook?.function) machine.walker.call(machine, { ...hook, self: classValue(made) }, [], span);
  }
}

/** A function or class after its decorators: what they give, or the thing itself when that is not known. */
function decorate(machine: Machine, decorators: readonly Expr[], bare: Value, span: Span): Value {
  return decorators.reduceRight((decorated, decorator) => {
    const result = machine.walker.call(machine, evaluate(machine, decorator), giveValues([decorated]), span);
    if (result.function && decorated.function && result.function !== decorated.function)
      return { ...result, wraps: [...(decorated.wraps ?? []), decorated.function] };
    return result.function || result.class ? result : decorated;
  }, bare);
}
