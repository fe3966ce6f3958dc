import type { Rule } from "../rule.ts";
import { cellPlace } from "../subject.ts";
import { cellsInWords, runRecord } from "./run-record.ts";

/** CW107. */
export const neverExecuted: Rule = {
  code: "CW107",
  name: "never-executed",
  severity: "info",
  docs: {
    finds: "A cell with code has no execution count, and other cells have one.",
    why: "What the notebook shows was made without this cell: it was added later, left out, or its output was cleared. A run from top to bottom runs it too. Empty cells, and notebooks whose outputs were all cleared, are no matter.",
    mend: "Restart the kernel, run all cells and save. Delete the cell, or tag it `skip`, if it is not to be run.",
    bad: [{ notebook: "In [1]:\nrate = 3\n\nIn [ ]:\nrate = rate * 2\n\nIn [2]:\nprint(rate)\nText:\n3\n" }],
    good: [
      { notebook: "In [1]:\nrate = 3\n\nIn [ ]:\n\nIn [2]:\nprint(rate)\nText:\n3\n" },
      { notebook: "In [ ]:\nrate = 3\n\nIn [ ]:\nprint(rate)\n" },
    ],
  },
  check: (subject) => {
    const { counted, uncounted } = runRecord(subject);
    const left = uncounted.filter((cell) => subject.tags.get(cell)?.role !== "skip");
    const [first] = left;
    if (first === undefined || counted.length === 0) return [];
    const isEnd = first > (counted.at(-1)?.cell ?? 0);
    const which = left.length === 1 ? "This cell" : `This cell, with ${cellsInWords(left.slice(1))},`;
    const where = isEnd ? "the cells above were" : "other cells around it were";
    return [
      {
        message: `${which} was never run when ${where}: the saved outputs do not show what it does.`,
        location: cellPlace(first),
        related: left
          .slice(1, 10)
          .map((cell) => ({ location: cellPlace(cell), message: "this cell was never run either" })),
        hint: "restart the kernel, run all cells and save",
      },
    ];
  },
};
