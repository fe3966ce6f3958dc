import type { Effect, Statement } from "../analysis/types.ts";
import type { Json } from "../base/json.ts";
import type { Span } from "../base/spans.ts";
import type { Expr, Operation } from "../languages/facts.ts";

/** A call that reads or writes a file as one table, with arguments that are all constants. */
export interface TableCall {
  readonly span: Span;
  /** The variable whose value is written; null when the call reads. */
  readonly variable: string | null;
  /** The file: its name as it is written, or a name of the notebook that holds it. */
  readonly path: { readonly text: string } | { readonly name: string };
  readonly options: readonly { readonly name: string; readonly value: Json }[];
}

type Call = Extract<Expr, { kind: "call" }>;

/**
 * The call behind an effect on a file, where it stands in the statement itself, happens exactly once, and can be said in a
 * catalog; a text says why it cannot.
 */
export function tableCallOf(statement: Statement, effect: Effect): TableCall | string {
  const call = directCalls(statement.facts.operations).find(
    ({ span }) => span.start === effect.span.start && span.end === effect.span.end,
  );
  if (call === undefined) return "it is in a function, a loop or a branch";
  const path = pathOf(call);
  if (path === null) return "the name of the file is not a constant";
  const options = optionsOf(call);
  if (options === null) return "an argument is not a constant";
  if (effect.kind === "reads") return { span: call.span, variable: null, path, options };
  const { of } = call;
  const receiver = of.kind === "member" ? of.of : null;
  if (receiver?.kind !== "name" || receiver.local) return "what it writes has no name";
  return { span: call.span, variable: receiver.name, path, options };
}

/** Calls that happen each time the statement runs, once. */
function directCalls(operations: readonly Operation[]): readonly Call[] {
  if (operations.some(({ op }) => op === "again")) return [];
  return operations.flatMap((one) =>
    (one.op === "bind" || one.op === "evaluate") && one.certain ? callsIn(one.value) : [],
  );
}

function callsIn(value: Expr): readonly Call[] {
  switch (value.kind) {
    case "call":
      return [value, ...callsIn(value.of), ...value.arguments.flatMap((argument) => callsIn(argument.value))];
    case "member":
      return callsIn(value.of);
    case "item":
      return [...callsIn(value.of), ...callsIn(value.key)];
    default:
      return [];
  }
}

function pathOf({ arguments: [first] }: Call): TableCall["path"] | null {
  if (first === undefined || first.spread || first.name !== undefined) return null;
  const { value } = first;
  // Braces would be taken for parameters.
  if (value.kind === "literal" && typeof value.value === "string" && value.type === "str")
    return /[{}]/.test(value.value) ? null : { text: value.value };
  return value.kind === "name" && !value.local ? { name: value.name } : null;
}

function optionsOf({ arguments: [, ...rest] }: Call): TableCall["options"] | null {
  const options: { name: string; value: Json }[] = [];
  for (const { name, spread, value } of rest) {
    const constant = constantOf(value);
    if (name === undefined || spread || constant === undefined) return null;
    options.push({ name, value: constant });
  }
  return options;
}

/** A value that JSON can say, and that comes back as it was. */
function constantOf(value: Expr): Json | undefined {
  if (value.kind === "literal") {
    if (value.type === "none") return null;
    const isPlain = ["int", "float", "str", "bool"].includes(value.type);
    const isExact = typeof value.value !== "number" || value.type === "float" || Number.isSafeInteger(value.value);
    return isPlain && isExact ? value.value : undefined;
  }
  if (value.kind !== "collection" || value.type !== "list") return undefined;
  const parts = value.parts.map(constantOf);
  return parts.some((part) => part === undefined) ? undefined : (parts as Json[]);
}
