import type { Operation } from "../languages/facts.ts";
import { elementOf } from "./elements.ts";
import { evaluate } from "./evaluate.ts";
import { giveValues } from "./given.ts";
import { showingLabels } from "./labels.ts";
import type { Machine } from "./machine.ts";
import { bindMember, findSetter } from "./made-classes.ts";
import { memberOf } from "./members.ts";
import { settingOf } from "./setting-of.ts";
import { invoke } from "./special-methods.ts";
import { ATOM, instancesIn, NONE, type Value } from "./values.ts";

type Update = Extract<Operation, { op: "update" }>;

/** `a[0] = b`, `a.b = c`, `a[0] += b`, `del a.b`: changes an object in place. */
export function updateTarget(machine: Machine, operation: Update): void {
  const target = evaluate(machine, operation.target);
  const value = operation.value ? evaluate(machine, operation.value) : undefined;
  if (target.path !== undefined) {
    const path = operation.member === undefined ? target.path : `${target.path}.${operation.member}`;
    machine.effect("sets", settingOf(machine, path), operation.span);
    return;
  }
  const settings = target.type === null ? null : machine.knowledge.settings(target.type);
  if (settings !== null) machine.effect("sets", settings, operation.span);
  if (runCode(machine, operation, target, value ?? NONE) && operation.how !== "augmented") return;
  // A part that cannot change itself (`df.index`) stands for a change of the whole.
  const isPart = target.nodes.length === 0 && "of" in operation.target;
  const changed = isPart ? evaluate(machine, operation.target.of) : target;
  const isRemembered = operation.how === "attribute" && operation.member !== undefined;
  if (isRemembered && value) rememberAttribute(machine, target, operation.member as string, value);
  const nodes = changesHeld(machine, operation, target) ? [...machine.heap.reach(changed.nodes)] : changed.nodes;
  machine.update(target.labels ? showingLabels(machine, target.labels) : nodes, {
    ...{ by: nameOf(operation), span: operation.span, evidence: "proved" },
    addsNothing: isRemembered || operation.how === "delete",
    labels: target.labels !== undefined,
  });
  // `a[0] += b` may also change the object that `a[0]` is.
  if (operation.how === "augmented") {
    const part = elementOf(machine, target);
    machine.update(part.nodes, { by: nameOf(operation), span: operation.span, evidence: "assumed", certain: false });
  }
  if (value) machine.heap.hold(target.nodes, value.nodes);
}

/** An item that is set goes to what the object holds: `ChainMap(own, shared)["a"] = 1`. */
function changesHeld({ knowledge }: Machine, { how }: Update, { type }: Value): boolean {
  if (type === null || how === "attribute") return false;
  return knowledge.method(type, how === "delete" ? "__delitem__" : "__setitem__")?.updates?.includes("held") ?? false;
}

function nameOf({ how, member }: Update): string {
  return { item: "[...] =", attribute: `.${member ?? "..."} =`, augmented: "augmented assignment", delete: "del" }[how];
}

function rememberAttribute(machine: Machine, target: Value, name: string, value: Value): void {
  machine.objects.setAttribute(target.nodes, name, value);
  const before = target.class?.members.get(name);
  if (target.class && before) target.class.members.set(name, value);
}

const SPECIAL: Readonly<Record<Update["how"], readonly (readonly string[])[]>> = {
  item: [["__setitem__"]],
  attribute: [["__setattr__"]],
  augmented: [["__getitem__"], ["__setitem__"], ["__setattr__"]],
  delete: [["__delitem__"], ["__delattr__"]],
};

/** Runs what classes of the notebook do when a part of an instance is set. True when that is all that happens. */
function runCode(machine: Machine, operation: Update, target: Value, value: Value): boolean {
  const { how, member } = operation;
  let isDone = false;
  for (const names of SPECIAL[how]) {
    const key: Value = member === undefined ? ATOM : { type: "builtins.str", nodes: [], text: member };
    const isSet = names[0]?.startsWith("__set") === true;
    const result = invoke(machine, target, names, isSet ? [key, value] : [key]);
    if (result) isDone = true;
    if (result && how === "augmented" && names[0] === "__getitem__") invoke(machine, result, ["__iadd__"], [value]);
  }
  for (const instance of how === "attribute" || how === "augmented" ? instancesIn(target) : []) {
    const made = instance.instanceOf;
    const setter = made && member !== undefined ? findSetter(made, member) : undefined;
    if (!made || !setter || member === undefined) continue;
    if (how === "augmented") memberOf(machine, instance, member);
    machine.walker.call(machine, bindMember(setter, instance, made), giveValues([value]), operation.span);
    isDone = true;
  }
  return isDone && instancesIn(target).length === 1 && target.instanceOf !== undefined;
}
