/** A half-open range `[start, end)` of UTF-16 offsets in one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where something is in a notebook: a cell (by index, first is 0) and a span in the source of that cell. */
export interface Location {
  readonly cell: number;
  readonly span: Span;
}

/** Start offsets of the lines of a text; `lineStarts[0]` is 0. Lines end with `\n`. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Zero-based line of an offset, by binary search in `starts` (see {@link lineStarts}). */
export function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
