import { type Node, parseTree } from "jsonc-parser";
import { invariant } from "../base/invariant.ts";
import type { Span } from "../base/spans.ts";
import { findJsonCells } from "./find-json-cells.ts";
import { type JsonStyle, jsonString, jsonStyleOf } from "./json-style.ts";
import { changedTags, changesByCell, type TagChange } from "./tag-change.ts";

/** {@link writeTags} for Jupyter's own format. */
export function writeIpynbTags(text: string, changes: readonly TagChange[]): string {
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  let body = text.slice(mark.length);
  if (changes.length === 0) return text;
  const style = jsonStyleOf(body);
  const places = findJsonCells(body);
  // From the last cell to the first, so that the places before an edit stay right.
  for (const [index, ofCell] of [...changesByCell(changes)].sort(([one], [other]) => other - one)) {
    const place = places[index];
    invariant(place, `cell ${index} is a cell of the notebook`);
    body = body.slice(0, place.start) + editedCell(body, place, ofCell, style) + body.slice(place.end);
  }
  return mark + body;
}

function editedCell(text: string, place: Span, changes: readonly TagChange[], style: JsonStyle): string {
  const cell = text.slice(place.start, place.end);
  const tree = parseTree(cell);
  invariant(tree?.type === "object", "a cell is an object");
  const edit = new TagEditor(cell, indentBefore(text, place.start), style).edit(tree, changes);
  return edit === null ? cell : cell.slice(0, edit.start) + edit.text + cell.slice(edit.end);
}

/** White space at the start of the line on which `offset` is. */
function indentBefore(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** `text` in place of `[start, end)`. */
interface TextEdit extends Span {
  readonly text: string;
}

/** Changes the tags in the JSON text of one cell. */
class TagEditor {
  readonly #cell: string;
  /** Indentation of the line on which the cell starts. */
  readonly #base: string;
  readonly #style: JsonStyle;

  constructor(cell: string, base: string, style: JsonStyle) {
    this.#cell = cell;
    this.#base = base;
    this.#style = style;
  }

  /** The one edit that is needed, or null when the tags stay as they are. */
  edit(tree: Node, changes: readonly TagChange[]): TextEdit | null {
    const metadata = propertyValue(tree, "metadata");
    const tags = metadata?.type === "object" ? propertyValue(metadata, "tags") : undefined;
    const before = tagNodes(tags);
    const old = before.map((node) => node.value as string);
    const wanted = changes.reduce<readonly string[]>((now, change) => changedTags(now, change), old);
    if (wanted.length === old.length && wanted.every((tag, at) => tag === old[at])) return null;
    const rawByTag = new Map(before.map((node) => [node.value as string, this.#raw(node)]));
    const items = wanted.map((tag) => rawByTag.get(tag) ?? jsonString(tag, this.#style));
    const unit = this.#style.indent ?? "";
    if (metadata?.type !== "object") {
      const inner = this.#list(items, this.#base + unit + unit, this.#style.indent !== null);
      const object = this.#object([`"tags"${this.#style.colon}${inner}`], this.#base + unit);
      return metadata === undefined ? this.#insert(tree, "metadata", object, this.#base) : replace(metadata, object);
    }
    if (tags !== undefined) return replace(tags, this.#list(items, this.#indentOf(tags), this.#isBroken(tags)));
    const indent = this.#indentOf(metadata);
    const isBroken = this.#style.indent !== null && (this.#isBroken(metadata) || !metadata.children?.length);
    return this.#insert(metadata, "tags", this.#list(items, indent + unit, isBroken), indent);
  }

  /** Adds a property: in its place when the keys are sorted, as Jupyter sorts them, else at the end. */
  #insert(object: Node, key: string, value: string, indent: string): TextEdit {
    const property = `"${key}"${this.#style.colon}${value}`;
    const properties = object.children ?? [];
    const first = properties[0];
    if (first === undefined) return replace(object, this.#object([property], indent));
    const keys = properties.map(keyOf);
    const isSorted = keys.every((name, at) => at === 0 || (keys[at - 1] as string) <= name);
    const next = isSorted ? properties[keys.findIndex((name) => name > key)] : undefined;
    const gap = this.#cell.slice(object.offset + 1, first.offset);
    const separator = `,${gap === "" ? this.#style.comma.slice(1) : gap}`;
    if (next !== undefined) return { start: next.offset, end: next.offset, text: property + separator };
    const last = properties.at(-1) as Node;
    const end = last.offset + last.length;
    return { start: end, end, text: separator + property };
  }

  #object(properties: readonly string[], indent: string): string {
    const { newline, indent: unit, comma } = this.#style;
    if (unit === null) return `{${properties.join(comma)}}`;
    const lines = properties.map((property) => indent + unit + property).join(`,${newline}`);
    return `{${newline}${lines}${newline}${indent}}`;
  }

  #list(items: readonly string[], indent: string, isBroken: boolean): string {
    const { newline, indent: unit, comma } = this.#style;
    if (items.length === 0) return "[]";
    if (!isBroken || unit === null) return `[${items.join(comma)}]`;
    const lines = items.map((item) => indent + unit + item).join(`,${newline}`);
    return `[${newline}${lines}${newline}${indent}]`;
  }

  #raw(node: Node): string {
    return this.#cell.slice(node.offset, node.offset + node.length);
  }

  /** Whether the value is written over several lines; an empty one is as the file is. */
  #isBroken(node: Node): boolean {
    return node.children?.length ? /[\r\n]/.test(this.#raw(node)) : this.#style.indent !== null;
  }

  #indentOf(node: Node): string {
    const isFirstLine = !/[\r\n]/.test(this.#cell.slice(0, node.offset));
    return isFirstLine ? this.#base : indentBefore(this.#cell, node.offset);
  }
}

function replace(node: Node, text: string): TextEdit {
  return { start: node.offset, end: node.offset + node.length, text };
}

/** The strings of the tags, as reading takes them. */
function tagNodes(tags: Node | undefined): Node[] {
  if (tags?.type === "string") return (tags.value as string).trim() === "" ? [] : [tags];
  return tags?.type === "array" ? (tags.children ?? []).filter((item) => item.type === "string") : [];
}

function keyOf(property: Node): string {
  return property.children?.[0]?.value as string;
}

function propertyValue(object: Node, key: string): Node | undefined {
  return object.children?.findLast((property) => keyOf(property) === key)?.children?.[1];
}
