import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { type OtherOrder, otherOrders } from "./other-orders.ts";
import { cellsInWords, runRecord } from "./run-record.ts";

/** CW108. */
export const outputFromOtherOrder: Rule = {
  code: "CW108",
  name: "output-from-other-order",
  severity: "warning",
  docs: {
    finds:
      "By the execution counts, a cell saw another value of a name than it sees when the notebook runs from top to bottom.",
    why: "The cell that defines the name was run again after the cell that uses it, or another cell had changed the name in between. A run from top to bottom gives another output than the saved one, and readers draw their conclusions from the saved one.",
    mend: "Restart the kernel, run all cells, and look at what changes. Give values that change names of their own.",
    bad: [
      {
        notebook:
          "In [1]:\nprices = [3, 4]\n\nIn [3]:\nprint(sum(prices))\nText:\n14\n\nIn [2]:\nprices = [one * 2 for one in prices]\n",
      },
      {
        notebook:
          "In [3]:\nprices = [float(one) for one in open('prices.txt')]\n\nIn [2]:\nprint(sum(prices))\nText:\n7.0\n",
        beside: { "prices.txt": "3\n5\n" },
      },
    ],
    good: [
      {
        notebook:
          "In [1]:\nprices = [3, 4]\n\nIn [2]:\nprint(sum(prices))\nText:\n7\n\nIn [3]:\nprices = [one * 2 for one in prices]\n",
      },
    ],
  },
  check: (subject) => {
    const found = otherOrders(subject, runRecord(subject)).filter((one) => matters(subject, one));
    const byCause = new Map<string, OtherOrder[]>();
    for (const one of found) {
      const key = `${one.written.cell} ${one.seen?.cell}`;
      byCause.set(key, [...(byCause.get(key) ?? []), one]);
    }
    return [...byCause.values()].map((orders) => findingOf(subject, orders));
  },
};

/** The cell shows something, or hands something on. */
function matters({ notebook }: Subject, { reader }: OtherOrder): boolean {
  return (
    (notebook.cells[reader.cell]?.outputs.length ?? 0) > 0 || reader.definitions.length + reader.updates.length > 0
  );
}

function findingOf(subject: Subject, orders: readonly OtherOrder[]): Finding {
  const [{ reader, name, written, seen }] = orders as [OtherOrder];
  const countOf = (cell: number) => subject.notebook.cells[cell]?.executionCount;
  const others = [...new Set(orders.map((one) => one.reader.cell))].filter((cell) => cell !== reader.cell);
  const alike = others.length === 0 ? "" : `, as ${cellsInWords(others)} did`;
  const own = countOf(reader.cell);
  const what =
    seen === null
      ? `This cell was run before the last run of cell ${written.cell + 1}, which defines \`${name}\` (${own} before ${countOf(written.cell)})${alike}`
      : `This cell saw \`${name}\` as cell ${seen.cell + 1} left it, not cell ${written.cell + 1} (run ${own} came after run ${countOf(seen.cell)})${alike}`;
  const cause = seen ?? written;
  const span = reader.reads.find((one) => one.name === name)?.span ?? reader.facts.span;
  const change = [...cause.definitions, ...cause.updates].find((one) => one.name === name)?.span ?? cause.facts.span;
  return {
    // What an earlier run of the same cell gave may well have been the same.
    ...(seen === null ? { severity: "info" as const } : {}),
    message: `${what}: its saved result need not be that of a run from top to bottom.`,
    location: placeOf(subject, reader.cell, span),
    related: [
      {
        location: placeOf(subject, cause.cell, change),
        message: `run number ${countOf(cause.cell)} gave \`${name}\` its value`,
      },
    ],
    hint: "restart the kernel, run all cells and save",
  };
}
