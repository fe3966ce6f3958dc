import { pythonBuiltins } from "../python-builtins.ts";
import type { Expression } from "../syntax/ast.ts";
import { ownerOf } from "../syntax/scope.ts";
import type { Flow } from "./flow.ts";

type Call = Extract<Expression, { kind: "call" }>;

const anywhere = new Set(["exec", "eval", "globals", "get_ipython"]);
/** These speak of the notebook's names only when the notebook itself calls them. */
const inNotebook = new Set(["locals", "vars"]);

/** Notes calls of builtins that read or write names by text. */
export function noteDynamicCall(flow: Flow, call: Call): void {
  const session = sessionCall(call);
  if (session !== null && session !== "") {
    flow.recorder.dynamic({ name: "get_ipython", span: call.span, text: session });
    return;
  }
  const { of } = call;
  if (of.kind !== "name" || ownerOf(flow.scope, of.name) !== "notebook") return;
  if (!isDynamic(flow, of.name, call)) return;
  if (of.name === "get_ipython") flow.recorder.loadModule({ module: "IPython", optional: false });
  const [first] = call.arguments;
  const text = first === undefined || of.name === "vars" ? undefined : textOf(first.value);
  if (of.name === "exec" && text !== undefined && isOwnBusiness(text)) return;
  if (of.name === "eval" && ((text !== undefined && onlyReads(text)) || hasOwnNames(call))) return;
  flow.recorder.dynamic({ name: of.name, span: call.span, ...(text === undefined ? {} : { text }) });
}

const IDENTIFIER = /[^\W\d]\w*/gu;
/** Builtins that change nothing that they are given. */
const READERS = new Set(
  "abs all any bool bytes complex dict divmod float format frozenset int isinstance len list max min ord pow range repr round set slice sorted str sum tuple type zip".split(
    " ",
  ),
);

/** Code in a string that names nothing but builtins: it has nothing to do with the notebook's names. */
function isOwnBusiness(code: string): boolean {
  const names = code.replace(/(["'])(?:\\.|(?!\1)[^\\\n])*\1/g, "").match(IDENTIFIER) ?? [];
  return names.every((name) => pythonBuiltins.has(name) && !anywhere.has(name) && !inNotebook.has(name));
}

/** An expression in a string that binds and changes nothing; what it reads is found among the names in strings. */
function onlyReads(code: string): boolean {
  const called = [...code.matchAll(/([\w.\])"'}]*)\s*\(/gu)].map((match) => match[1] as string);
  return !code.includes(":=") && called.every((name) => name === "" || READERS.has(name));
}

/** `eval(code, names)`: it sees the names that it is given, and changes no others. What gives the notebook's own is told of itself. */
function hasOwnNames({ arguments: given }: Call): boolean {
  if (given.some(({ value }) => value.kind === "starred")) return false;
  const names = (given.find(({ name }) => name === "globals") ?? given.filter(({ name }) => name === undefined)[1])
    ?.value;
  if (names === undefined) return false;
  const { kind } = names;
  return kind === "name" || kind === "collection" || (kind === "attribute" && names.name === "__dict__");
}

function isDynamic(flow: Flow, name: string, call: Call): boolean {
  if (anywhere.has(name)) return true;
  return inNotebook.has(name) && flow.frame.outer === null && call.arguments.length === 0;
}

/** The IPython spelling of `get_ipython().run_line_magic("name", "arguments")` and its like; `""` when it can't be told. */
function sessionCall(call: Call): string | null {
  const { of } = call;
  if (of.kind !== "attribute" || !isSession(of.of)) return null;
  const texts = call.arguments.map((argument) => textOf(argument.value));
  if (texts.length === 0 || texts.includes(undefined)) return "";
  if (of.name === "magic" || of.name === "run_line_magic") return `%${texts.join(" ")}`.trimEnd();
  if (of.name === "run_cell_magic") return `%%${texts[0]} ${texts[1] ?? ""}\n${texts[2] ?? ""}`;
  if (of.name === "system" || of.name === "getoutput") return `!${texts[0]}`;
  return "";
}

function isSession(expression: Expression): boolean {
  return expression.kind === "call" && expression.of.kind === "name" && expression.of.name === "get_ipython";
}

function textOf(expression: Expression): string | undefined {
  if (expression.kind !== "literal" || expression.type !== "str") return undefined;
  return typeof expression.value === "string" ? expression.value : undefined;
}
