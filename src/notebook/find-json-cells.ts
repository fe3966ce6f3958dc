import { type JSONPath, visit } from "jsonc-parser";
import type { Span } from "../base/spans.ts";

/**
 * Finds the cells of a notebook in its JSON text, in the order in which they are read: the items of `cells`, or of
 * `worksheets[].cells` (nbformat 3). Null stands for an item that is no object. Of a key that comes twice the last one
 * counts, as for every JSON reader. What is inside the cells is skipped, so large outputs take little time.
 */
export function findJsonCells(text: string): (Span | null)[] {
  const finder = new CellFinder();
  visit(
    text,
    {
      onArrayBegin: (_offset, _length, _line, _character, path) => finder.beginList(path()),
      // Without it the library does not see where a list that it skips ends.
      onArrayEnd: () => {},
      onObjectBegin: (offset, _length, _line, _character, path) => finder.beginObject(path(), offset),
      onObjectEnd: (offset) => finder.endObject(offset + 1),
      onLiteralValue: (_value, _offset, _length, _line, _character, path) => finder.value(path()),
    },
    { disallowComments: true },
  );
  return finder.cells();
}

/** Follows a walk over the JSON text; the `begin` methods say whether to go inside. */
class CellFinder {
  /** The cells by list: `cells`, or the number of the worksheet. */
  readonly #lists = new Map<string | number, (Span | null)[]>();
  /** For every open object, its start when it is a cell. */
  readonly #open: (number | null)[] = [];
  #current: (Span | null)[] = [];

  beginList(path: JSONPath): boolean {
    if (listOf(path) !== null) {
      this.#current = [];
      this.#lists.set(listOf(path) as string | number, this.#current);
      return true;
    }
    if (path.length === 1 && path[0] === "worksheets") {
      for (const key of [...this.#lists.keys()]) if (key !== "cells") this.#lists.delete(key);
      return true;
    }
    this.value(path);
    return false;
  }

  beginObject(path: JSONPath, start: number): boolean {
    const isCell = isCellPath(path);
    this.#open.push(isCell ? start : null);
    return !isCell && (path.length === 0 || (path.length === 2 && path[0] === "worksheets"));
  }

  endObject(end: number): void {
    const start = this.#open.pop();
    if (typeof start === "number") this.#current.push({ start, end });
  }

  /** An item that is no object. */
  value(path: JSONPath): void {
    if (isCellPath(path)) this.#current.push(null);
  }

  cells(): (Span | null)[] {
    return this.#lists.get("cells") ?? [...this.#lists.values()].flat();
  }
}

function listOf(path: JSONPath): string | number | null {
  if (path.length === 1 && path[0] === "cells") return "cells";
  const isSheet = path.length === 3 && path[0] === "worksheets" && path[2] === "cells";
  return isSheet ? (path[1] as number) : null;
}

function isCellPath(path: JSONPath): boolean {
  return typeof path.at(-1) === "number" && listOf(path.slice(0, -1)) !== null;
}
