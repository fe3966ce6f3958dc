import type { ClassNode, Expression, FunctionNode, Parameter, Statement } from "./ast.ts";
import { bindName, type Lowering, noStamp, readName, spanOf, textOf } from "./lowering.ts";
import { bindIn, type Scope } from "./scope.ts";
import { lambdaSlot, parameterSlot } from "./slots.ts";
import { childOf, hasToken, partsOf, type SyntaxNode } from "./syntax-node.ts";

/** What a definition has before its body. */
interface Decorated {
  readonly node: SyntaxNode;
  readonly decorators: readonly Expression[];
}

/** Lowers `def`, `class` and both below `@`. */
export function lowerDecorated(context: Lowering, node: SyntaxNode): Statement | null {
  const definition = childOf(node, "definition");
  if (definition === undefined) return null;
  const decorators = node.children
    .filter((child) => child.type === "decorator")
    .flatMap((child) => partsOf(child).map((part) => context.expression(part)));
  const lower = definition.type === "class_definition" ? lowerClass : lowerFunction;
  return lower(context, definition, { node, decorators });
}

/** Lowers `def`. Its name is bound around it, its defaults belong to the scope around it. */
export function lowerFunction(context: Lowering, node: SyntaxNode, decorated?: Decorated): Statement | null {
  const nameNode = childOf(node, "name");
  if (nameNode === undefined) return null;
  const name = bindName(context, nameNode);
  const list = childOf(node, "parameters");
  const defaults = lowerDefaults(context, list);
  const span = spanOf(decorated?.node ?? node);
  const whole = withTypeParameters(context, node, (typeScope, typeBounds): FunctionNode => {
    const parameters = list === undefined ? [] : lowerParameters(context, list, defaults);
    const returnType = childOf(node, "return_type");
    const returns = returnType === undefined ? null : context.expression(returnType);
    return context.scopes.inside("function", (scope) => {
      for (const parameter of parameters) bindIn(scope, parameter.name);
      const [body] = context.scopes.collectUnbound(() => bodyOf(context, node));
      return {
        ...{ name, title: textOf(context, nameNode), scope, typeScope, typeBounds, parameters, returns, body, span },
        slot: parameterSlot(context, node, list),
        ...{ decorators: decorated?.decorators ?? [], async: hasToken(node, "async") },
        ...{ generator: false, freeNames: [], assignsGlobals: [], captures: [], rebinds: [] },
      };
    });
  });
  return { kind: "function", function: whole, span, ...noStamp };
}

/** Lowers `class`. Its bases belong to the scope around it. */
export function lowerClass(context: Lowering, node: SyntaxNode, decorated?: Decorated): Statement | null {
  const nameNode = childOf(node, "name");
  if (nameNode === undefined) return null;
  const name = bindName(context, nameNode);
  const span = spanOf(decorated?.node ?? node);
  const whole = withTypeParameters(context, node, (typeScope, typeBounds): ClassNode => {
    const list = childOf(node, "superclasses");
    const bases = list === undefined ? [] : context.arguments(list);
    return context.scopes.inside("class", (scope) => {
      for (const given of ["__module__", "__qualname__"]) bindIn(scope, given);
      const work = () => context.scopes.insideClass(textOf(context, nameNode), () => bodyOf(context, node));
      const [body] = context.scopes.collectUnbound(work);
      return {
        ...{
          name,
          scope,
          typeScope,
          typeBounds,
          arguments: bases,
          body,
          span,
          decorators: decorated?.decorators ?? [],
        },
        ...{ namesNow: [], freeNames: [], assignsGlobals: [] },
      };
    });
  });
  return { kind: "class", class: whole, span, ...noStamp };
}

function bodyOf(context: Lowering, node: SyntaxNode): readonly Statement[] {
  const body = childOf(node, "body");
  return body === undefined ? [] : context.statements(body);
}

/** Lowers `lambda`. */
export function lowerLambda(context: Lowering, node: SyntaxNode): Expression {
  const list = childOf(node, "parameters");
  const parameters = list === undefined ? [] : lowerParameters(context, list, lowerDefaults(context, list));
  const bodyNode = childOf(node, "body");
  const span = spanOf(node);
  const typeScope = context.scopes.current;
  const whole = context.scopes.inside("function", (scope): FunctionNode => {
    for (const parameter of parameters) bindIn(scope, parameter.name);
    const value = bodyNode === undefined ? null : context.expression(bodyNode);
    const body: Statement[] = value === null ? [] : [{ kind: "return", value, span: value.span, ...noStamp }];
    return {
      ...{
        name: null,
        title: "<lambda>",
        scope,
        typeScope,
        typeBounds: [],
        parameters,
        returns: null,
        decorators: [],
        async: false,
      },
      slot: lambdaSlot(context, node, list),
      ...{ body, span, generator: false, freeNames: [], assignsGlobals: [], captures: [], rebinds: [] },
    };
  });
  return { kind: "lambda", function: whole, span };
}

/** Runs `work` in the scope of the type parameters of a definition, if it has any. */
export function withTypeParameters<T>(
  context: Lowering,
  node: SyntaxNode,
  work: (scope: Scope, bounds: readonly Expression[]) => T,
): T {
  const list = childOf(node, "type_parameters");
  if (list === undefined) return work(context.scopes.current, []);
  return context.scopes.inside("types", (scope) => work(scope, bindTypeParameters(context, list)));
}

/** Binds type parameters in the current scope; gives their bounds and defaults, which Python evaluates on demand. */
export function bindTypeParameters(context: Lowering, list: SyntaxNode): readonly Expression[] {
  const bounds: Expression[] = [];
  for (const parameter of partsOf(list)) {
    let at: SyntaxNode | undefined = parameter;
    while (at !== undefined && at.type !== "identifier") {
      const [first, ...rest]: readonly SyntaxNode[] = partsOf(at);
      if (at.type === "constrained_type") bounds.push(...rest.map((part) => context.expression(part)));
      at = first;
    }
    if (at !== undefined) bindName(context, at);
  }
  return bounds;
}

/** Default values by start of their parameter, lowered in the scope around the function. */
function lowerDefaults(context: Lowering, list: SyntaxNode | undefined): ReadonlyMap<number, Expression> {
  const defaults = new Map<number, Expression>();
  for (const parameter of list?.children ?? []) {
    const value = childOf(parameter, "value");
    if (value !== undefined) defaults.set(parameter.start, context.expression(value));
  }
  return defaults;
}

function lowerParameters(
  context: Lowering,
  list: SyntaxNode,
  defaults: ReadonlyMap<number, Expression>,
): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let kind: Parameter["kind"] = "positional";
  for (const node of list.children) {
    if (node.type === "keyword_separator") kind = "keyword";
    else if (node.type === "positional_separator") makePositionalOnly(parameters);
    else {
      const parameter = lowerParameter(context, node, kind, defaults.get(node.start));
      if (parameter === null) continue;
      if (parameter.kind === "rest") kind = "keyword";
      parameters.push(parameter);
    }
  }
  return parameters;
}

function makePositionalOnly(parameters: Parameter[]): void {
  for (const [index, parameter] of parameters.entries()) parameters[index] = { ...parameter, kind: "positionalOnly" };
}

const splats: Readonly<Record<string, Parameter["kind"]>> = {
  list_splat_pattern: "rest",
  dictionary_splat_pattern: "keywordRest",
};

function lowerParameter(
  context: Lowering,
  node: SyntaxNode,
  kind: Parameter["kind"],
  defaultValue: Expression | undefined,
): Parameter | null {
  let at: SyntaxNode | undefined = node;
  let found = kind;
  while (at !== undefined && at.type !== "identifier") {
    found = splats[at.type] ?? found;
    at = childOf(at, "name") ?? partsOf(at)[0];
  }
  if (at === undefined) return null;
  const type = childOf(node, "type");
  return {
    name: readName(context, at).name,
    kind: found,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...(type === undefined ? {} : { annotation: context.expression(type) }),
  };
}
