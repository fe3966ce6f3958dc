import type { NamedCall, PassedName, Slot } from "../../call-sites.ts";
import type { FunctionFacts, StatementFacts } from "../../facts.ts";
import type { TextEdit } from "./code-lines.ts";

/** A function that takes more parameters than in the notebook. */
export interface ExtendedFunction {
  readonly name: string;
  readonly facts: FunctionFacts;
  /** Names of the added parameters, and what calls pass for them. */
  readonly added: readonly string[];
}

/** Edits that make a statement pass the added parameters wherever it calls such functions, and the imports that they need. */
export function passAdded(
  { calls, passes }: StatementFacts,
  find: (name: string) => ExtendedFunction | undefined,
): { readonly edits: readonly TextEdit[]; readonly imports: readonly string[] } {
  const inCalls = calls.flatMap((call) => {
    const extended = find(call.name);
    return extended === undefined ? [] : argumentEdits(call, extended);
  });
  const inPasses = passes.flatMap((passed) => {
    const extended = find(passed.name);
    return extended === undefined ? [] : [partialEdit(passed, extended)];
  });
  return {
    edits: [...inCalls, ...inPasses],
    imports: inPasses.length > 0 ? ["from functools import partial"] : [],
  };
}

/** The edit that adds parameters to the definition of a function; `typed` writes one with its annotation. */
export function declareAdded({ facts, added }: ExtendedFunction, typed: (name: string) => string): TextEdit {
  const names = isLambda(facts) ? added : added.map(typed);
  const kinds = new Set(facts.parameters.map(({ kind }) => kind));
  const needsStar = !isPositional(facts) && !kinds.has("rest") && !kinds.has("keyword");
  const text = (needsStar ? ["*", ...names] : names).join(", ");
  const space = isLambda(facts) && facts.parameters.length === 0 ? " " : "";
  return insertion(facts.slot, space + text);
}

/** A lambda: its parameters have no annotations. */
export function isLambda({ name }: FunctionFacts): boolean {
  return name === "<lambda>";
}

/** Whether parameters can simply follow those that the function has. */
function isPositional({ parameters }: FunctionFacts): boolean {
  return parameters.every(
    (parameter) =>
      (parameter.kind === "positional" || parameter.kind === "positionalOnly") && parameter.default === undefined,
  );
}

function argumentEdits({ slot, positional }: NamedCall, { facts, added }: ExtendedFunction): readonly TextEdit[] {
  const byPosition = isPositional(facts) && positional === facts.parameters.length;
  const text = added.map((name) => (byPosition ? name : `${name}=${name}`)).join(", ");
  const { opens } = slot;
  if (opens === undefined) return [insertion(slot, text)];
  return [
    { span: { start: opens, end: opens }, text: "(" },
    { span: { start: slot.at, end: slot.at }, text: `, ${text})` },
  ];
}

/**
 * Edits that tell calls what the names in their text mean (`t.query("a > @limit", local_dict={"limit": limit})`): the
 * functions around them see neither the locals of a step nor those of a function further out.
 */
export function variablesOfTexts({ textCalls }: StatementFacts, inFunction: boolean): readonly TextEdit[] {
  const hidden = textCalls.filter(({ depth }) => inFunction || depth > 1);
  return hidden.map(({ slot, names }) =>
    insertion(slot, `local_dict={${names.map((name) => `"${name}": ${name}`).join(", ")}}`),
  );
}

function partialEdit({ name, span }: PassedName, { added }: ExtendedFunction): TextEdit {
  const values = added.map((one) => `${one}=${one}`).join(", ");
  return { span, text: `partial(${name}, ${values})` };
}

function insertion({ at, after, isInner }: Slot, text: string): TextEdit {
  const lead = { nothing: "", item: ", ", comma: " " }[after];
  return { span: { start: at, end: at }, text: isInner ? `${text}, ` : `${lead}${text}` };
}
