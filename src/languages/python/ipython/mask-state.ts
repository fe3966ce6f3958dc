import type { Span } from "../../../base/spans.ts";
import type { Magic } from "../../facts.ts";
import type { MeasuredCode } from "../../measured-code.ts";
import type { MappedText } from "./mapped-text.ts";

/** A name that a magic binds in the notebook's namespace without the masked code saying so (`%%capture out`). */
export interface MagicDefinition {
  readonly name: string;
  readonly span: Span;
}

/** Python within a magic that the masked code does not show (`!echo {path}`): its names are uses. */
export interface EmbeddedCode {
  /** An expression, or for `kind: "statements"` lines of Python. */
  readonly text: string;
  readonly kind: "expression" | "statements";
  /** True when names in it that the notebook does not have do no harm (`$HOME`, a command with braces). */
  readonly optional: boolean;
  /** Where it stood: a place in the code that is blank now. */
  readonly span: Span;
}

/** What the mask has made so far. */
export interface MaskState {
  code: string;
  readonly origins: number[];
  readonly magics: Magic[];
  readonly cellMagics: Magic[];
  readonly definitions: MagicDefinition[];
  readonly embedded: EmbeddedCode[];
  readonly isolated: MeasuredCode[];
}

/** Nothing masked yet. */
export function emptyMask(): MaskState {
  return { code: "", origins: [], magics: [], cellMagics: [], definitions: [], embedded: [], isolated: [] };
}

/** Takes a range of the text over as it is. */
export function keep(state: MaskState, text: MappedText, start: number, end: number): void {
  state.code += text.text.slice(start, end);
  for (let index = start; index < end; index++) state.origins.push(text.origins[index] as number);
}

/** Writes `mask` and then blanks over a range; newlines stay. A range not longer than the mask is replaced by it. */
export function cover(state: MaskState, text: MappedText, start: number, end: number, mask: string): void {
  state.code += mask + text.text.slice(start + mask.length, end).replace(/[^\n]/g, " ");
  const length = Math.max(end - start, mask.length);
  for (let index = 0; index < length; index++) state.origins.push(text.origins[Math.min(start + index, end)] as number);
}

/** Writes text that stands in the place of a range of any length. */
export function replace(state: MaskState, text: MappedText, start: number, replacement: string): void {
  state.code += replacement;
  for (let index = 0; index < replacement.length; index++) state.origins.push(text.origins[start] as number);
}
