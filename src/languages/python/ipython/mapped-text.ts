import type { OffsetMap } from "../../../base/offset-map.ts";

/** A text made from a source, with the place in the source that each of its characters came from. */
export interface MappedText {
  readonly text: string;
  /** `origins[i]` is the source offset of `text[i]`; one entry more for the end. Never descending. */
  readonly origins: readonly number[];
}

/** The whole source, each character at its own place. */
export function mappedText(source: string): MappedText {
  return { text: source, origins: Array.from({ length: source.length + 1 }, (_, index) => index) };
}

/** A part of a mapped text. */
export function sliceMapped(mapped: MappedText, start: number, end = mapped.text.length): MappedText {
  return { text: mapped.text.slice(start, end), origins: mapped.origins.slice(start, end + 1) };
}

/** The text without the given ranges, which must be ascending and apart. */
export function removeRanges(mapped: MappedText, ranges: readonly { start: number; end: number }[]): MappedText {
  if (ranges.every((range) => range.start === range.end)) return mapped;
  let text = "";
  const origins: number[] = [];
  let at = 0;
  const keepTo = (end: number): void => {
    text += mapped.text.slice(at, end);
    for (let index = at; index < end; index++) origins.push(mapped.origins[index] as number);
  };
  for (const range of ranges) {
    keepTo(range.start);
    at = range.end;
  }
  keepTo(mapped.text.length);
  origins.push(mapped.origins[mapped.text.length] as number);
  return { text, origins };
}

/** The text with others put in, each at a place in it; ascending. What is put in comes from that place. */
export function insertTexts(mapped: MappedText, insertions: readonly { at: number; text: string }[]): MappedText {
  const parts: MappedText[] = [];
  let from = 0;
  for (const { at, text } of insertions) {
    const origin = mapped.origins[at] as number;
    parts.push(sliceMapped(mapped, from, at), { text, origins: Array.from({ length: text.length + 1 }, () => origin) });
    from = at;
  }
  parts.push(sliceMapped(mapped, from));
  const origins = parts.flatMap((part) => part.origins.slice(0, part.text.length));
  return {
    text: parts.map((part) => part.text).join(""),
    origins: [...origins, mapped.origins[mapped.text.length] as number],
  };
}

/** The pairs at which code and source stop running side by side. */
export function offsetMapOf(origins: readonly number[]): OffsetMap {
  const pairs: (readonly [number, number])[] = [];
  for (let index = 0; index < origins.length; index++) {
    const origin = origins[index] as number;
    if (index === 0 || origin !== (origins[index - 1] as number) + 1) pairs.push([index, origin]);
  }
  return pairs.length === 0 || (pairs.length === 1 && pairs[0]?.[1] === 0) ? null : pairs;
}
