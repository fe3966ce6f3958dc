import type { Span } from "../../../base/spans.ts";
import { isRandomLooking } from "./random-looking.ts";
import { secretName } from "./secret-names.ts";

/** A secret in a text that is no code, with the name that stands before it. */
export interface WrittenSecret {
  readonly name: string;
  readonly value: string;
  /** Of the value. */
  readonly span: Span;
}

/** `'api_key': '...'`, `API_KEY=...`, as programs print their settings, and the cells of a table in HTML. */
const NAMED =
  /((?:key|token|secret|passw(?:or)?d)\w{0,100})(?:["'`]|&quot;|&#x27;|&#39;)?(?:\s{0,3}[:=]\s{0,3}|<\/t[dh]>\s{0,20}<t[dh][^<>]{0,80}>\s{0,20})(?:["'`]|&quot;|&#x27;|&#39;)?([A-Za-z0-9+/=_.~-]{16,200})/gi;

const LONGEST_NAME = 100;

/** Values that names in a text tell to be secret, and that look drawn at random. */
export function writtenSecrets(text: string): readonly WrittenSecret[] {
  return [...text.matchAll(NAMED)].flatMap(({ 0: whole, index, 1: end = "", 2: value = "" }) => {
    const name = `${wordBefore(text, index)}${end}`;
    if (secretName(name) === null || !isRandomLooking(value)) return [];
    const after = index + whole.length;
    return [{ name, value, span: { start: after - value.length, end: after } }];
  });
}

/** The letters of the same word that stand before a place. */
function wordBefore(text: string, at: number): string {
  return /\w*$/.exec(text.slice(Math.max(0, at - LONGEST_NAME), at))?.[0] ?? "";
}
