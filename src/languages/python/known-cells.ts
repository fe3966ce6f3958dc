import type { CellFacts } from "../facts.ts";

/** What reading the text of a cell gave. */
export interface CellRead {
  readonly facts: CellFacts;
  /** It says `from __future__ import annotations`. */
  readonly importsAnnotations: boolean;
}

/** Most characters of text of which facts are kept. */
const CAPACITY = 500_000;
/** A cell that would take more than one part of so many is not kept. */
const LARGEST_SHARE = 10;

/**
 * What cells gave that were read before, those used last. Notebooks that are versions or copies of each other share nearly
 * all cells: "Jupyter Notebooks on GitHub: Characteristics and Code Clones" (Källén et al., 2021) finds more than 70% of
 * all code cells to be exact copies of others.
 */
export class KnownCells {
  readonly #reads = new Map<string, CellRead>();
  readonly #capacity: number;
  #size = 0;

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  /** What was kept under the key, which holds all that the facts follow from but the place of the cell. */
  recall(key: string): CellRead | undefined {
    const read = this.#reads.get(key);
    if (read === undefined) return undefined;
    this.#reads.delete(key);
    this.#reads.set(key, read);
    return read;
  }

  /** Keeps it; what was not used for the longest time is forgotten when there is too much. */
  keep(key: string, read: CellRead): void {
    if (this.#reads.has(key) || key.length > this.#capacity / LARGEST_SHARE) return;
    this.#reads.set(key, read);
    this.#size += key.length;
    for (const oldest of this.#reads.keys()) {
      if (this.#size <= this.#capacity) return;
      this.#reads.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}
