import type { Rule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { fileEvents } from "./file-events.ts";

/** CW214. */
export const readBeforeWrite: Rule = {
  code: "CW214",
  name: "read-before-write",
  severity: "warning",
  docs: {
    finds: "A file is read, and only a cell further down writes it.",
    why: "What is read comes from an earlier run, or from a run in another order: from top to bottom, in a fresh folder, the notebook stops here, and in a used one it works with old data.",
    mend: "Move the cell that writes the file above the one that reads it, or read another file.",
    bad: [
      {
        notebook:
          '# %%\nimport pandas as pd\nclean = pd.read_csv("clean.csv")\n# %%\nraw = pd.DataFrame({"a": [1, None]})\nraw.dropna().to_csv("clean.csv")\n',
      },
    ],
    good: [
      {
        notebook:
          '# %%\nimport pandas as pd\nraw = pd.DataFrame({"a": [1, None]})\nraw.dropna().to_csv("clean.csv")\n# %%\nclean = pd.read_csv("clean.csv")\n',
      },
    ],
  },
  check: (subject) => {
    const { reads, writes } = fileEvents(subject);
    return reads.flatMap(({ statement, effect, path, isAlone }) => {
      const writers = writes.get(path) ?? [];
      const [first] = writers;

      if (first === undefined || first.id <= statement.id || first.cell === statement.cell || !isAlone) return [];

      return [
        {
          message: `\`${path}\` is read here, and only cell ${first.cell + 1} further down writes it, so this is what an earlier run left.`,
          location: placeOf(subject, statement.cell, effect.span),
          related: [
            { location: placeOf(subject, first.cell, first.facts.span), message: `\`${path}\` is written here` },
          ],
          hint: "move the cell that writes the file above this one",
        },
      ];
    });
  },
};
