import type { Span } from "../base/spans.ts";
import type { Expr, FunctionFacts, Operation } from "../languages/facts.ts";
import { elementOf, evaluate } from "./evaluate.ts";
import { giveValues } from "./given.ts";
import type { Machine } from "./machine.ts";
import { settingOf } from "./setting-of.ts";
import { join, type Node, type Value } from "./values.ts";

type Performers = {
  readonly [K in Operation["op"]]: (machine: Machine, operation: Extract<Operation, { op: K }>) => void;
};

/** Walks operations in source order; what they do is recorded on the machine. */
export function performOperations(machine: Machine, operations: readonly Operation[]): void {
  for (const operation of operations) {
    machine.maybe(
      () => (performers[operation.op] as (machine: Machine, operation: Operation) => void)(machine, operation),
      !operation.certain,
    );
  }
}

const performers: Performers = {
  bind(machine, operation) {
    const value = evaluate(machine, operation.value);
    if (operation.augmented) augment(machine, operation.name, operation.local === true, value, operation);
    else bindName(machine, operation.name, operation.local === true, value, operation);
  },

  update(machine, operation) {
    const target = evaluate(machine, operation.target);
    const value = operation.value ? evaluate(machine, operation.value) : undefined;
    const by = {
      item: "[...] =",
      attribute: `.${operation.member ?? "..."} =`,
      augmented: "augmented assignment",
      delete: "del",
    }[operation.how];
    if (target.path !== undefined) {
      machine.effect("sets", settingOf(machine, target.path), operation.span);
      return;
    }
    // A part that cannot change itself (`df.index`) stands for a change of the whole.
    const changed =
      target.nodes.length === 0 && "of" in operation.target ? evaluate(machine, operation.target.of) : target;
    machine.update(changed.nodes, by, operation.span, "proved");
    // `a[0] += b` may also change the object that `a[0]` is.
    if (operation.how === "augmented")
      machine.update(elementOf(machine, target).nodes, by, operation.span, "assumed", false);
    if (value) machine.heap.hold(target.nodes, value.nodes);
  },

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
    const made = operation.function ?? operation.class;
    if (operation.class) performOperations(machine, operation.class.operations);
    if (!made) return;
    const nodes = machine.fresh(null).nodes;
    const bare: Value = operation.function
      ? { type: null, nodes, function: operation.function }
      : { type: null, nodes, ...(operation.class ? { class: operation.class } : {}) };
    for (const one of [operation.function, ...(operation.class?.methods ?? [])])
      if (one) makeDefaults(machine, one, nodes);
    const value = made.decorators.reduceRight(
      (decorated, decorator) => decorate(machine, evaluate(machine, decorator), decorated, operation.span),
      bare,
    );
    bindName(machine, operation.name, operation.local === true, value, operation);
  },
};

/** Defaults are made with the function and held by it: one that is changed is state of the function. */
function makeDefaults(machine: Machine, made: FunctionFacts, holder: readonly Node[]): void {
  for (const { default: standard } of made.parameters) {
    if (!standard) continue;
    const value = evaluate(machine, standard);
    machine.defaults.set(standard, value);
    machine.heap.hold(holder, value.nodes);
  }
}

/** A function or class after a decorator: what the decorator gives, or the thing itself when that is not known. */
function decorate(machine: Machine, decorator: Value, bare: Value, span: Span): Value {
  const result = machine.walker.call(machine, decorator, giveValues([bare]), span);
  if (result.function && bare.function && result.function !== bare.function)
    return { ...result, wraps: [...(bare.wraps ?? []), bare.function] };
  return result.function || result.class ? result : bare;
}

function giveBack(machine: Machine, operation: { readonly value: Expr }): void {
  machine.returns(evaluate(machine, operation.value));
}

function bindName(machine: Machine, name: string, local: boolean, value: Value, operation: Operation): void {
  if (local) {
    const before = operation.certain ? undefined : machine.lookUp(name, true);
    machine.bindLocal(name, before ? join(before, value) : value);
    return;
  }
  const before = machine.names.get(name);
  machine.names.set(name, machine.certain || !before ? value : join(before, value));
  if (machine.inCall)
    machine.recorder.bound.push({ name, value, certain: machine.certain, span: machine.at(operation.span) });
}

/** `a += b`: changes the object of `a` in place when it can, and binds `a` again. */
function augment(machine: Machine, name: string, local: boolean, right: Value, operation: Operation): void {
  const before = machine.lookUp(name, local);
  if (!before || before.nodes.length === 0) {
    bindName(
      machine,
      name,
      local,
      right.nodes.length > 0 && !before
        ? right
        : { type: before?.type ?? null, nodes: right.type === "numpy.ndarray" ? right.nodes : [] },
      operation,
    );
    return;
  }
  machine.update(before.nodes, "augmented assignment", operation.span, before.type === null ? "assumed" : "proved");
  machine.heap.hold(before.nodes, right.type === "builtins.list" ? right.nodes : []);
  bindName(machine, name, local, before, operation);
}
