import type { ElementKnowledge } from "../languages/knowledge.ts";
import { type KnowledgeBase, saysSomething } from "./knowledge-base.ts";
import { passLabels } from "./labels.ts";
import type { Machine } from "./machine.ts";
import { bindMember, classValue, findMember, libraryBase, lineageOf } from "./made-classes.ts";
import { noteSettings } from "./setting-of.ts";
import { invoke } from "./special-methods.ts";
import { partOfType } from "./typed-values.ts";
import { join, joinAll, type MadeClass, type Value } from "./values.ts";

/** `value.name`. */
export function memberOf(machine: Machine, value: Value, name: string): Value {
  if (value.path !== undefined) return memberOfPath(machine, value, value.path, name);
  if (value.superOf) return memberOfBases(machine, value, value.superOf, name);
  if (value.instanceOf) return memberOfInstance(machine, value, value.instanceOf, name);
  if (value.class) return memberOfClass(machine, value.class, name);
  if (value.alternatives) return joinAll(value.alternatives.map((one) => memberOf(machine, one, name)));
  return memberOfObject(machine, value, name);
}

function memberOfPath(machine: Machine, value: Value, of: string, name: string): Value {
  const { knowledge } = machine;
  const path = knowledge.canonical(`${of}.${name}`);
  const owner = typeAt(knowledge, of);
  for (const one of [of, path]) noteSettings(machine, one);
  if (owner !== null) return { type: null, nodes: [], path, method: { receiver: { ...value, type: owner }, name } };
  return { type: typeAt(knowledge, path), nodes: [], path };
}

/** The type of a value that a module holds, without those of its parts. */
function typeAt(knowledge: KnowledgeBase, path: string): string | null {
  return knowledge.value(path)?.returns?.split("[", 1)[0] ?? null;
}

function memberOfInstance(machine: Machine, value: Value, made: MadeClass, name: string): Value {
  if (name === "__class__") return classValue(made);
  if (name === "__dict__") return { type: null, nodes: value.nodes };
  const member = findMember(made, name);
  if (member?.binding === "property" || member?.binding === "cached") return getProperty(machine, member, value, made);
  const bound = member ? bindMember(member, value, made) : undefined;
  const attribute = machine.objects.attributeOf(value.nodes, name);
  if (attribute) return bound && !made.own.has(name) ? join(attribute, bound) : attribute;
  if (bound?.function || (bound && machine.objects.keepsElements(value))) return bound;
  const base = libraryBase(machine, made);
  const other =
    base !== "builtins.object" && machine.knowledge.isType(base)
      ? memberOfObject(machine, { ...value, type: base }, name)
      : memberOfObject(machine, value, name);
  const key: Value = { type: "builtins.str", nodes: [], text: name };
  const computed = invoke(machine, value, ["__getattr__", "__getattribute__"], [key]);
  if (computed && base === "builtins.object" && machine.objects.keepsElements(value)) return computed;
  return [bound, computed].reduce<Value>((known, one) => (one ? join(known, one) : known), other);
}

/** Reading a property runs its function; a cached one then keeps the value in the instance. */
function getProperty(machine: Machine, member: Value, value: Value, made: MadeClass): Value {
  const result = machine.walker.call(machine, bindMember(member, value, made), [], machine.here);
  if (member.binding === "cached") {
    machine.heap.hold(value.nodes, result.nodes);
    machine.update(value.nodes, {
      ...{ by: member.function?.name ?? "cached_property", span: machine.here, evidence: "proved" },
      ...{ certain: false, addsNothing: true },
    });
  }
  return result;
}

function memberOfClass(machine: Machine, made: MadeClass, name: string): Value {
  const member = findMember(made, name);
  if (member) return bindMember(member, null, made);
  const attribute = machine.objects.attributeOf(made.nodes, name);
  if (attribute) return attribute;
  const base = libraryBase(machine, made);
  if (base !== "builtins.object")
    return { type: null, nodes: made.nodes, path: machine.knowledge.canonical(`${base}.${name}`) };
  return { type: null, nodes: made.nodes };
}

/** `super().name`. */
function memberOfBases(machine: Machine, value: Value, owner: MadeClass, name: string): Value {
  const { superOf: _, ...self } = value;
  const lineage = lineageOf(self.instanceOf ?? self.class ?? owner);
  for (const base of lineage.slice(lineage.indexOf(owner) + 1)) {
    const member = base.members.get(name);
    if (!member) continue;
    if (member.binding === "property" || member.binding === "cached") return getProperty(machine, member, self, base);
    return bindMember(member, self.class ? null : self, self.class ?? base);
  }
  return memberOfObject(machine, { type: libraryBase(machine, owner), nodes: value.nodes }, name);
}

function memberOfObject(machine: Machine, value: Value, name: string): Value {
  const { knowledge, objects } = machine;
  if (value.type !== null) {
    const attribute = knowledge.attribute(value.type, name);
    if (attribute?.session) machine.effect("binds", `${value.type}.${name}`, machine.here);
    if (attribute?.needs) machine.need(attribute.needs);
    if (attribute) return attributeValue(machine, value, attribute, name);
    // `"*"` speaks for attributes that have no names of their own: columns of a table.
    const open = saysSomething(knowledge.method(value.type, name)) ? null : knowledge.attribute(value.type, "*");
    if (open?.held) return heldAs(machine, value, name);
    if (open) return { ...attributeValue(machine, value, open, name), method: { receiver: value, name } };
    return { type: null, nodes: value.nodes, within: true, method: { receiver: value, name } };
  }
  const attribute = value.nodes.length > 0 ? objects.attributeOf(value.nodes, name) : undefined;
  if (attribute) return attribute;
  const held = machine.heap.held(value.nodes);
  return {
    type: null,
    nodes: held.length > 0 ? [...value.nodes, ...held] : value.nodes,
    within: true,
    method: { receiver: value, name },
  };
}

/** What was given under this name; when that is not known, anything that the object holds. */
function heldAs({ objects, heap }: Machine, { nodes }: Value, name: string): Value {
  return objects.attributeOf(nodes, name) ?? objects.valueOf(null, heap.held(nodes));
}

function attributeValue(machine: Machine, owner: Value, attribute: ElementKnowledge, name: string): Value {
  const type = attribute.returns === "self" ? owner.type : (attribute.returns ?? null);
  const value = partOfType(machine, type, attribute.aliases ? owner.nodes : []);
  if (attribute.labels) return { ...value, labels: { attribute: name, nodes: owner.nodes } };
  passLabels(machine, value, owner);
  const isContainer = owner.type !== null && machine.knowledge.elements(owner.type) !== null;
  if (attribute.aliases && type === null && isContainer) machine.heap.hold(value.nodes, machine.heap.held(owner.nodes));
  return value;
}
