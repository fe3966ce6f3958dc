import type { Rule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { firstDefinition } from "./undefined-reads.ts";

/** CW101. */
export const useBeforeDefinition: Rule = {
  code: "CW101",
  name: "use-before-definition",
  severity: "error",
  docs: {
    finds: "A name is used, and only a cell further down defines it.",
    why: "The notebook was run in another order than it is written in. From top to bottom, in a fresh kernel, it stops here with a `NameError`. In loops, branches and functions it is a warning, as they may not run.",
    mend: "Move the cell that defines the name above its first use.",
    bad: [
      { notebook: "# %%\nprint(total)\n# %%\ntotal = 3\n" },
      { notebook: "# %%\ndef show():\n    print(total)\n# %%\nshow()\n# %%\ntotal = 3\n" },
    ],
    good: [
      { notebook: "# %%\ntotal = 3\n# %%\nprint(total)\n" },
      { notebook: "# %%\ndef show():\n    print(total)\n# %%\ntotal = 3\n# %%\nshow()\n" },
    ],
  },
  check: (subject) =>
    subject.undefinedReads().flatMap(({ statement, read, isCertain }) => {
      const definer = firstDefinition(subject, read.name);
      const definition = definer?.definitions.find(({ name }) => name === read.name);
      // Defined above and gone since: that is another defect.
      if (definer === undefined || definition === undefined || definer.id < statement.id) return [];
      const through = read.through === undefined ? "" : ` by \`${read.through}\``;
      return [
        {
          ...(isCertain ? {} : { severity: "warning" as const }),
          message: `\`${read.name}\` is used here${through}, and only cell ${definer.cell + 1} further down defines it: the notebook does not run from top to bottom.`,
          location: placeOf(subject, statement.cell, read.span),
          related: [
            {
              location: placeOf(subject, definer.cell, definition.span),
              message: `\`${read.name}\` is defined here`,
            },
          ],
          hint: `move the definition of \`${read.name}\` above this cell`,
        },
      ];
    }),
};
