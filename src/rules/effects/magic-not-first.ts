import type { Rule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** CW216. */
export const magicNotFirst: Rule = {
  code: "CW216",
  name: "magic-not-first",
  severity: "error",
  docs: {
    finds: "A cell magic, such as `%%time`, does not stand on the first line of its cell.",
    why: "IPython knows cell magics only there: elsewhere it takes it for a line magic and stops with `UsageError: Line magic function %%time not found`. A comment above it is enough.",
    mend: "Move it to the first line of the cell, above all comments, or split the cell.",
    bad: [{ notebook: "# %%\nx = 1\n%%time\n" }, { notebook: "# %%\n# How long does it take?\n%%time\ntotal = 3\n" }],
    good: [{ notebook: "# %%\n%%time\ntotal = 3\n" }],
    references: ["https://ipython.readthedocs.io/en/stable/interactive/magics.html#cell-magics"],
  },
  check: (subject) =>
    subject.analysis.statements.flatMap(({ cell, facts }) =>
      facts.magics
        .filter(({ form, name }) => form === "line" && name?.startsWith("%"))
        .map(({ name, span }) => ({
          message: `\`%${name}\` does not stand on the first line of its cell, so IPython stops here with a \`UsageError\`.`,
          location: placeOf(subject, cell, span),
          hint: "move it to the first line of the cell, above all comments",
        })),
    ),
};
