import type { IOutput } from "@jupyterlab/nbformat";
import { isObject, type Json, type JsonObject } from "../base/json.ts";
import type { DiagnosticList } from "./diagnostic-list.ts";
import { readOutput } from "./ipynb-output.ts";
import { multilineText } from "./multiline-text.ts";
import type { Cell } from "./types.ts";
import type { SchemaCheck } from "./validate-schema.ts";

/** Turns the cells of one file, given in the form of nbformat 4, into {@link Cell}s: always one for one. */
export class CellReader {
  readonly #check: SchemaCheck;
  readonly #diagnostics: DiagnosticList;
  /** Ids that cells of the file have; none of them may be made up for another cell. */
  readonly #given: ReadonlySet<string>;
  readonly #used = new Set<string>();

  constructor(check: SchemaCheck, diagnostics: DiagnosticList, cells: readonly Json[]) {
    this.#check = check;
    this.#diagnostics = diagnostics;
    this.#given = new Set(cells.map(givenId).filter((id) => id !== undefined));
  }

  /** Reads one cell. */
  read(value: Json, index: number, path: string): Cell {
    if (!isObject(value)) {
      const found = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
      const message = `${path} is ${found}, not a cell; it is left out.`;
      this.#diagnostics.add("CW410", "error", message, { cell: index });
      return this.#cell({}, "raw", index, path);
    }
    return this.#cell(value, this.#kind(value.cell_type, index, path), index, path);
  }

  #cell(value: JsonObject, kind: Cell["kind"], index: number, path: string): Cell {
    const metadata = isObject(value.metadata) ? value.metadata : {};
    const count = value.execution_count;
    return {
      id: this.#id(value, index, path),
      index,
      kind,
      source: this.#source(value, index, path),
      tags: tagsOf(metadata),
      metadata,
      executionCount: typeof count === "number" && Number.isInteger(count) ? count : null,
      outputs: kind === "code" ? this.#outputs(value.outputs, index, path) : [],
    };
  }

  #kind(type: Json | undefined, index: number, path: string): Cell["kind"] {
    if (type === "code" || type === "markdown" || type === "raw") return type;
    const message = `${path}.cell_type is ${JSON.stringify(type) ?? "missing"}; the cell is read as raw text.`;
    const hint = "Cell types are code, markdown and raw.";
    this.#diagnostics.add("CW410", "error", message, { cell: index, hint });
    return "raw";
  }

  #source(value: JsonObject, index: number, path: string): string {
    const text = multilineText(value.source).replaceAll(/\r\n?/g, "\n");
    const formed = text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
    if (formed !== text) {
      const start = firstDifference(text, formed);
      const message = `${path}.source has half of a surrogate pair, which is no character; it was read as U+FFFD.`;
      this.#diagnostics.add("CW414", "warning", message, { cell: index, start, end: start + 1 });
    }
    const zero = formed.indexOf("\0");
    if (zero !== -1) {
      const message = `${path}.source has a NUL character, which no kernel accepts in code.`;
      this.#diagnostics.add("CW415", "warning", message, { cell: index, start: zero, end: zero + 1 });
    }
    return formed;
  }

  #outputs(value: Json | undefined, index: number, path: string): IOutput[] {
    if (!Array.isArray(value)) return [];
    return value.flatMap((output: Json, at) => {
      this.#check.output(output, index, `${path}.outputs[${at}]`);
      const read = isObject(output) ? readOutput(output) : null;
      return read === null ? [] : [read];
    });
  }

  #id(value: JsonObject, index: number, path: string): string {
    const given = givenId(value);
    if (given !== undefined && !this.#used.has(given)) {
      this.#used.add(given);
      return given;
    }
    const id = this.#freshId(index);
    if (given !== undefined) {
      const message = `${path}.id ${JSON.stringify(given)} is the id of an earlier cell too; this cell is called ${id}.`;
      this.#diagnostics.add("CW412", "warning", message, { cell: index });
    }
    return id;
  }

  #freshId(index: number): string {
    let id = `cell-${index}`;
    while (this.#given.has(id) || this.#used.has(id)) id += "-";
    this.#used.add(id);
    return id;
  }
}

/** The tags in a cell's metadata; one string counts as one tag, what is no string is left out. */
export function tagsOf(metadata: JsonObject): string[] {
  const { tags } = metadata;
  if (typeof tags === "string") return tags.trim() === "" ? [] : [tags];
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}

function givenId(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  return typeof value.id === "string" && value.id !== "" ? value.id : undefined;
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}
