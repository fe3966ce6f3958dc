import type { Expr } from "../languages/facts.ts";
import { takeLabels } from "./labels.ts";
import type { Machine } from "./machine.ts";
import { invoke } from "./special-methods.ts";
import { partOfType, valueOfType } from "./typed-values.ts";
import { ATOM, instancesIn, join, joinAll, type Value } from "./values.ts";

const MASKS = new Set(["<", "<=", ">", ">=", "==", "!=", "~", "&", "|", "in", "not in", "compare", "comparison"]);

/** Longest display whose parts are joined one by one. */
const MOST_PARTS = 50;

/** `value[key]`. */
export function itemOf(machine: Machine, value: Value, keyExpr: Expr, key: Value): Value {
  if (value.path !== undefined) return { type: null, nodes: [], path: value.path };
  const computed = invoke(machine, value, ["__getitem__"], [key]);
  if (computed) return instancesIn(value).length > 1 ? join(computed, elementOf(machine, value)) : computed;
  const missing = machine.maybe(() => invoke(machine, value, ["__missing__"], [key]));
  if (missing) return join(missing, elementOf(machine, value));
  addMissing(machine, value);
  const at = keyExpr.kind === "literal" ? keyExpr.value : undefined;
  if (typeof at === "number" && value.parts && machine.objects.keepsParts(value)) return value.parts.at(at) ?? ATOM;
  if (keyExpr.kind === "operation" && keyExpr.operator === "slice" && isSequence(value)) {
    const slice = machine.fresh(value.type, machine.heap.held(value.nodes));
    return value.each && machine.objects.keepsElements(value) ? { ...slice, each: value.each } : slice;
  }
  if (value.each && machine.objects.keepsElements(value)) return value.each;
  if (value.type === "builtins.list" || value.type === "builtins.dict" || value.type === "builtins.tuple")
    return elementOf(machine, value);
  const known = value.type === null ? null : machine.knowledge.items(value.type, keyKinds(keyExpr, key));
  const isElement =
    known?.aliases === true && known.returns === undefined && machine.knowledge.elements(value.type ?? "");
  if (!known || isElement) return elementOf(machine, value);
  const type = known.returns === "self" ? value.type : (known.returns ?? null);
  const item = partOfType(machine, type, known.aliases ? value.nodes : []);
  return takeLabels(machine, item, [value], known.ownLabels);
}

/** Reading an item may put it in. */
function addMissing(machine: Machine, { type, nodes }: Value): void {
  if (type === null || machine.knowledge.items(type, [])?.adds !== true) return;
  machine.update(nodes, { by: "[...]", span: machine.here, evidence: "assumed", certain: false, addsNothing: true });
}

/** Whether the operator, between tables or arrays, gives a mask. */
export function isMask(operator: string): boolean {
  return MASKS.has(operator);
}

function isSequence({ type }: Value): boolean {
  return type === "builtins.list" || type === "builtins.tuple";
}

/** Kinds of a key as knowledge names them. */
function keyKinds(expr: Expr, key: Value): readonly string[] {
  const own = expr.kind === "literal" || expr.kind === "collection" ? [expr.type] : [];
  const type = key.type === null ? [] : [key.type, key.type.replace(/^builtins\./, "")];
  return [...own, ...(expr.kind === "operation" ? [operationKind(expr)] : []), ...type];
}

function operationKind(expr: Extract<Expr, { kind: "operation" }>): string {
  if (expr.operator === "slice") return "slice";
  return isMask(expr.operator) || expr.type === "bool" ? "mask" : expr.operator;
}

/** What iterating over the value gives, or any element of it. */
export function elementOf(machine: Machine, value: Value): Value {
  const element = anyElementOf(machine, value);
  return value.score ? { ...element, score: true } : element;
}

function anyElementOf(machine: Machine, value: Value): Value {
  const iterated = iterate(machine, value);
  if (iterated) return iterated;
  if (value.parts && value.parts.length > 0 && value.parts.length < MOST_PARTS && machine.objects.keepsParts(value))
    return joinAll(value.parts);
  if (value.each && machine.objects.keepsElements(value)) return value.each;
  if (value.nodes.length === 0) return ATOM;
  const known = value.type === null ? null : machine.knowledge.elements(value.type);
  const held = machine.heap.held(value.nodes);
  const type = known?.returns === "self" ? value.type : (known?.returns ?? null);
  if (known && !known.aliases && held.length === 0) return valueOfType(machine, type);
  if (held.length === 0) return { type, nodes: value.nodes, within: true };
  // What an object of unknown type holds need not be its elements: it may be what it was made from.
  const types = type === null && value.type !== null ? machine.heap.typesOf(held) : null;
  return machine.objects.valueOf(types?.length === 1 ? (types[0] as string) : type, held);
}

/** Iterating over an instance of a class of the notebook runs its methods. */
function iterate(machine: Machine, value: Value): Value | null {
  if (instancesIn(value).length === 0) return null;
  const iterator = invoke(machine, value, ["__iter__", "__aiter__"], []);
  if (!iterator)
    return invoke(machine, value, ["__next__", "__anext__"], []) ?? invoke(machine, value, ["__getitem__"], [ATOM]);
  const next = invoke(machine, iterator, ["__next__", "__anext__"], []);
  return next ?? (instancesIn(iterator).length > 0 ? iterator : elementOf(machine, iterator));
}
