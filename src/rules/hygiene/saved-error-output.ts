import { isObject } from "../../base/json.ts";
import type { Cell, Notebook } from "../../notebook/types.ts";
import type { Rule } from "../rule.ts";
import { cellPlace } from "../subject.ts";

/** CW626. */
export const savedErrorOutput: Rule = {
  code: "CW626",
  name: "saved-error-output",
  severity: "warning",
  docs: {
    finds: "A cell was saved with the traceback of an error.",
    why: "When the notebook was last run it stopped here, or the cell was never run again after it was mended: what the notebook shows is not what its code gives. A run from top to bottom stops at such a cell.",
    mend: "Mend the cell and run the notebook again; where the error is what the cell wants to show, tag it `raises-exception`, so that a run goes on behind it.",
    bad: [
      {
        notebook:
          "In [1]:\nprices = [3, 4]\nIn [2]:\nprint(prices[2])\nError:\nTraceback (most recent call last)\nIndexError: list index out of range\n",
      },
    ],
    good: [{ notebook: "In [1]:\nprices = [3, 4]\nIn [2]:\nprint(prices[1])\nText:\n4\n" }],
    fix: "Clears the outputs of the cell. It is unsafe, since they may be wanted; it does not mend the cell.",
    references: ["https://nbformat.readthedocs.io/en/latest/format_description.html#cell-tags"],
  },
  check: ({ notebook, tags }) =>
    (allowsErrors(notebook) ? [] : notebook.cells).flatMap((cell) => {
      const { index, outputs } = cell;
      const error = outputs.find((output) => output.output_type === "error");
      if (error === undefined || tags.get(index)?.raises || isMeant(cell)) return [];
      return [
        {
          message: messageOf(error.ename),
          location: cellPlace(index),
          hint: "mend it and run the notebook again, or tag the cell `raises-exception` if the error is meant",
          fix: {
            title: "Clear the outputs of the cell",
            safety: "unsafe",
            edits: [],
            removals: [{ remove: "outputs", cell: index }],
          },
        },
      ];
    }),
};

function messageOf(ename: unknown): string {
  if (ename === "KeyboardInterrupt")
    return "The cell was interrupted when it was last run: what it and the cells below show is not what a whole run gives.";
  const name = typeof ename === "string" && /^\w+$/.test(ename) ? `the error \`${ename}\`` : "an error";
  return `The cell was saved with ${name}: it failed when it was last run, and a run of the notebook stops here.`;
}

/** nbsphinx builds such a notebook although cells fail. */
function allowsErrors({ metadata }: Notebook): boolean {
  return isObject(metadata.nbsphinx) && metadata.nbsphinx.allow_errors === true;
}

/** nbval's ways to say that a cell shall raise. */
function isMeant({ tags, source }: Cell): boolean {
  return tags.some((tag) => /raises-exception$/.test(tag)) || /^# *NBVAL_RAISES_EXCEPTION/m.test(source);
}
