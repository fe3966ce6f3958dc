import type { Operation } from "../languages/facts.ts";
import { makeClass, makeFunction } from "./define.ts";
import { elementOf } from "./elements.ts";
import { evaluate } from "./evaluate.ts";
import type { Machine } from "./machine.ts";
import { augmentedMethods } from "./operators.ts";
import { invoke } from "./special-methods.ts";
import { updateTarget } from "./update-target.ts";
import { join, type Value } from "./values.ts";

type Performers = {
  readonly [K in Operation["op"]]: (
    machine: Machine,
    operation: Extract<Operation, { op: K }>,
    all: readonly Operation[],
  ) => void;
};
type Bind = Extract<Operation, { op: "bind" }>;

/** Walks operations in source order; what they do is recorded on the machine. */
export function performOperations(machine: Machine, operations: readonly Operation[]): void {
  for (const operation of operations) perform(machine, operation, operations);
}

function perform(machine: Machine, operation: Operation, all: readonly Operation[]): void {
  machine.here = operation.span;
  const performer = performers[operation.op] as (machine: Machine, one: Operation, all: readonly Operation[]) => void;
  machine.maybe(() => performer(machine, operation, all), !operation.certain);
}

const performers: Performers = {
  bind(machine, operation) {
    if (operation.augmented) augment(machine, operation);
    else bindName(machine, operation, evaluate(machine, operation.value));
  },

  update: updateTarget,

  evaluate(machine, operation) {
    const value = evaluate(machine, operation.value);
    if (!machine.inCall) machine.recorder.shown = value;
  },

  delete(machine, operation) {
    if (!operation.local && machine.inCall)
      machine.recorder.bound.push({
        name: operation.name,
        value: { type: null, nodes: [] },
        certain: false,
        span: machine.at(operation.span),
      });
  },

  return: giveBack,
  yield: giveBack,

  define(machine, operation) {
    const { function: made, class: madeClass, span } = operation;
    if (made) bindName(machine, operation, makeFunction(machine, made, span));
    if (madeClass) bindName(machine, operation, makeClass(machine, madeClass, machine.inCall, span));
  },

  /** A second turn sees what the first one left: names that are bound late in the body and read early. */
  again(machine, operation, all) {
    machine.forgetKnown();
    const body = all.slice(operation.from, all.indexOf(operation));
    for (const operation of body) if (operation.op !== "again") perform(machine, operation, all);
  },
};

function giveBack(machine: Machine, operation: Extract<Operation, { op: "return" | "yield" }>): void {
  machine.returns(evaluate(machine, operation.value));
}

function bindName(
  machine: Machine,
  { name, local, certain, span }: Pick<Bind, "name" | "local" | "certain" | "span">,
  value: Value,
): void {
  if (local) {
    const before = certain ? undefined : machine.lookUp(name, true);
    machine.bindLocal(name, before ? join(before, value) : value);
    return;
  }
  const before = machine.names.get(name);
  machine.names.set(name, machine.certain || !before ? value : join(before, value));
  if (machine.inCall) machine.recorder.bound.push({ name, value, certain: machine.certain, span: machine.at(span) });
}

/** `a += b`: changes the object of `a` in place when it can, and binds `a` again. */
function augment(machine: Machine, operation: Bind): void {
  const before = machine.lookUp(operation.name, operation.local === true);
  const { value } = operation;
  const operands = value.kind === "operation" ? value.parts.map((part) => evaluate(machine, part)) : [];
  const own = before && value.kind === "operation" ? augmentedMethods(value.operator) : [];
  const computed = before ? invoke(machine, before, own, operands.slice(1)) : null;
  if (computed) {
    bindName(machine, operation, computed);
    return;
  }
  const right = evaluate(machine, value);
  if (!before || before.nodes.length === 0) {
    const kept = { type: before?.type ?? null, nodes: right.type === "numpy.ndarray" ? right.nodes : [] };
    bindName(machine, operation, right.nodes.length > 0 && !before ? right : kept);
    return;
  }
  machine.update(before.nodes, {
    ...{ by: "augmented assignment", span: operation.span },
    evidence: before.type === null ? "assumed" : "proved",
  });
  const isContainer = right.type === null || /^builtins\.(list|dict|set)$/.test(right.type);
  const added = operands.slice(1).map((operand) => elementOf(machine, operand));
  if (isContainer)
    machine.heap.hold(
      before.nodes,
      added.flatMap(({ nodes }) => nodes),
    );
  bindName(machine, operation, before);
}
