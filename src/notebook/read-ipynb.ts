import { isObject, type Json, type JsonObject } from "../base/json.ts";
import type { DiagnosticList } from "./diagnostic-list.ts";
import { CellReader } from "./ipynb-cell.ts";
import { upgradeCell } from "./ipynb-v3.ts";
import { kernelLanguage, kernelName } from "./kernel-language.ts";
import { parseJson } from "./parse-json.ts";
import type { Cell, Notebook } from "./types.ts";
import { SchemaCheck } from "./validate-schema.ts";

/** One cell of the file as JSON, with its JSON path for messages. */
interface RawCell {
  readonly value: Json;
  readonly path: string;
}

/** Reads Jupyter's own format, nbformat 3 and 4. Null when the text is not such a notebook (CW404 to CW407). */
export function readIpynb(text: string, path: string, diagnostics: DiagnosticList): Notebook | null {
  const root = parseJson(text, diagnostics);
  if (root === undefined) return null;
  if (!isNotebook(root)) {
    const message = `The file is JSON but no Jupyter notebook: ${whatItIs(root)}.`;
    diagnostics.add("CW405", "error", message, { hint: 'A notebook is an object with a list "cells".' });
    return null;
  }
  const version = versionOf(root, diagnostics);
  if (version === null) return null;
  if (!hasCells(root)) {
    const message = `The file is JSON but no Jupyter notebook: its "cells" ${listFault(root.cells)}.`;
    diagnostics.add("CW405", "error", message, { hint: "Take a complete copy of the file." });
    return null;
  }
  return read(root, version, path, diagnostics);
}

function read(
  root: JsonObject,
  version: readonly [number, number],
  path: string,
  diagnostics: DiagnosticList,
): Notebook {
  const check = new SchemaCheck(version, diagnostics);
  check.notebook(root);
  const metadata = isObject(root.metadata) ? root.metadata : {};
  const raw = rawCells(root);
  const reader = new CellReader(
    check,
    diagnostics,
    raw.map((cell) => cell.value),
  );
  const cells = raw.map((cell, index): Cell => reader.read(upgraded(cell, version, index, check), index, cell.path));
  return {
    path,
    format: "ipynb",
    nbformat: version,
    language: kernelLanguage(version[0] === 3 ? withCellLanguage(metadata, raw) : metadata),
    kernel: kernelName(metadata),
    metadata,
    cells,
  };
}

/** Validates a cell by the rules of the file's version, and gives it in the form of nbformat 4. */
function upgraded(cell: RawCell, version: readonly [number, number], index: number, check: SchemaCheck): Json {
  if (!isObject(cell.value)) return cell.value;
  check.cell(cell.value, index, cell.path);
  return version[0] === 3 ? upgradeCell(cell.value) : cell.value;
}

function isNotebook(root: Json): root is JsonObject {
  if (!isObject(root)) return false;
  return hasCells(root) || root.nbformat !== undefined;
}

function hasCells(root: JsonObject): boolean {
  return Array.isArray(root.cells) || Array.isArray(root.worksheets);
}

function listFault(value: Json | undefined): string {
  return value === undefined
    ? "are missing"
    : `are ${value === null ? "null" : `of the type ${typeof value}`}, not a list`;
}

function whatItIs(root: Json): string {
  if (Array.isArray(root)) return `it holds a list of ${root.length} item${root.length === 1 ? "" : "s"}`;
  if (!isObject(root)) return `it holds a single ${root === null ? "null" : typeof root}`;
  const keys = Object.keys(root);
  if (keys.length === 0) return "it holds an empty object";
  const shown = keys.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 30)));
  return `it has the keys ${shown.join(", ")}${keys.length > 5 ? " and more" : ""}`;
}

function versionOf(root: JsonObject, diagnostics: DiagnosticList): readonly [number, number] | null {
  const fallback = Array.isArray(root.worksheets) && !Array.isArray(root.cells) ? 3 : 4;
  const major = wholeNumber(root.nbformat) ?? fallback;
  const minor = wholeNumber(root.nbformat_minor) ?? (major === 3 ? 0 : 4);
  if (major !== 3 && major !== 4) {
    const message = `The notebook is in nbformat ${major}; versions 3 and 4 can be read.`;
    const hint = major < 3 ? "Open and save it with Jupyter, or run `jupyter nbconvert --to notebook`." : undefined;
    diagnostics.add("CW406", "error", message, hint === undefined ? {} : { hint });
    return null;
  }
  if (major === 4 && minor > 5) {
    const message = `The notebook is in nbformat 4.${minor}, newer than 4.5; it is read by the rules of 4.5.`;
    diagnostics.add("CW418", "info", message);
  }
  return [major, minor];
}

function wholeNumber(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : undefined;
}

function rawCells(root: JsonObject): RawCell[] {
  if (Array.isArray(root.cells)) return listed(root.cells, "cells");
  if (!Array.isArray(root.worksheets)) return [];
  return root.worksheets.flatMap((sheet: Json, at) => {
    const cells = isObject(sheet) ? sheet.cells : undefined;
    return Array.isArray(cells) ? listed(cells, `worksheets[${at}].cells`) : [];
  });
}

function listed(cells: readonly Json[], holder: string): RawCell[] {
  return cells.map((value, at) => ({ value, path: `${holder}[${at}]` }));
}

/** nbformat 3 names the language in every code cell; the first one speaks for the notebook. */
function withCellLanguage(metadata: JsonObject, cells: readonly RawCell[]): JsonObject {
  const first = cells.find(({ value }) => isObject(value) && typeof value.language === "string");
  if (first === undefined || !isObject(first.value)) return metadata;
  return { language: first.value.language as string, ...metadata };
}
