import type { Expr } from "../languages/facts.ts";
import { elementOf, isMask } from "./elements.ts";
import { takeLabels } from "./labels.ts";
import type { Machine } from "./machine.ts";
import { invoke } from "./special-methods.ts";
import { instancesIn, join, joinAll, type Node, type Value } from "./values.ts";

const WIDEST_FIRST = ["pandas.DataFrame", "pandas.Series", "pandas.Index", "numpy.ndarray"];
const NUMBERS = ["builtins.complex", "builtins.float", "builtins.int"];
const CONTAINERS = new Set(["list", "dict", "set", "generator"]);

/** Special methods that an operator calls on the object at its left, and on the one at its right. */
const METHODS: Readonly<Record<string, readonly [left: readonly string[], right: readonly string[]]>> = {
  "+": [["__add__", "__pos__"], ["__radd__"]],
  "-": [["__sub__", "__neg__"], ["__rsub__"]],
  "*": [["__mul__"], ["__rmul__"]],
  "@": [["__matmul__"], ["__rmatmul__"]],
  "/": [["__truediv__"], ["__rtruediv__"]],
  "//": [["__floordiv__"], ["__rfloordiv__"]],
  "%": [["__mod__"], ["__rmod__"]],
  "**": [["__pow__"], ["__rpow__"]],
  "<<": [["__lshift__"], ["__rlshift__"]],
  ">>": [["__rshift__"], ["__rrshift__"]],
  "&": [["__and__"], ["__rand__"]],
  "|": [["__or__"], ["__ror__"]],
  "^": [["__xor__"], ["__rxor__"]],
  "~": [["__invert__"], []],
  "==": [["__eq__"], ["__eq__"]],
  "!=": [
    ["__ne__", "__eq__"],
    ["__ne__", "__eq__"],
  ],
  "<": [["__lt__"], ["__gt__"]],
  "<=": [["__le__"], ["__ge__"]],
  ">": [["__gt__"], ["__lt__"]],
  ">=": [["__ge__"], ["__le__"]],
  in: [[], ["__contains__", "__iter__", "__getitem__"]],
  "not in": [[], ["__contains__", "__iter__", "__getitem__"]],
  not: [["__bool__", "__len__"], []],
  await: [["__await__"], []],
  "f-string": [
    ["__format__", "__str__", "__repr__"],
    ["__format__", "__str__", "__repr__"],
  ],
  format: [
    ["__format__", "__str__", "__repr__"],
    ["__format__", "__str__", "__repr__"],
  ],
};

/** The special method of `a += b`, tried before that of `a + b`. */
export function augmentedMethods(operator: string): readonly string[] {
  const [plain] = METHODS[operator]?.[0] ?? [];
  return plain === undefined ? [] : [`__i${plain.slice(2)}`, plain];
}

/** The value of an operation on values that are known. */
export function operate(machine: Machine, expr: Extract<Expr, { kind: "operation" }>, parts: readonly Value[]): Value {
  const { operator, type } = expr;
  const computed = runMethods(machine, operator, parts);
  if (computed && type !== "str" && operator !== "not") return computed;
  if (operator === "await") return parts[0] ?? { type: null, nodes: [] };
  if (operator === "f-string") return textOf(parts);
  if (operator === "comprehension") return comprehension(machine, type, parts);
  const isPlain = parts.every((part) => part.type?.startsWith("builtins."));
  // Comparing tables or arrays gives tables and arrays.
  if (type === "bool" && isMask(operator) && !isPlain) return arithmetic(machine, operator, parts);
  if (type === undefined) return arithmetic(machine, operator, parts);
  return machine.fresh(`builtins.${type}`, CONTAINERS.has(type) ? parts.flatMap((part) => part.nodes) : []);
}

/** Runs what classes of the notebook define for the operator; null when they define nothing. */
function runMethods(machine: Machine, operator: string, parts: readonly Value[]): Value | null {
  if (!parts.some((part) => instancesIn(part).length > 0)) return null;
  let found: Value | null = null;
  // A chained comparison (`a < b <= c`) names its operators one after the other.
  const operators = METHODS[operator] || parts.length < 3 ? [operator] : operator.split(" ");
  for (const one of operators) {
    const [left, right] = METHODS[one] ?? [[], []];
    for (const [at, part] of parts.entries()) {
      const other = parts[at === 0 ? 1 : at - 1];
      const isLeft = at < parts.length - 1 || parts.length === 1;
      const results = [isLeft ? left : [], at > 0 ? right : []].map((names) =>
        names.length === 0 ? null : invoke(machine, part, names, other ? [other] : []),
      );
      for (const result of results) if (result) found = found ? join(found, result) : result;
    }
  }
  return found;
}

/** What `f"..."` is, when all that it is made of is known. */
function textOf(parts: readonly Value[]): Value {
  const texts = parts.map((part) => part.text ?? part.digits);
  return { type: "builtins.str", nodes: [], ...joinedText(texts, (known) => known.join("")) };
}

/** No path is longer; a text that is put together from itself would double with each statement. */
const LONGEST_TEXT = 4096;

/** Texts put together, where all are known and it does not become too long to be the name of something. */
function joinedText(texts: readonly (string | undefined)[], join: (texts: readonly string[]) => string) {
  const known = texts.filter((text) => text !== undefined);
  const isShort = known.reduce((sum, { length }) => sum + length, 0) <= LONGEST_TEXT;
  return known.length === texts.length && isShort ? { text: join(known) } : {};
}

/** A container of all that its element may be; parts of a dict are keys and values. */
function comprehension(machine: Machine, type: string | undefined, parts: readonly Value[]): Value {
  const held = parts.flatMap((part) => part.nodes);
  const value = machine.fresh(`builtins.${type ?? "list"}`, held);
  return type === "dict" ? value : { ...value, each: joinAll(parts) };
}

function arithmetic(machine: Machine, operator: string, parts: readonly Value[]): Value {
  const path = operator === "+" || operator === "/" ? textOfArithmetic(operator, parts) : null;
  if (path) return path;
  const types = parts.map((part) => part.type);
  const wide = WIDEST_FIRST.find((type) => types.includes(type));
  // An array gives way to what it is combined with, which may be a table where that is not known.
  if (wide) {
    const type = wide === "numpy.ndarray" && types.includes(null) ? null : wide;
    return takeLabels(machine, machine.fresh(type), parts);
  }
  if (types.every((type) => type !== null && NUMBERS.includes(type))) {
    const type = operator === "/" ? "builtins.float" : NUMBERS.find((one) => types.includes(one));
    return machine.fresh(type ?? null);
  }
  const nodes = parts.flatMap((part) => part.nodes);
  // A number or text says nothing of what it is combined with: an array compared with a number is an array.
  const telling = types.includes(null) ? types.filter((type) => !type?.startsWith("builtins.")) : types;
  for (const type of telling) {
    const kind = isMask(operator) ? "comparison" : "arithmetic";
    const result = type === null ? null : machine.knowledge.operator(type, kind);
    if (result !== null) return machine.fresh(result, isContainer(result) ? elementNodes(machine, parts) : nodes);
  }
  const [first] = types;
  const same = types.every((type) => type === first) ? (first ?? null) : null;
  const holds = same === "builtins.list" || same === "builtins.tuple" || same === "builtins.dict" || same === null;
  return machine.fresh(same, holds ? nodes : []);
}

function isContainer(type: string): boolean {
  return /^builtins\.(list|tuple|dict|set|frozenset)$/.test(type);
}

/** Containers that are added up share their elements. */
function elementNodes(machine: Machine, parts: readonly Value[]): readonly Node[] {
  return parts.flatMap((part) => elementOf(machine, part).nodes);
}

/** `"a" + "b"` and `Path("a") / "b"`, when all parts are known; null otherwise. */
function textOfArithmetic(operator: "+" | "/", parts: readonly Value[]): Value | null {
  const texts = parts.map((part) => part.text);
  if (texts.some((text) => text === undefined)) return null;
  const path = parts.find((part) => part.type?.startsWith("pathlib."));
  if (operator === "+")
    return path ? null : { type: "builtins.str", nodes: [], ...joinedText(texts, (known) => known.join("")) };
  return path ? { type: path.type, nodes: [], ...joinedText(texts, joinPath) } : null;
}

/** The path of which the parts are known; undefined where it is longer than a path can be. */
export function joinedPath(parts: readonly string[]): string | undefined {
  return joinedText(parts, joinPath).text;
}

/** Parts of a path with `/` between them; an absolute part starts anew. */
function joinPath(parts: readonly string[]): string {
  return parts.reduce((whole, part) => {
    if (part.startsWith("/") || whole === "") return part;
    return whole.endsWith("/") ? `${whole}${part}` : `${whole}/${part}`;
  }, "");
}
