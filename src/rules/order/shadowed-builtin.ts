import type { NameDefinition, Statement } from "../../analysis/types.ts";
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
function hiderOf({ analysis }: Subject, { reads }: Statement, name: string): Hider | null {
  const read = reads.find((one) => one.name === name && one.through === undefined);
  const hiders = (read?.from ?? []).map((id) => {
    const statement = analysis.statements[id] as Statement;
    const definition = statement.definitions.find((one) => one.name === name);
    return definition !== undefined && DATA.test(definition.type ?? "") ? { statement, definition } : null;
  });
  const certain = hiders.some((one) => one?.definition.certain);
  return hiders.length > 0 && hiders.every((one) => one !== null) && certain ? (hiders.at(-1) ?? null) : null;
}

function findingOf(
  subject: Subject,
  { cell }: Statement,
  { name, span }: { readonly name: string; readonly span: Statement["facts"]["span"] },
  { statement, definition }: Hider,
): Finding {
  const kind = (definition.type ?? "").replace(/\[.*/, "").replace(/^.*\./, "");
  return {
    message: `\`${name}\` is called here, and cell ${statement.cell + 1} has bound it to a value (\`${kind}\`) in place of the builtin: this raises a \`TypeError\`.`,
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
