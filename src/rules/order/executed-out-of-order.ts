import type { Rule } from "../rule.ts";
import { cellPlace } from "../subject.ts";
import { otherOrders } from "./other-orders.ts";
import { type CountedCell, cellsInWords, runRecord } from "./run-record.ts";

/** CW104. */
export const executedOutOfOrder: Rule = {
  code: "CW104",
  name: "executed-out-of-order",
  severity: "info",
  docs: {
    finds:
      "The saved execution counts do not rise from top to bottom: cells were run in another order than they are written in.",
    why: "Readers take it that what they see is what a run from top to bottom gives. Here the data flow does not show that it is anything else; where it does, CW108 says so instead.",
    mend: "Restart the kernel, run all cells and save.",
    bad: [{ notebook: "In [3]:\nimport math\n\nIn [1]:\nprint(2)\nText:\n2\n\nIn [2]:\nprint(3)\nText:\n3\n" }],
    good: [{ notebook: "In [1]:\nimport math\n\nIn [2]:\nprint(2)\nText:\n2\n" }],
  },
  check: (subject) => {
    const record = runRecord(subject);
    if (record.order !== "mixed" || otherOrders(subject, record).length > 0) return [];
    const strays = outOfOrder(record.counted);
    const [first] = strays;
    if (first === undefined) return [];
    const cells = cellsInWords(strays.map(({ cell }) => cell));
    const were = strays.length === 1 ? "was" : "were";
    return [
      {
        message: `The saved outputs are not those of a run from top to bottom: ${cells} ${were} run out of order, this one as number ${first.count}.`,
        location: cellPlace(first.cell),
        related: strays.slice(1, 10).map(({ cell, count }) => ({
          location: cellPlace(cell),
          message: `this cell was run as number ${count}`,
        })),
        hint: "restart the kernel, run all cells and save",
      },
    ];
  },
};

/** Cells that are not in the longest series of cells whose counts rise (patience sorting). */
export function outOfOrder(counted: readonly CountedCell[]): readonly CountedCell[] {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  counted.forEach(({ count }, index) => {
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((counted[ends[middle] as number] as CountedCell).count < count) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1];
    ends[low] = index;
  });
  const inOrder = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) inOrder.add(at);
  return counted.filter((_, index) => !inOrder.has(index));
}
