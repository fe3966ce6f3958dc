import type { Expr } from "../languages/facts.ts";
import type { Machine } from "./machine.ts";
import type { Given, Value } from "./values.ts";

type Call = Extract<Expr, { kind: "call" }>;

/** Methods whose text arguments name notebook variables. */
const READS_NAMES_FROM_TEXT = new Set([
  "query",
  "eval",
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
  const name = call.of.kind === "member" || call.of.kind === "name" ? call.of.name : "";
  if (!READS_NAMES_FROM_TEXT.has(name.toLowerCase())) return;
  for (const { value } of given) {
    if (value.text === undefined) continue;
    for (const word of value.text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) {
      if (machine.names.has(word)) machine.recorder.mentioned.push({ name: word, span: machine.at(call.span) });
    }
  }
}
