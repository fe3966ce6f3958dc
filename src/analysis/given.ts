import type { Expr } from "../languages/facts.ts";
import type { Machine } from "./machine.ts";
import type { Given, Value } from "./values.ts";

type Call = Extract<Expr, { kind: "call" }>;

/** Methods whose text arguments name notebook variables. */
const READS_NAMES_FROM_TEXT = new Set([
  "query",
  "eval",
  "evaluate",
  "from_formula",
  "ols",
  "glm",
  "logit",
  "gls",
  "wls",
  "probit",
  "poisson",
  "mixedlm",
  "rlm",
  "gee",
  "quantreg",
  "dmatrix",
  "dmatrices",
]);

/** Functions whose SQL names notebook variables as if they were tables. */
const READS_TABLES_FROM_TEXT = new Set(["sql", "sqldf"]);

/** The arguments of a call with their values. */
export function giveArguments(machine: Machine, call: Call): readonly Given[] {
  const given = call.arguments.map(({ name, spread, value }) => ({
    name,
    spread: spread === true,
    value: machine.walker.evaluate(machine, value),
    expr: value,
  }));
  noteNamesInText(machine, call, given);
  return given;
}

/** Values as the arguments of a call that the code does not spell out. */
export function giveValues(values: readonly Value[]): readonly Given[] {
  return values.map((value) => ({ name: undefined, spread: false, value, expr: null }));
}

function noteNamesInText(machine: Machine, call: Call, given: readonly Given[]): void {
  if (!readsNamesFromText(machine, call.of)) return;
  const words = new Set(given.flatMap((one) => textsOf(machine, one)).flatMap((text) => text.match(WORDS) ?? []));
  for (const word of words) {
    if (!machine.names.has(word)) continue;
    const within = machine.outermost?.function ?? null;
    machine.recorder.mentioned.push({ name: word, span: machine.at(call.span), within });
    if (within) machine.namedBy.set(within, (machine.namedBy.get(within) ?? new Set()).add(word));
  }
}

function readsNamesFromText(machine: Machine, of: Expr): boolean {
  const name = of.kind === "member" || of.kind === "name" ? of.name.toLowerCase() : "";
  const isSql = READS_TABLES_FROM_TEXT.has(name) || (name === "execute" && machine.libraries.has("duckdb"));
  return READS_NAMES_FROM_TEXT.has(name) || isSql;
}

const WORDS = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The text of an argument; where it is not known, all of the notebook that look as if they could be it. */
function textsOf(machine: Machine, { name, value }: Given): readonly string[] {
  if (value.text !== undefined) return [value.text];
  const mayBeText = value.nodes.length === 0 || value.type === null;
  return mayBeText && name !== "data" && value.path === undefined ? machine.formulas : [];
}
