import type { Span } from "./spans.ts";

/** Pairs `[offset in code, offset in source]`, ascending; null when both are the same text in length. */
export type OffsetMap = readonly (readonly [number, number])[] | null;

/** Maps an offset in the parsed code of a cell to one in its source. */
export function sourceOffset(offsetMap: OffsetMap, offset: number): number {
  if (offsetMap === null) return offset;
  let low = 0;
  let high = offsetMap.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsetMap[middle]?.[0] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const [code, source] = offsetMap[low] ?? [0, 0];
  // Text that the source does not have stands in the code where it was put in: it maps to one place.
  const next = offsetMap[low + 1]?.[1] ?? Number.POSITIVE_INFINITY;
  return Math.min(source + Math.max(offset - code, 0), next);
}

/** Maps a span in the parsed code of a cell to one in its source. */
export function sourceSpan(offsetMap: OffsetMap, span: Span): Span {
  return { start: sourceOffset(offsetMap, span.start), end: sourceOffset(offsetMap, span.end) };
}
