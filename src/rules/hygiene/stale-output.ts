import type { Statement } from "../../analysis/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { cellPlace, type Subject } from "../subject.ts";

/** CW628. */
export const staleOutput: Rule = {
  code: "CW628",
  name: "stale-output",
  severity: "info",
  docs: {
    finds:
      "A cell shows outputs and has no execution count, or it was run and its outputs were taken away while others keep theirs.",
    why: "What the file shows is not of one run: outputs without a count may be of an older version of the code, and a cell whose printed lines are gone reads as if it printed nothing. Notebooks without any outputs are as they should be for version control, and are not told.",
    mend: "Run the notebook again from top to bottom, or clear all outputs.",
    bad: [
      { notebook: "In [1]:\nx = 3\nIn [ ]:\nprint(x)\nText:\n3\n" },
      { notebook: "In [1]:\nx = 3\nprint(x)\nIn [2]:\nprint(x + 1)\nText:\n4\n" },
    ],
    good: [{ notebook: "In [1]:\nx = 3\nprint(x)\nText:\n3\nIn [2]:\nprint(x + 1)\nText:\n4\n" }],
    fix: "Clears the outputs of cells without a count. It is unsafe, since they may be wanted.",
  },
  check: (subject) => [...outputsWithoutCount(subject), ...takenAway(subject)],
};

function outputsWithoutCount({ notebook }: Subject): readonly Finding[] {
  const cells = notebook.cells.filter(
    ({ kind, outputs, executionCount }) => kind === "code" && outputs.length > 0 && executionCount === null,
  );
  const [first] = cells;
  if (first === undefined) return [];
  const others = cells.length === 1 ? "" : `, and ${cells.length - 1} more of this notebook,`;
  return [
    {
      message: `This cell${others} shows outputs and has no execution count: whether this code made them is not known.`,
      location: cellPlace(first.index),
      hint: "run the notebook again, or clear these outputs",
      fix: {
        title: cells.length === 1 ? "Clear the outputs of the cell" : `Clear the outputs of ${cells.length} cells`,
        safety: "unsafe",
        edits: [],
        removals: cells.map(({ index }) => ({ remove: "outputs", cell: index })),
      },
    },
  ];
}

/** Cells that were run and certainly print, and show nothing, where others show something. */
function takenAway({ notebook, analysis }: Subject): readonly Finding[] {
  if (!notebook.cells.some(({ outputs }) => outputs.length > 0)) return [];
  const silent = new Set(
    analysis.cells.filter(({ cellMagics, broken }) => cellMagics.length > 0 || broken !== null).map(({ cell }) => cell),
  );
  const printing = new Set(analysis.statements.filter(prints).map(({ cell }) => cell));
  const cells = notebook.cells.filter(
    ({ index, outputs, executionCount }) =>
      outputs.length === 0 && executionCount !== null && printing.has(index) && !silent.has(index),
  );
  const [first] = cells;
  if (first === undefined) return [];
  const others = cells.length === 1 ? "" : `, and ${cells.length - 1} more of this notebook,`;
  return [
    {
      message: `This cell${others} was run and prints, but its output is gone, while other cells show theirs: the file is not of one run.`,
      location: cellPlace(first.index),
      hint: "run the notebook again, or clear all outputs",
    },
  ];
}

/** `print` with something to print, at the outside of the cell. */
function prints({ facts, definitions }: Statement): boolean {
  if (facts.kind !== "expression" || definitions.length > 0) return false;
  return facts.operations.some(
    ({ op, ...operation }) =>
      op === "evaluate" &&
      "value" in operation &&
      operation.value?.kind === "call" &&
      operation.value.of.kind === "name" &&
      operation.value.of.name === "print" &&
      operation.value.arguments.length > 0 &&
      operation.value.arguments.every(({ name }) => name !== "file"),
  );
}
