import { isObject, type Json, type JsonObject } from "../base/json.ts";
import type { ScriptSyntax } from "./script-syntax.ts";
import { parseTextValue } from "./text-value.ts";

/** What stands above the first cell of a script. */
export interface ScriptHeader {
  /** Index of the first line that is not part of the header. */
  readonly end: number;
  /** Notebook metadata from the key `jupyter` of the header. */
  readonly metadata: JsonObject;
  /** Source of the raw cell that the rest of the header is, when there is some. */
  readonly raw: string | null;
  /** First line of the header that was not understood. */
  readonly unread: string | null;
}

/**
 * Reads jupytext's YAML header (`# ---` ... `# ---`) after an optional `#!` line and coding line. Only block mappings,
 * block lists and scalars are understood, which is what jupytext writes; a YAML library takes longer to load than the
 * whole notebook to read.
 */
export function readScriptHeader(lines: readonly string[], { comment }: ScriptSyntax): ScriptHeader {
  let start = lines[0]?.startsWith("#!") ? 1 : 0;
  if (/^\s*#.*?coding[:=]\s*[-\w.]+/.test(lines[start] ?? "")) start++;
  let at = start;
  while (at < lines.length && uncommented(lines[at] as string, comment) === "") at++;
  if (!isRule(lines[at], comment)) return { end: start, metadata: {}, raw: null, unread: null };
  const body: string[] = [];
  for (at++; at < lines.length && !isRule(lines[at], comment); at++) {
    const line = uncommented(lines[at] as string, comment);
    if (line === null) return { end: start, metadata: {}, raw: null, unread: null };
    body.push(line);
  }
  if (at >= lines.length) return { end: start, metadata: {}, raw: null, unread: null };
  const isBlankNext = lines[at + 1]?.trim() === "";
  return { end: at + (isBlankNext ? 2 : 1), ...splitHeader(body) };
}

function uncommented(line: string, comment: string): string | null {
  if (!line.startsWith(comment)) return null;
  const rest = line.slice(comment.length);
  return rest.startsWith(" ") ? rest.slice(1) : rest;
}

function isRule(line: string | undefined, comment: string): boolean {
  return line !== undefined && /^---\s*$/.test(uncommented(line, comment) ?? "");
}

function splitHeader(body: readonly string[]): Pick<ScriptHeader, "metadata" | "raw" | "unread"> {
  const jupyter: string[] = [];
  const others: string[] = [];
  let isJupyter = false;
  for (const line of body) {
    if (/^jupyter\s*:\s*$/.test(line)) isJupyter = true;
    else if (line !== "" && !/^\s/.test(line)) isJupyter = false;
    (isJupyter ? jupyter : others).push(line);
  }
  const raw = others.length === 0 ? null : ["---", ...others, "---"].join("\n");
  const reader = new BlockReader(jupyter);
  const value = reader.read();
  const metadata = isObject(value) && isObject(value.jupyter) ? value.jupyter : {};
  return { metadata, raw, unread: reader.unread };
}

/** Reads block-style YAML, line by line; remembers the first line that it did not understand. */
class BlockReader {
  unread: string | null = null;
  readonly #lines: readonly { readonly indent: number; readonly text: string }[];
  #at = 0;

  constructor(lines: readonly string[]) {
    const told = lines.filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
    this.#lines = told.map((line) => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  }

  read(): Json {
    const first = this.#lines[this.#at];
    if (first === undefined) return null;
    return first.text.startsWith("- ") ? this.#list(first.indent) : this.#mapping(first.indent);
  }

  #mapping(indent: number): JsonObject {
    const entries: [string, Json][] = [];
    for (let line = this.#lines[this.#at]; line?.indent === indent; line = this.#lines[this.#at]) {
      const [, quoted, plain, rest] = /^(?:(['"].*?['"])|([^\s'":][^:]*?))\s*:(?:\s+(.*))?$/.exec(line.text) ?? [];
      const key = quoted === undefined ? plain : this.#scalar(quoted);
      this.#at++;
      if (typeof key !== "string") this.#give(line.text);
      else entries.push([key, rest === undefined ? this.#below(indent) : this.#scalar(this.#folded(rest, indent))]);
    }
    return Object.fromEntries(entries);
  }

  /** A long scalar goes on in deeper lines. */
  #folded(text: string, indent: number): string {
    let whole = text;
    for (let line = this.#lines[this.#at]; line !== undefined && line.indent > indent; line = this.#lines[this.#at]) {
      whole += ` ${line.text}`;
      this.#at++;
    }
    return whole;
  }

  /** A list may stand at the indentation of its key. */
  #below(indent: number): Json {
    const next = this.#lines[this.#at];
    if (next === undefined) return null;
    if (next.indent > indent || (next.indent === indent && next.text.startsWith("- "))) {
      const value = this.read();
      while ((this.#lines[this.#at]?.indent ?? 0) > indent) this.#give(this.#lines[this.#at++]?.text ?? "");
      return value;
    }
    return null;
  }

  #list(indent: number): Json[] {
    const items: Json[] = [];
    for (let line = this.#lines[this.#at]; line?.indent === indent; line = this.#lines[this.#at]) {
      if (!line.text.startsWith("- ")) break;
      items.push(this.#scalar(line.text.slice(2).trim()));
      this.#at++;
    }
    return items;
  }

  #scalar(text: string): Json {
    if (/^'.*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
    if (/^["[{]/.test(text)) {
      const value = parseTextValue(text);
      if (value === undefined) this.#give(text);
      return value ?? null;
    }
    if (/^[|>&*!%@`]/.test(text)) this.#give(text);
    const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null, "~": null };
    return Object.hasOwn(words, text) ? (words[text] as Json) : text.replace(/\s+#.*$/, "");
  }

  #give(text: string): void {
    this.unread ??= text;
  }
}
