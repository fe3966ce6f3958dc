import type { Expr } from "../languages/facts.ts";
import { callValue } from "./calls.ts";
import type { Machine } from "./machine.ts";
import { ATOM, join, NONE, type Value } from "./values.ts";

type Evaluators = { readonly [K in Expr["kind"]]: (machine: Machine, expr: Extract<Expr, { kind: K }>) => Value };

/** The value of an expression as far as it can be known; its calls leave their marks on the machine. */
export function evaluate(machine: Machine, expr: Expr): Value {
  return (evaluators[expr.kind] as (machine: Machine, expr: Expr) => Value)(machine, expr);
}

const evaluators: Evaluators = {
  name(machine, expr) {
    const value = machine.lookUp(expr.name, expr.local === true);
    if (value) return value;
    if (!expr.local && machine.builtins.has(expr.name)) return { type: null, nodes: [], path: `builtins.${expr.name}` };
    return expr.local ? machine.fresh(null) : ATOM;
  },

  member(machine, expr) {
    return memberOf(machine, evaluate(machine, expr.of), expr.name);
  },

  item(machine, expr) {
    const key = evaluate(machine, expr.key);
    return itemOf(machine, evaluate(machine, expr.of), expr.key.kind === "literal" ? expr.key.value : key.text);
  },

  call(machine, expr) {
    return callValue(machine, evaluate(machine, expr.of), expr);
  },

  literal(_machine, expr) {
    if (expr.type === "none") return NONE;
    const type = `builtins.${expr.type}`;
    return expr.type === "str" && typeof expr.value === "string" ? { type, nodes: [], text: expr.value } : { type, nodes: [] };
  },

  collection(machine, expr) {
    const parts = expr.parts.map((part) => evaluate(machine, part));
    const held = parts.flatMap((part) => part.nodes);
    const value = machine.fresh(`builtins.${expr.type}`, held);
    return expr.type === "tuple" || expr.type === "list" ? { ...value, parts } : value;
  },

  operation(machine, expr) {
    const parts = expr.parts.map((part) => evaluate(machine, part));
    if (expr.operator === "await") return parts[0] ?? ATOM;
    if (expr.type !== undefined) {
      const held = ["list", "dict", "set", "generator"].includes(expr.type) ? parts.flatMap((part) => part.nodes) : [];
      return machine.fresh(`builtins.${expr.type}`, held);
    }
    return arithmetic(machine, expr.operator, parts);
  },

  choice(machine, expr) {
    const values = expr.parts.map((part, at) => machine.maybe(() => evaluate(machine, part), at > 0));
    return values.reduce((a, b) => join(a, b), values[0] ?? ATOM);
  },

  element(machine, expr) {
    return elementOf(machine, evaluate(machine, expr.of));
  },

  entered(machine, expr) {
    return evaluate(machine, expr.of);
  },

  function(machine, expr) {
    return { ...machine.fresh(null), function: expr.function };
  },
};

/** `value.name`. */
export function memberOf(machine: Machine, value: Value, name: string): Value {
  const { knowledge } = machine;
  if (value.path !== undefined) {
    const path = knowledge.canonical(`${value.path}.${name}`);
    const typed = knowledge.attribute(value.path, name) ?? null;
    return typed?.returns ? { type: typed.returns, nodes: [], path } : { type: null, nodes: [], path };
  }
  const notebookClass = value.instanceOf ?? value.class;
  const method = notebookClass?.methods.find((one) => one.name === name);
  if (method) return { type: null, nodes: value.nodes, function: method, self: value };
  if (value.type !== null) {
    const attribute = knowledge.attribute(value.type, name);
    if (attribute) return attributeValue(machine, value, attribute);
    // `"*"` speaks for attributes that have no names of their own: columns of a table.
    const open = knowledge.method(value.type, name) ? null : knowledge.attribute(value.type, "*");
    if (open) return { ...attributeValue(machine, value, open), method: { receiver: value, name } };
    return { type: null, nodes: value.nodes, method: { receiver: value, name } };
  }
  const held = machine.heap.held(value.nodes);
  return { type: null, nodes: held.length > 0 ? [...value.nodes, ...held] : value.nodes, method: { receiver: value, name } };
}

function attributeValue(machine: Machine, owner: Value, attribute: { returns?: string; aliases?: boolean }): Value {
  const type = attribute.returns === "self" ? owner.type : (attribute.returns ?? null);
  if (attribute.aliases === false || machine.knowledge.isImmutable(type)) return machine.fresh(type);
  const value = machine.fresh(type);
  machine.heap.share(value.nodes, owner.nodes);
  return value;
}

/** `value[key]`; `key` when it is a constant. */
export function itemOf(machine: Machine, value: Value, key: string | number | boolean | undefined): Value {
  if (value.path !== undefined) return { type: null, nodes: [], path: value.path };
  if (typeof key === "number" && value.parts) return value.parts.at(key) ?? ATOM;
  const known = value.type === null ? null : machine.knowledge.items(value.type);
  if (known) {
    const type = known.returns === "self" ? value.type : (known.returns ?? null);
    if (known.aliases === false) return machine.fresh(type);
    const item = machine.fresh(type);
    machine.heap.share(item.nodes, value.nodes);
    return item;
  }
  return elementOf(machine, value);
}

/** What iterating over the value gives, or any element of it. */
export function elementOf(machine: Machine, value: Value): Value {
  if (value.parts && value.parts.length > 0 && value.parts.length < 50) {
    return value.parts.reduce((a, b) => join(a, b));
  }
  if (value.nodes.length === 0) return ATOM;
  const known = value.type === null ? null : machine.knowledge.elements(value.type);
  const held = machine.heap.held(value.nodes);
  const type = known?.returns === "self" ? value.type : (known?.returns ?? null);
  if (known?.aliases === false) return machine.fresh(type);
  if (held.length > 0) return { type, nodes: held };
  return { type, nodes: value.nodes };
}

const WIDEST_FIRST = ["pandas.DataFrame", "pandas.Series", "numpy.ndarray"];
const NUMBERS = ["builtins.complex", "builtins.float", "builtins.int"];

function arithmetic(machine: Machine, operator: string, parts: readonly Value[]): Value {
  const types = parts.map((part) => part.type);
  const wide = WIDEST_FIRST.find((type) => types.includes(type));
  if (wide) return machine.fresh(wide);
  if (types.every((type) => type !== null && NUMBERS.includes(type))) {
    const type = operator === "/" ? "builtins.float" : NUMBERS.find((one) => types.includes(one));
    return machine.fresh(type ?? null);
  }
  const [first] = types;
  const same = types.every((type) => type === first) ? (first ?? null) : null;
  if (operator === "+" && parts.every((part) => part.text !== undefined)) {
    return { type: "builtins.str", nodes: [], text: parts.map((part) => part.text).join("") };
  }
  const holds = same === "builtins.list" || same === "builtins.tuple" || same === "builtins.dict" || same === null;
  return machine.fresh(same, holds ? parts.flatMap((part) => part.nodes) : []);
}
