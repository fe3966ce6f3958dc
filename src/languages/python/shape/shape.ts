import type { Span } from "../../../base/spans.ts";
import type { ClassFacts, Expr, FunctionFacts, FunctionParameter, Operation } from "../../facts.ts";
import type { ClassNode, FunctionNode, Statement } from "../syntax/ast.ts";
import { shapeArgument, shapeExpression } from "./shape-expression.ts";
import { shapeStatement, shownValue } from "./shape-statement.ts";
import type { Operations, Shaping } from "./shaping.ts";

/** What a top-level statement does, in terms that hold for all languages. */
export interface StatementShape {
  readonly operations: readonly Operation[];
  /** The value of an expression statement. */
  readonly value: Expr | null;
  /** Statements inside it, functions apart, that no path comes to. */
  readonly unreachable: readonly Span[];
}

const shaping: Shaping = {
  expression: (expression, into) => shapeExpression(shaping, expression, into),
  statements: (statements, into) => {
    for (const statement of statements) shapeStatement(shaping, statement, into);
  },
  functionFacts: (node, into) => functionFacts(node, into),
  classFacts: (node, into) => classFacts(node, into),
};

/** Shapes a statement that the flow analysis has stamped. */
export function shape(statement: Statement): StatementShape {
  const unreachable: Span[] = [];
  const operations: Operations = { list: [], certain: true, unreachable };
  shapeStatement(shaping, statement, operations);
  return { operations: operations.list, value: shownValue(shaping, statement), unreachable };
}

function functionFacts(node: FunctionNode, into: Operations): FunctionFacts {
  const body: Operations = { list: [], certain: true, ...takerOf(into) };
  const decorators = node.decorators.map((decorator) => shaping.expression(decorator, into));
  const parameters = node.parameters.map(({ name, kind, default: value }): FunctionParameter => {
    return value === undefined ? { name, kind } : { name, kind, default: shaping.expression(value, into) };
  });
  shaping.statements(node.body, body);
  const { async, generator, freeNames, assignsGlobals, captures, rebinds, slot, span } = node;
  return {
    name: node.title,
    parameters,
    decorators,
    async,
    generator,
    freeNames,
    assignsGlobals,
    captures,
    rebinds,
    operations: body.list,
    slot,
    span,
  };
}

/** Methods are functions directly in the body of the class; all else that the body does are its operations. */
function classFacts(node: ClassNode, into: Operations): ClassFacts {
  const body: Operations = { list: [], certain: true, ...takerOf(into) };
  const decorators = node.decorators.map((decorator) => shaping.expression(decorator, into));
  const bases = node.arguments.map((argument) => shapeArgument(shaping, argument, into).value);
  shaping.statements(node.body, body);
  const methods = body.list.flatMap((operation) => (isMethod(operation) ? [operation.function] : []));
  const operations = body.list.filter((operation) => !isMethod(operation));
  const { namesNow, freeNames, assignsGlobals, span } = node;
  const fields = node.body.flatMap(fieldOf);
  const { name } = node.name;
  return { name, bases, decorators, methods, operations, namesNow, freeNames, assignsGlobals, fields, span };
}

function takerOf({ unreachable }: Operations): Pick<Operations, "unreachable"> {
  return unreachable === undefined ? {} : { unreachable };
}

/** The name of a field as `dataclasses` understands it. */
function fieldOf(statement: Statement): readonly string[] {
  if (statement.kind !== "annotated" || statement.target.kind !== "name") return [];
  const { annotation } = statement;
  const outer = annotation.kind === "subscript" ? annotation.of : annotation;
  const isOfClass = (outer.kind === "name" || outer.kind === "attribute") && outer.name === "ClassVar";
  return isOfClass ? [] : [statement.target.name];
}

function isMethod(
  operation: Operation,
): operation is Operation & { readonly op: "define"; readonly function: FunctionFacts } {
  return operation.op === "define" && operation.function !== undefined && operation.local === true;
}
