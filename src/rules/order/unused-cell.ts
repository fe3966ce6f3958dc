import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import { allOf } from "../code-index.ts";
import type { Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";

/** CW114. */
export const unusedCell: Rule = {
  code: "CW114",
  name: "unused-cell",
  severity: "info",
  docs: {
    finds: "A cell only defines names that nothing in the notebook reads; it shows nothing and does nothing else.",
    why: "It is left over, or what should use it uses something else: a misspelt name, a default in place of the setting. The last cell, imports, and cells that call what may have effects are no matter.",
    mend: "Use what it defines, or delete it.",
    bad: [{ notebook: "# %%\nrate = 0.3\n# %%\nlimit = 100\n# %%\nprint(limit)\n" }],
    good: [{ notebook: "# %%\nrate = 0.3\n# %%\nlimit = 100\n# %%\nprint(limit * rate)\n" }],
  },
  check: (subject) => {
    const { analysis, tags } = subject;
    if (analysis.statements.some(({ facts }) => facts.dynamic.length > 0)) return [];
    const used = usedNames(subject);
    const cells = analysis.cells.filter(({ statements, broken }) => statements.length > 0 && broken === null);
    return cells.slice(0, -1).flatMap(({ cell, cellMagics }) => {
      const statements = analysis.statements.filter((one) => one.cell === cell);
      const names = statements.flatMap(({ definitions }) => definitions.map(({ name }) => name));
      if (cellMagics.length > 0 || tags.get(cell)?.role != null || names.some((name) => used.has(name))) return [];
      if (names.length === 0 || !statements.every((one) => onlyDefines(one))) return [];
      const shown = [...new Set(names)].map((name) => `\`${name}\``).slice(0, 4);
      const which = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
      return [
        {
          message: `Nothing in the notebook uses what this cell defines (${which}): without it all else stays the same.`,
          location: placeOf(subject, cell, (statements[0] as Statement).facts.span),
          hint: "delete the cell, or use what it defines",
        },
      ];
    });
  },
};

/** Names that any code or text may read. */
function usedNames({ analysis, code }: Subject): ReadonlySet<string> {
  const tokens = analysis.statements.flatMap(({ facts }) => facts.tokens.filter(({ role }) => role !== "store"));
  const uses = analysis.statements.flatMap(({ facts, reads }) => [...facts.uses, ...reads]);
  const texts = code.texts.flatMap(({ text }) => (text.length < 300 ? (text.match(/[A-Za-z_]\w*/g) ?? []) : []));
  const magics = analysis.cells.flatMap(({ cellMagics, statements }) => [
    ...cellMagics,
    ...statements.flatMap((one) => one.magics),
  ]);
  const words = magics.flatMap(
    ({ arguments: text, foreignBody = "" }) => `${text} ${foreignBody}`.match(/[A-Za-z_]\w*/g) ?? [],
  );
  return new Set([...[...tokens, ...uses].map(({ name }) => name), ...texts, ...words]);
}

/** Binds names to constants, to what is computed from other names, or to functions; calls nothing. */
function onlyDefines({ facts, effects, updates, definitions }: Statement): boolean {
  if (facts.display !== null || facts.magics.length > 0 || effects.length > 0 || updates.length > 0) return false;
  if (facts.function !== undefined) return facts.function.decorators.length === 0 && definitions.length === 1;
  if (facts.kind !== "assignment") return false;
  return facts.operations.every((one) => one.op === "bind" && !one.local && !one.augmented && isCalm(one.value));
}

function isCalm(value: Expr): boolean {
  return allOf(value).every(({ kind }) => kind !== "call" && kind !== "entered");
}
