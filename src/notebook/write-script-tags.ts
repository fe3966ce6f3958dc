import { invariant } from "../base/invariant.ts";
import { isObject } from "../base/json.ts";
import { listedTags, namedComments } from "./comment-lines.ts";
import { tagsOf } from "./ipynb-cell.ts";
import { isPercentMarker, type Marker } from "./percent-marker.ts";
import { layOutScript, type ScriptLayout } from "./read-script.ts";
import { type ScriptSyntax, syntaxOfPath } from "./script-syntax.ts";
import type { ScriptChunk } from "./split-script.ts";
import { changedTags, changesByCell, type TagChange } from "./tag-change.ts";

/** {@link writeTags} for percent scripts and plain scripts. */
export function writeScriptTags(text: string, changes: readonly TagChange[], path: string): string {
  const syntax = syntaxOfPath(path);
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const body = text.slice(mark.length);
  const layout = layOutScript(body, syntax);
  // Lines with their ends, so that what is not edited stays as it is; a line's number is the same as in the layout.
  const lines = body.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const newline = /\r\n|\r|\n/.exec(body)?.[0] ?? "\n";
  const edited = [...changesByCell(changes)].sort(([one], [other]) => other - one);
  for (const [index, ofCell] of edited) {
    const chunk = layout.chunks[index - (layout.headerCell === null ? 0 : 1)];
    invariant(chunk, `cell ${index} is a cell of the script`);
    const edit = layout.format === "percent" ? markerEdit : commentEdit;
    const { line, count, text: inserted } = edit(layout, chunk, ofCell, syntax);
    const isSame = inserted !== null && count === 1 && withoutEnd(lines[line]) === inserted;
    if (isSame || (inserted === null && count === 0)) continue;
    const end = count === 1 ? (lines[line] as string).slice(withoutEnd(lines[line]).length) : newline;
    lines.splice(line, count, ...(inserted === null ? [] : [inserted + end]));
  }
  return mark + lines.join("");
}

/** Replaces `count` lines from `line` on (none or one) by a line, or by nothing. */
interface LineEdit {
  readonly line: number;
  readonly count: 0 | 1;
  readonly text: string | null;
}

function withoutEnd(line: string | undefined): string {
  return (line ?? "").replace(/[\r\n]+$/, "");
}

function changed(tags: readonly string[], changes: readonly TagChange[]): { tags: string[]; isSame: boolean } {
  const wanted = changes.reduce<string[]>((now, change) => changedTags(now, change), [...tags]);
  return { tags: wanted, isSame: wanted.length === tags.length && wanted.every((tag, at) => tag === tags[at]) };
}

function markerEdit(
  { lines }: ScriptLayout,
  chunk: ScriptChunk,
  changes: readonly TagChange[],
  syntax: ScriptSyntax,
): LineEdit {
  const { tags, isSame } = changed(tagsOf(chunk.marker.metadata), changes);
  const line = chunk.markerLine ?? chunk.start;
  if (isSame) return { line, count: 0, text: null };
  const old = chunk.markerLine === null ? null : (lines[chunk.markerLine] as string);
  if (old === null) return { line, count: 0, text: `${syntax.comment} %% tags=${listText(tags)}` };
  const isPercent = isPercentMarker(old, syntax) && old.includes("%%");
  const text = isPercent ? editedMarker(old, chunk.marker, tags) : `${syntax.comment} %% tags=${listText(tags)}`;
  return { line, count: 1, text };
}

function editedMarker(line: string, { tagsValue, jsonValue, metadata }: Marker, tags: readonly string[]): string {
  if (jsonValue !== null) {
    const object = isObject(metadata) ? { ...metadata, tags: [...tags] } : { tags: [...tags] };
    return line.slice(0, jsonValue.start) + spaced(object) + line.slice(jsonValue.end);
  }
  if (tagsValue === null) return `${line.trimEnd()} tags=${listText(tags)}`;
  return line.slice(0, tagsValue.start) + listText(tags) + line.slice(tagsValue.end);
}

function listText(tags: readonly string[]): string {
  return `[${tags.map((tag) => JSON.stringify(tag)).join(", ")}]`;
}

/** JSON on one line with a space behind `:` and `,`, as jupytext writes it. */
function spaced(value: object): string {
  return JSON.stringify(value, null, 1)
    .replaceAll(/,\n\s*/g, ", ")
    .replaceAll(/\n\s*/g, "");
}

function commentEdit(
  { lines }: ScriptLayout,
  chunk: ScriptChunk,
  changes: readonly TagChange[],
  syntax: ScriptSyntax,
): LineEdit {
  const source = lines.slice(chunk.start, chunk.end).join("\n");
  const comment = namedComments(source, ["tags"], syntax)[0];
  const { tags, isSame } = changed(comment === undefined ? [] : listedTags(comment.value), changes);
  const line = chunk.start + (comment?.line ?? 0);
  if (isSame) return { line, count: 0, text: null };
  const count = comment === undefined ? 0 : 1;
  return { line, count, text: tags.length === 0 ? null : `${syntax.comment} tags: ${tags.join(", ")}` };
}
