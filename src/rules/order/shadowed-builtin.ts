import type { NameDefinition, Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";

/** Types of values that cannot be called. */
const DATA =
  /^(builtins\.(int|float|complex|str|bytes|bool|list|tuple|dict|set|frozenset)(\[|$)|numpy\.ndarray$|pandas\.(DataFrame|Series)$)/;

/** CW115. */
export const shadowedBuiltin: Rule = {
  code: "CW115",
  name: "shadowed-builtin",
  severity: "warning",
  docs: {
    finds: "A name of a builtin is bound to data, and is called as the builtin below.",
    why: "`list = [1, 2]` hides the builtin `list` for the rest of the session: `list(...)` raises `TypeError: 'list' object is not callable`, in this cell or in any one below. A session in which the call ran first did not show it.",
    mend: "Give the value another name. In a running session `del list` brings the builtin back.",
    bad: [
      { notebook: "# %%\nsum = 0\nfor one in [3, 4]:\n    sum += one\nprint(sum)\n# %%\nprint(sum([5, 6]))\n" },
      { notebook: "# %%\nlist = [3, 4]\nprint(list)\n# %%\nletters = list('abc')\nprint(letters)\n" },
    ],
    good: [
      { notebook: "# %%\ntotal = 0\nfor one in [3, 4]:\n    total += one\nprint(total)\n# %%\nprint(sum([5, 6]))\n" },
      { notebook: "# %%\nlist = [3, 4]\nprint(list)\ndel list\n# %%\nprint(list('abc'))\n" },
    ],
  },
  check: (subject) => {
    const told = new Set<number>();
    return subject.code.calls.flatMap(({ call, statement, deferred }) => {
      const { of } = call;
      if (of.kind !== "name" || of.local || deferred || !subject.builtins.has(of.name)) return [];
      const hider = hiderOf(subject, statement, of.name);
      if (hider === null || told.has(hider.statement.id)) return [];
      told.add(hider.statement.id);
      return [findingOf(subject, statement, of, hider)];
    });
  },
};

interface Hider {
  readonly statement: Statement;
  readonly definition: NameDefinition;
}

/** The statement that bound a builtin's name to data, when that is what a call finds. */
function hiderOf({ analysis }: Subject, { reads, id }: Statement, name: string): Hider | null {
  const read = reads.find((one) => one.name === name && one.through === undefined);
  const hiders = (read?.from ?? []).map((id) => {
    const statement = analysis.statements[id] as Statement;
    const definition = statement.definitions.find((one) => one.name === name);
    const isData =
      definition !== undefined &&
      (DATA.test(definition.type ?? "") || (definition.type === null && isBoundToData(statement, name)));
    return isData ? { statement, definition } : null;
  });
  const isLoop = (one: Hider | null) => one?.definition.kind === "loop" && one.statement.id < id;
  const certain = hiders.some((one) => one?.definition.certain || isLoop(one));
  return hiders.length > 0 && hiders.every((one) => one !== null) && certain ? (hiders.at(-1) ?? null) : null;
}

/** Methods that give numbers, texts or truth values. */
const GIVES_DATA =
  /^(min|max|sum|mean|std|var|median|count|nunique|prod|round|startswith|endswith|strip|lower|upper|split|join|readline|read|readlines|tolist|fetchone|fetchall)$/;
/** What gives rows or numbers, one after the other. */
const GIVES_ROWS = /^(itertuples|iterrows|items|fetchall|enumerate|range|split|readlines|keys)$/;

/** Bound to what is no function, as its place in the code shows, whatever its type is. */
function isBoundToData({ facts }: Statement, name: string): boolean {
  const bound = facts.operations.filter((one) => one.op === "bind" && !one.local && one.name === name);
  return bound.length > 0 && bound.every((one) => one.op === "bind" && isData(one.value));
}

function isData(value: Expr): boolean {
  switch (value.kind) {
    case "literal":
      return true;
    case "call":
      return value.of.kind === "member" && GIVES_DATA.test(value.of.name);
    case "element":
      return isElementData(value);
    case "entered":
      return value.of.kind === "call" && value.of.of.kind === "name" && value.of.of.name === "open";
    default:
      return false;
  }
}

/** `min, max = x.min(), x.max()`; `for id, name in table.itertuples()`. */
function isElementData({ of, at }: Extract<Expr, { kind: "element" }>): boolean {
  if (of.kind === "collection") {
    const parts = at === undefined ? of.parts : of.parts.slice(at, at + 1);
    return parts.length > 0 && parts.every(isData);
  }
  // The second of `enumerate` and of pairs of items may be anything.
  const rows = of.kind === "element" && of.at === undefined ? of.of : of;
  if (rows.kind !== "call" || (rows.of.kind !== "member" && rows.of.kind !== "name")) return false;
  const isRow = GIVES_ROWS.test(rows.of.name);
  return isRow && (!/^(enumerate|items)$/.test(rows.of.name) || at === 0);
}

function findingOf(
  subject: Subject,
  { cell }: Statement,
  { name, span }: { readonly name: string; readonly span: Statement["facts"]["span"] },
  { statement, definition }: Hider,
): Finding {
  const kind = (definition.type ?? "value").replace(/\[.*/, "").replace(/^.*\./, "");
  return {
    message: `\`${name}\` is called here, and cell ${statement.cell + 1} has bound it to ${definition.type === null ? "a value" : `a value (\`${kind}\`)`} in place of the builtin: this raises a \`TypeError\`.`,
    location: placeOf(subject, cell, span),
    related: [
      {
        location: placeOf(subject, statement.cell, definition.span),
        message: `the builtin \`${name}\` is hidden here`,
      },
    ],
    hint: `give the value in cell ${statement.cell + 1} another name`,
  };
}
