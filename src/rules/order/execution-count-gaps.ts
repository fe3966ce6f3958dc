import type { Rule } from "../rule.ts";
import { cellPlace } from "../subject.ts";
import { runRecord } from "./run-record.ts";

/** CW106. */
export const executionCountGaps: Rule = {
  code: "CW106",
  name: "execution-count-gaps",
  severity: "info",
  docs: {
    finds: "Numbers are missing among the execution counts, which rise from top to bottom.",
    why: "Something was run in between that the notebook does not show: the same cells before, or cells that were changed or deleted. What they left in the session may be part of what the outputs show.",
    mend: "Restart the kernel, run all cells and save.",
    bad: [{ notebook: "In [1]:\ntotal = 3\n\nIn [4]:\ntotal\nOut [4]:\n3\n" }],
    good: [{ notebook: "In [1]:\ntotal = 3\n\nIn [2]:\ntotal\nOut [2]:\n3\n" }],
  },
  check: (subject) => {
    const { counted, order } = runRecord(subject);
    if (order !== "ascending") return [];
    const gap = counted.findIndex(({ count }, index) => count !== (counted[index - 1]?.count ?? 0) + 1);
    const [at, before] = [counted[gap], counted[gap - 1]];
    if (at === undefined) return [];
    const missing = (counted.at(-1)?.count ?? 0) - counted.length;
    const runs = missing === 1 ? "one run" : `${missing} runs`;
    const where =
      before === undefined
        ? `the first number is ${at.count}`
        : `after number ${before.count} comes number ${at.count}`;
    return [
      {
        message: `The session had ${runs} that the notebook does not show (${where}): of cells that were run again, changed or deleted.`,
        location: cellPlace(at.cell),
        hint: "restart the kernel, run all cells and save",
      },
    ];
  },
};
