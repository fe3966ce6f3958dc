import { isObject, type Json, type JsonObject } from "../base/json.ts";
import type { Span } from "../base/spans.ts";
import type { ScriptSyntax } from "./script-syntax.ts";
import { parseTextValue, textValueEnd } from "./text-value.ts";

/** What a cell marker line says, such as `# %% [markdown] A title tags=["a"]`. */
export interface Marker {
  readonly kind: "code" | "markdown" | "raw";
  readonly title: string;
  readonly metadata: JsonObject;
  /** The part of the line that could not be read as metadata. */
  readonly unread: string | null;
  /** Where `tags=[...]` is in the line, value only; null when it has no tags in that form. */
  readonly tagsValue: Span | null;
  /** Where a JSON object of metadata is in the line (`# %% {"tags": []}`). */
  readonly jsonValue: Span | null;
}

/** Marker of a cell (`# %%`, `#%%`, `# <codecell>`), not of nbconvert's `# In[1]:`. */
export function isPercentMarker(line: string, syntax: ScriptSyntax): boolean {
  const rest = afterComment(line, syntax);
  return rest !== null && /^(%%+(\s|\[|$)|<(code|markdown)cell>\s*$)/.test(rest);
}

/** nbconvert's marker of a code cell: `# In[12]:`. */
export function isPromptMarker(line: string, syntax: ScriptSyntax): boolean {
  const rest = afterComment(line, syntax);
  return rest !== null && /^In\s?\[[0-9 *]*\]:?\s*$/.test(rest);
}

function afterComment(line: string, { comment }: ScriptSyntax): string | null {
  const start = line.length - line.trimStart().length;
  if (!line.startsWith(comment, start)) return null;
  return line.slice(start + comment.length).trimStart();
}

/** Reads a marker line for which {@link isPercentMarker} holds. */
export function parseMarker(line: string): Marker {
  if (/<markdowncell>\s*$/.test(line)) return { ...plain, kind: "markdown" };
  const percent = line.indexOf("%%");
  if (percent === -1) return plain;
  const start = percent + 2;
  const text = line.slice(start);
  const brace = text.indexOf("{");
  const equals = text.indexOf("=");
  if (brace !== -1 && (equals === -1 || brace < equals)) return jsonMarker(line, start, start + brace);
  const keyStart = equals === -1 ? titleEnd(text) : text.slice(0, equals).trimEnd().search(/\S*$/);
  return keyMarker(line, text.slice(0, keyStart), start + keyStart);
}

const plain: Marker = { kind: "code", title: "", metadata: {}, unread: null, tagsValue: null, jsonValue: null };

/** Words that start with a dot are attributes, not title. */
function titleEnd(text: string): number {
  return /(\s+\.\S*)*\s*$/.exec(text)?.index ?? text.length;
}

function jsonMarker(line: string, start: number, brace: number): Marker {
  const value = parseTextValue(line.slice(brace).trim());
  const head = titled(line.slice(start, brace));
  if (!isObject(value)) return { ...plain, ...head, unread: line.slice(brace) };
  return { ...plain, ...head, metadata: value, jsonValue: { start: brace, end: line.trimEnd().length } };
}

function keyMarker(line: string, title: string, from: number): Marker {
  const metadata: Record<string, Json> = {};
  let tagsValue: Span | null = null;
  let at = from;
  for (;;) {
    at += (/^\s*/.exec(line.slice(at)) as RegExpExecArray)[0].length;
    if (at >= line.length) return { ...plain, ...titled(title), metadata, tagsValue };
    const key = /^[A-Za-z0-9_.@/-]+/.exec(line.slice(at))?.[0];
    if (key === undefined) break;
    const equals = /^\s*=\s*/.exec(line.slice(at + key.length))?.[0];
    if (equals === undefined) {
      metadata[key] = null;
      at += key.length;
      continue;
    }
    const start = at + key.length + equals.length;
    const end = textValueEnd(line, start);
    const value = parseTextValue(line.slice(start, end));
    if (value === undefined) break;
    metadata[key] = value;
    if (key === "tags") tagsValue = { start, end };
    at = end;
  }
  return { ...plain, ...titled(title), metadata, tagsValue, unread: line.slice(at) };
}

/** Takes the cell type and Spyder's depth (`%%%`) out of a title. */
function titled(text: string): { kind: Marker["kind"]; title: string } {
  const type = /\[(markdown|md|raw)\]/.exec(text);
  const rest = type === null ? text : text.slice(0, type.index) + text.slice(type.index + type[0].length);
  const kind = type === null ? "code" : type[1] === "raw" ? "raw" : "markdown";
  return { kind, title: rest.trim().replace(/^%+/, "").trim() };
}
