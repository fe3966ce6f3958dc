import { createHash } from "node:crypto";

interface RawCell {
  cell_type: string;
  source?: string | string[];
  /** The source in nbformat 3. */
  input?: string | string[];
  metadata?: { tags?: string[] };
}

/**
 * A copy of a notebook (its JSON text) whose code cells are tagged as 2 to 6 steps with borders at random places. The
 * same seed and name give the same cuts. A notebook with fewer than two code cells is one step.
 */
export function cutAtRandom(text: string, seed: number, name: string): string {
  const notebook = JSON.parse(text) as { cells?: RawCell[]; worksheets?: { cells: RawCell[] }[] };
  const cells = notebook.cells ?? (notebook.worksheets ?? []).flatMap((sheet) => sheet.cells);
  const code = cells.filter((cell) => cell.cell_type === "code" && sourceOf(cell).trim() !== "");
  const random = randomNumbers(`${seed} ${name}`);
  const steps = Math.min(code.length, 2 + Math.floor(random() * 5));
  const borders = new Set<number>();
  while (borders.size < steps - 1) borders.add(1 + Math.floor(random() * (code.length - 1)));
  let step = 1;
  for (const [index, cell] of code.entries()) {
    if (borders.has(index)) step += 1;
    const others = (cell.metadata?.tags ?? []).filter((tag) => !/^(step|block|prev):/.test(tag));
    cell.metadata = { ...cell.metadata, tags: [...others, `step:s${step}`] };
  }
  return JSON.stringify(notebook, null, 1);
}

function sourceOf(cell: RawCell): string {
  const source = cell.source ?? cell.input ?? "";
  return Array.isArray(source) ? source.join("") : source;
}

/** Numbers in [0, 1) from a text: blocks of SHA-256 of the text and a counter. */
function randomNumbers(text: string): () => number {
  let count = 0;
  return () => createHash("sha256").update(`${text} ${count++}`).digest().readUInt32BE(0) / 2 ** 32;
}
