import type { Rule } from "../rule.ts";
import { cellPlace } from "../subject.ts";
import { runRecord } from "./run-record.ts";

/** CW105. */
export const repeatedExecutionCounts: Rule = {
  code: "CW105",
  name: "repeated-execution-counts",
  severity: "warning",
  docs: {
    finds: "Two cells have the same execution count.",
    why: "A kernel gives each number once. The outputs come from more than one session, or were put together from several versions of the file, so that no single run has given what the notebook shows.",
    mend: "Restart the kernel, run all cells and save.",
    bad: [{ notebook: "In [1]:\ntotal = 3\n\nIn [2]:\ntotal\nOut [2]:\n3\n\nIn [1]:\nprint(total)\nText:\n5\n" }],
    good: [{ notebook: "In [1]:\ntotal = 3\n\nIn [2]:\ntotal\nOut [2]:\n3\n\nIn [3]:\nprint(total)\nText:\n3\n" }],
  },
  check: (subject) => {
    const { counted, order } = runRecord(subject);
    if (order !== "repeated") return [];
    const first = new Map<number, number>();
    const twice = counted.filter(({ cell, count }) => {
      if (first.has(count)) return true;
      first.set(count, cell);
      return false;
    });
    const [{ cell, count }] = twice as [(typeof twice)[number]];
    const earlier = first.get(count) as number;
    const others = twice.length === 1 ? "" : `, and other numbers come twice too`;
    return [
      {
        message: `This cell and cell ${earlier + 1} both have the execution count ${count}${others}: what the notebook shows was not made in one session.`,
        location: cellPlace(cell),
        related: [{ location: cellPlace(earlier), message: `this cell has the execution count ${count} too` }],
        hint: "restart the kernel, run all cells and save",
      },
    ];
  },
};
