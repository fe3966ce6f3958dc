import type { Argument, Expr, Operation } from "../../src/languages/facts.ts";

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

const writers: { readonly [K in Expr["kind"]]: (expression: Of<K>) => string } = {
  name: ({ name, local }) => (local ? `'${name}` : name),
  member: ({ of, name }) => `${showExpr(of)}.${name}`,
  item: ({ of, key }) => `${showExpr(of)}[${showExpr(key)}]`,
  call: (call) => `${showExpr(call.of)}(${call.arguments.map(showArgument).join(", ")})`,
  literal: ({ type, value }) => (value === undefined ? `<${type}>` : JSON.stringify(value)),
  collection: ({ type, parts }) => `${type}(${parts.map(showExpr).join(", ")})`,
  operation: ({ operator, type, parts }) =>
    `{${type === undefined ? "" : `${type} `}${[operator, ...parts.map(showExpr)].join(" ")}}`,
  choice: ({ parts }) => `(${parts.map(showExpr).join(" | ")})`,
  element: ({ of }) => `each ${showExpr(of)}`,
  entered: ({ of }) => `entered ${showExpr(of)}`,
  function: ({ function: { name, operations } }) => `${name}{${operations.map(showOperation).join("; ")}}`,
};

/** An expression on one line: `'x` is a local, `(a | b)` a choice, `{+ a b}` an operation. */
export function showExpr(expression: Expr): string {
  const write = writers[expression.kind] as (expression: Expr) => string;
  return write(expression);
}

function showArgument({ name, spread, value }: Argument): string {
  if (spread) return `${name ?? "*"}${showExpr(value)}`;
  return name === undefined ? showExpr(value) : `${name}=${showExpr(value)}`;
}

/** An operation on one line; `?` behind one that does not happen on all paths. */
export function showOperation(operation: Operation): string {
  return `${withoutCertainty(operation)}${operation.certain ? "" : " ?"}`;
}

function withoutCertainty(operation: Operation): string {
  const local = "local" in operation && operation.local ? "'" : "";
  if (operation.op === "bind")
    return `${local}${operation.name} ${operation.augmented ? ":+" : ":"}= ${showExpr(operation.value)}`;
  if (operation.op === "delete") return `delete ${local}${operation.name}`;
  if (operation.op === "again") return `again from ${operation.from}`;
  if (operation.op === "define") return `define ${local}${operation.name}`;
  if (operation.op !== "update") return `${operation.op} ${showExpr(operation.value)}`;
  const { target, how, member, value } = operation;
  const what = member === undefined ? "" : ` .${member}`;
  return `update ${showExpr(target)}${what} (${how})${value === undefined ? "" : ` ${showExpr(value)}`}`;
}
