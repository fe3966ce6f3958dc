import { isObject, type Json, type JsonObject } from "../base/json.ts";
import { tagsOf } from "./ipynb-cell.ts";
import { uncommentMagics } from "./magics.ts";
import type { ScriptSyntax } from "./script-syntax.ts";
import { type ScriptChunk, uncommented } from "./split-script.ts";
import type { Cell } from "./types.ts";

/** A chunk's kind, metadata and source, as the notebook has them. */
export type ChunkContent = Pick<Cell, "kind" | "metadata" | "source">;

/** Languages that jupytext writes as `language="bash"` in the marker, and that are cell magics in the notebook. */
const magicLanguages = new Set(
  (
    "R bash sh python python2 python3 coconut javascript js perl html latex markdown pypy ruby script svg matlab " +
    "octave idl robotframework sas spark sql cython haskell tcl gnuplot"
  ).split(" "),
);

/** Undoes what jupytext does to a cell's source when it writes a percent script. */
export function chunkContent(
  lines: readonly string[],
  chunk: ScriptChunk,
  syntax: ScriptSyntax,
  byJupytext: boolean,
): ChunkContent {
  const { marker } = chunk;
  const { language, magic_args: magicArguments, ...metadata } = marker.metadata;
  const content = lines.slice(chunk.start, chunk.end);
  const kind = marker.kind === "code" && !isActive("ipynb", metadata, true) ? "raw" : marker.kind;
  const titled = marker.title === "" ? metadata : { title: marker.title, ...metadata };
  const finish = (source: readonly string[]): ChunkContent => ({ kind, metadata: titled, source: source.join("\n") });
  if (kind !== "code") return finish(textOf(content, kind, metadata, syntax, byJupytext));
  if (typeof language === "string" && language !== syntax.language && magicLanguages.has(language)) {
    const options = typeof magicArguments === "string" ? ` ${magicArguments}` : "";
    return finish([`%%${language}${options}`, ...content.map((line) => uncommented(line, syntax.comment))]);
  }
  if (!isActive("py", metadata, true)) return finish(content.map((line) => uncommented(line, syntax.comment)));
  return finish(uncommentMagics(content, syntax, byJupytext).map((line) => withoutEscape(line, syntax)));
}

/** Text cells are commented, or stand in a triple-quoted string. */
function textOf(
  content: readonly string[],
  kind: Cell["kind"],
  metadata: JsonObject,
  syntax: ScriptSyntax,
  byJupytext: boolean,
): readonly string[] {
  if (kind === "raw" && isActive("py", metadata, false)) return content;
  const quoted = /^[rR]?("""|''')([\s\S]*)\1$/.exec(content.join("\n").trim());
  if (quoted !== null) return (quoted[2] as string).replace(/^\n/, "").replace(/\n$/, "").split("\n");
  return uncommentMagics(content, syntax, byJupytext).map((line) => uncommented(line, syntax.comment));
}

/** jupytext comments a line that would start a cell in its light format (`# +`) once more. */
function withoutEscape(line: string, { comment }: ScriptSyntax): string {
  const start = new RegExp(`^(${comment} |${comment})*(${comment}|${comment} )\\+`);
  if (!start.test(line)) return line;
  const inner = uncommented(line, comment);
  return start.test(inner) ? inner : line;
}

/** Whether the cell is code in a file of this type, by jupytext's `active` metadata and `active-ipynb-py` tags. */
function isActive(type: "ipynb" | "py", metadata: JsonObject, otherwise: boolean): boolean {
  const control: Json | undefined = metadata.run_control;
  if (isObject(control) && control.frozen === true) return type === "ipynb";
  const tag = tagsOf(metadata).find((name) => name.startsWith("active-"));
  if (tag !== undefined) return tag.split("-").includes(type);
  return typeof metadata.active === "string" ? metadata.active.split(/[.,]/).includes(type) : otherwise;
}
