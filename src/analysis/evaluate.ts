import type { Expr } from "../languages/facts.ts";
import { giveArguments } from "./given.ts";
import type { Machine } from "./machine.ts";
import { partOfType, valueOfType } from "./typed-values.ts";
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
    const starred = expr.local ? undefined : starredPath(machine, expr.name);
    if (starred !== undefined) return { type: null, nodes: [], path: starred };
    if (!expr.local && machine.builtins.has(expr.name)) return { type: null, nodes: [], path: `builtins.${expr.name}` };
    return expr.local ? machine.fresh(null) : ATOM;
  },

  member(machine, expr) {
    return memberOf(machine, evaluate(machine, expr.of), expr.name);
  },

  item(machine, expr) {
    const key = evaluate(machine, expr.key);
    return itemOf(machine, evaluate(machine, expr.of), expr.key, key);
  },

  call(machine, expr) {
    const before = machine.known.get(expr);
    if (before) return before;
    const value = machine.walker.call(machine, evaluate(machine, expr.of), giveArguments(machine, expr), expr.span);
    machine.known.set(expr, value);
    return value;
  },

  literal(_machine, expr) {
    if (expr.type === "none") return NONE;
    const type = `builtins.${expr.type}`;
    return expr.type === "str" && typeof expr.value === "string"
      ? { type, nodes: [], text: expr.value }
      : { type, nodes: [] };
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
    const isPlain = parts.every((part) => part.type?.startsWith("builtins."));
    // Comparing tables or arrays gives tables and arrays.
    if (expr.type === "bool" && MASKS.has(expr.operator) && !isPlain) return arithmetic(machine, expr.operator, parts);
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
    const value = evaluate(machine, expr.of);
    return (expr.at === undefined ? undefined : value.parts?.[expr.at]) ?? elementOf(machine, value);
  },

  entered(machine, expr) {
    return evaluate(machine, expr.of);
  },

  function(machine, expr) {
    return { ...machine.fresh(null), function: expr.function };
  },
};

/** What a name without definition is, when a star import of a known library gives it. */
function starredPath(machine: Machine, name: string): string | undefined {
  for (const module of machine.starred) {
    const path = machine.knowledge.canonical(`${module}.${name}`);
    if (machine.knowledge.function(path) !== null && !machine.builtins.has(name)) return path;
  }
  return undefined;
}

/** `value.name`. */
export function memberOf(machine: Machine, value: Value, name: string): Value {
  const { knowledge } = machine;
  if (value.path !== undefined) {
    const path = knowledge.canonical(`${value.path}.${name}`);
    const owner = knowledge.value(value.path)?.returns;
    if (owner !== undefined)
      return { type: null, nodes: [], path, method: { receiver: { ...value, type: owner }, name } };
    const known = knowledge.value(path);
    return { type: known?.returns ?? null, nodes: [], path };
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
  return {
    type: null,
    nodes: held.length > 0 ? [...value.nodes, ...held] : value.nodes,
    method: { receiver: value, name },
  };
}

function attributeValue(machine: Machine, owner: Value, attribute: { returns?: string; aliases?: boolean }): Value {
  const type = attribute.returns === "self" ? owner.type : (attribute.returns ?? null);
  return partOfType(machine, type, attribute.aliases ? owner.nodes : []);
}

/** `value[key]`. */
function itemOf(machine: Machine, value: Value, keyExpr: Expr, key: Value): Value {
  if (value.path !== undefined) return { type: null, nodes: [], path: value.path };
  const at = keyExpr.kind === "literal" ? keyExpr.value : undefined;
  if (typeof at === "number" && value.parts) return value.parts.at(at) ?? ATOM;
  if (keyExpr.kind === "operation" && keyExpr.operator === "slice" && isSequence(value)) {
    return machine.fresh(value.type, machine.heap.held(value.nodes));
  }
  if (value.each) return value.each;
  if (value.type === "builtins.list" || value.type === "builtins.dict" || value.type === "builtins.tuple")
    return elementOf(machine, value);
  const known = value.type === null ? null : machine.knowledge.items(value.type, keyKinds(keyExpr, key));
  if (!known) return elementOf(machine, value);
  return partOfType(
    machine,
    known.returns === "self" ? value.type : (known.returns ?? null),
    known.aliases ? value.nodes : [],
  );
}

function isSequence({ type }: Value): boolean {
  return type === "builtins.list" || type === "builtins.tuple";
}

const MASKS = new Set(["<", "<=", ">", ">=", "==", "!=", "~", "&", "|", "in", "not in", "compare", "comparison"]);

/** Kinds of a key as knowledge names them. */
function keyKinds(expr: Expr, key: Value): readonly string[] {
  const own = expr.kind === "literal" ? [expr.type] : expr.kind === "collection" ? [expr.type] : [];
  const operator =
    expr.kind === "operation"
      ? [
          expr.operator === "slice"
            ? "slice"
            : MASKS.has(expr.operator) || expr.type === "bool"
              ? "mask"
              : expr.operator,
        ]
      : [];
  const type = key.type === null ? [] : [key.type, key.type.replace(/^builtins\./, "")];
  return [...own, ...operator, ...type];
}

/** What iterating over the value gives, or any element of it. */
export function elementOf(machine: Machine, value: Value): Value {
  if (value.parts && value.parts.length > 0 && value.parts.length < 50) {
    return value.parts.reduce((a, b) => join(a, b));
  }
  if (value.each) return value.each;
  if (value.nodes.length === 0) return ATOM;
  const known = value.type === null ? null : machine.knowledge.elements(value.type);
  const held = machine.heap.held(value.nodes);
  const type = known?.returns === "self" ? value.type : (known?.returns ?? null);
  if (known && !known.aliases && held.length === 0) return valueOfType(machine, type);
  if (held.length > 0) {
    const types = type === null ? machine.heap.typesOf(held) : null;
    return { type: types?.length === 1 ? (types[0] as string) : type, nodes: held };
  }
  return { type, nodes: value.nodes };
}

const WIDEST_FIRST = ["pandas.DataFrame", "pandas.Series", "pandas.Index", "numpy.ndarray"];
const NUMBERS = ["builtins.complex", "builtins.float", "builtins.int"];

function arithmetic(machine: Machine, operator: string, parts: readonly Value[]): Value {
  const types = parts.map((part) => part.type);
  const wide = WIDEST_FIRST.find((type) => types.includes(type));
  if (wide) return machine.fresh(wide);
  if (types.every((type) => type !== null && NUMBERS.includes(type))) {
    const type = operator === "/" ? "builtins.float" : NUMBERS.find((one) => types.includes(one));
    return machine.fresh(type ?? null);
  }
  for (const type of types) {
    const result =
      type === null ? null : machine.knowledge.operator(type, MASKS.has(operator) ? "comparison" : "arithmetic");
    if (result !== null)
      return machine.fresh(
        result,
        parts.flatMap((part) => part.nodes),
      );
  }
  const [first] = types;
  const same = types.every((type) => type === first) ? (first ?? null) : null;
  if (operator === "+" && parts.every((part) => part.text !== undefined)) {
    return { type: "builtins.str", nodes: [], text: parts.map((part) => part.text).join("") };
  }
  const holds = same === "builtins.list" || same === "builtins.tuple" || same === "builtins.dict" || same === null;
  return machine.fresh(same, holds ? parts.flatMap((part) => part.nodes) : []);
}
