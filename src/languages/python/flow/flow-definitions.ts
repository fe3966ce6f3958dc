import type { ClassNode, Expression, FunctionNode } from "../syntax/ast.ts";
import { type ClassNames, type Flow, inFrame, inScope } from "./flow.ts";
import { assignLater, bindName, captureLater, readLater } from "./names.ts";

/** Analyses what runs at `def`: decorators, defaults, annotations. */
export function flowHeader(flow: Flow, node: FunctionNode): void {
  for (const decorator of node.decorators) flow.expression(decorator);
  for (const parameter of node.parameters) if (parameter.default !== undefined) flow.expression(parameter.default);
  const annotations = node.parameters.flatMap(({ annotation }) => (annotation === undefined ? [] : [annotation]));
  if (node.returns !== null) annotations.push(node.returns);
  if (flow.postponesAnnotations) postponed(flow, node.typeScope, annotations);
  else {
    inScope(flow, node.typeScope, () => {
      for (const annotation of annotations) flow.expression(annotation);
    });
  }
  onDemand(flow, node.typeScope, node.typeBounds);
}

/** Annotations that are kept as text: somebody may evaluate those of the notebook's functions, but not calling them. */
function postponed(flow: Flow, scope: FunctionNode["scope"], annotations: readonly Expression[]): void {
  const inner = inFrame(flow, scope, () => {
    for (const annotation of annotations) flow.expression(annotation);
  });
  if (flow.frame.outer === null) readLater(flow, inner.reads, inner.untried);
}

/** Expressions that Python evaluates when somebody asks for their value. */
function onDemand(flow: Flow, scope: FunctionNode["scope"], expressions: readonly Expression[]): void {
  if (expressions.length === 0) return;
  const inner = inFrame(flow, scope, () => {
    for (const expression of expressions) flow.expression(expression);
  });
  readLater(flow, inner.reads, inner.untried);
}

/** Analyses the body of a function: what it reads, it reads when it is called. */
export function flowBody(flow: Flow, node: FunctionNode): void {
  const inner = inFrame(flow, node.scope, () => flow.statements(node.body));
  node.generator = inner.generator;
  node.freeNames = [...inner.reads.keys()];
  node.assignsGlobals = [...inner.assigns];
  node.captures = [...inner.captures];
  node.rebinds = [...inner.rebinds];
  readLater(flow, inner.reads, inner.untried);
  assignLater(flow, inner);
  captureLater(flow, inner);
}

/** Analyses a class: its body runs at once, its methods later. */
export function flowClass(flow: Flow, node: ClassNode): void {
  const names: ClassNames = { now: new Set(), free: new Set(), assigns: new Set() };
  const outerClasses = flow.classes;
  flow.classes = [...outerClasses, names];
  for (const decorator of node.decorators) flow.expression(decorator);
  onDemand(flow, node.typeScope, node.typeBounds);
  inScope(flow, node.typeScope, () => {
    for (const argument of node.arguments) flow.expression(argument.value);
  });
  inScope(flow, node.scope, () => {
    for (const given of ["__module__", "__qualname__"]) flow.state.names.set(`${node.scope.id}.${given}`, "bound");
    flow.statements(node.body);
  });
  flow.classes = outerClasses;
  bindName(flow, node.name, "class");
  node.namesNow = [...names.now];
  node.freeNames = [...names.free];
  node.assignsGlobals = [...names.assigns];
}
