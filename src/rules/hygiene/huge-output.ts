import type { Fix } from "../../diagnostics/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { cellPlace } from "../subject.ts";
import type { Output } from "./output-texts.ts";

const MEGABYTE = 1_000_000;
/** Of the outputs of one cell. */
const CELL_LIMIT = MEGABYTE;
/** Of all outputs: reviews and diffs of hosts fold such files away. */
const FILE_LIMIT = 5 * MEGABYTE;

interface Heavy {
  readonly cell: number;
  readonly bytes: number;
  /** What most of it is: `text/html`. */
  readonly kind: string;
}

/** CW627. */
export const hugeOutput: Rule = {
  code: "CW627",
  name: "huge-output",
  severity: "warning",
  docs: {
    finds: "The saved outputs of a cell take more than 1 MB, or those of the whole file more than 5 MB.",
    why: "Every change of such a file is stored, sent and compared as a whole: it fills the repository for good, hosts do not show it, and editors are slow. One cell of more than 1 MB is told for information, a file of more than 5 MB is a warning.",
    mend: "Clear the outputs before the file is stored, show less (`df.head()`, a static picture instead of an interactive one), or save the figure to a file.",
    bad: [{ notebook: bigNotebook(1_200_000) }],
    good: [{ notebook: bigNotebook(200_000) }],
    fix: "Clears the outputs of the heaviest cells. It is unsafe, since they may be wanted.",
  },
  check: ({ notebook }) => {
    const cells = notebook.cells.flatMap(({ index, outputs }) => weighed(index, outputs));
    const total = sum(cells.map(({ bytes }) => bytes));
    const heavy = cells.filter(({ bytes }) => bytes > CELL_LIMIT).sort((a, b) => b.bytes - a.bytes);
    if (total > FILE_LIMIT) return [ofFile(total, cells, heavy)];
    return heavy.map(
      ({ cell, bytes, kind }): Finding => ({
        severity: "info",
        message: `The saved outputs of this cell take ${megabytes(bytes)}, most of it ${kind}: every change of the file stores them again.`,
        location: cellPlace(cell),
        hint: "show less, or clear the output before the file is stored",
        fix: clearing([cell]),
      }),
    );
  },
};

function ofFile(total: number, cells: readonly Heavy[], heavy: readonly Heavy[]): Finding {
  const [first] = [...cells].sort((a, b) => b.bytes - a.bytes);
  const most = first === undefined ? "" : `, most of it ${first.kind} in cell ${first.cell + 1}`;
  return {
    message: `The saved outputs take ${megabytes(total)}${most}: every change of the file stores them again.`,
    related: heavy.map(({ cell, bytes, kind }) => ({
      location: cellPlace(cell),
      message: `${megabytes(bytes)}, most of it ${kind}`,
    })),
    hint: "clear the outputs before the file is stored, or show less",
    ...(heavy.length === 0 ? {} : { fix: clearing(heavy.map(({ cell }) => cell)) }),
  };
}

function clearing(cells: readonly number[]): Fix {
  return {
    title: cells.length === 1 ? "Clear the outputs of the cell" : `Clear the outputs of ${cells.length} cells`,
    safety: "unsafe",
    edits: [],
    removals: cells.map((cell) => ({ remove: "outputs", cell })),
  };
}

/** One result holds several forms of the same: the heaviest names it, all of them weigh. */
function weighed(cell: number, outputs: readonly Output[]): readonly Heavy[] {
  const parts = outputs.flatMap(weights);
  const [heaviest] = [...parts].sort((a, b) => b.bytes - a.bytes);
  return heaviest === undefined ? [] : [{ cell, bytes: sum(parts.map(({ bytes }) => bytes)), kind: heaviest.kind }];
}

function weights(output: Output): readonly { readonly kind: string; readonly bytes: number }[] {
  if (output.output_type === "stream") return [{ kind: "printed text", bytes: bytesOf(output.text) }];
  if (output.output_type === "error") return [{ kind: "tracebacks", bytes: bytesOf(output.traceback) }];
  return Object.entries(output.data ?? {}).map(([type, value]) => ({ kind: `\`${type}\``, bytes: bytesOf(value) }));
}

/** As far as it is worth knowing: one byte for a character. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  return value === undefined ? 0 : JSON.stringify(value).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

/** A notebook that prints so many characters. */
function bigNotebook(characters: number): string {
  const rows = "3.14159 2.71828 1.41421\n".repeat(Math.ceil(characters / 24));
  return `In [1]:\nprint("numbers")\nText:\n${rows}`;
}
