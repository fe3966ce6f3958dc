import { isObject, type Json, type JsonObject } from "../base/json.ts";
import type { Severity } from "../diagnostics/types.ts";
import type { DiagnosticList } from "./diagnostic-list.ts";
import { describeSchemaError, type SchemaError, withoutBranches } from "./schema-error.ts";
import { validatorsByVersion } from "./schemas/validators.ts";

/** A validator compiled by ajv: true, or false with `errors` set. */
interface Validator {
  (data: unknown): boolean;
  errors?: SchemaError[] | null;
}

type Validators = Readonly<Record<string, Validator>>;

/** What is longer is validated in part: ajv makes an object of every error, and a broken file can have millions. */
const longest = 5_000;

/** More errors than this of one cell or output are not told. */
const errorsPerPart = 20;

/** Validates the parts of one notebook by the schema of its version; every error becomes a CW409 diagnostic. */
export class SchemaCheck {
  readonly #validators: Validators;
  readonly #diagnostics: DiagnosticList;
  readonly #isV3: boolean;
  /** A format newer than our newest schema may have more keys. */
  readonly #isNewer: boolean;
  /** Kinds of notes that were told. */
  readonly #noted = new Set<string>();

  constructor([major, minor]: readonly [number, number], diagnostics: DiagnosticList) {
    const name = major === 3 ? "3" : `4.${Math.min(minor, 5)}`;
    this.#validators = (validatorsByVersion as unknown as Record<string, Validators>)[name] as Validators;
    this.#diagnostics = diagnostics;
    this.#isV3 = major === 3;
    this.#isNewer = major === 4 && minor > 5;
  }

  /** Validates the notebook without its cells. */
  notebook(root: JsonObject): void {
    this.#validate("notebook", root, undefined, "");
    if (!this.#isV3 || !Array.isArray(root.worksheets)) return;
    root.worksheets.forEach((sheet: Json, at) => {
      if (isObject(sheet) && Array.isArray(sheet.cells)) return;
      this.#diagnostics.add("CW409", "error", `worksheets[${at}] has no list of cells.`);
    });
  }

  /** Validates a cell without its outputs (nbformat 3: with them). A cell of unknown type is told elsewhere (CW410). */
  cell(cell: JsonObject, index: number, path: string): void {
    const type = this.#isV3 && cell.cell_type === "html" ? "markdown" : cell.cell_type;
    if (typeof type === "string") this.#validate(`${type}_cell`, cell, index, path);
    if (!this.#isV3 || type !== "code" || !Array.isArray(cell.outputs)) return;
    cell.outputs.forEach((output: Json, at) => {
      this.#output(output, index, `${path}.outputs[${at}]`);
    });
  }

  /** Validates an output; those of nbformat 3 were validated with their cell. */
  output(output: Json, index: number, path: string): void {
    if (!this.#isV3) this.#output(output, index, path);
  }

  #output(output: Json, index: number, path: string): void {
    const type = isObject(output) ? output.output_type : undefined;
    const isKnown =
      typeof type === "string" && !/^notebook$|_cell$/.test(type) && Object.hasOwn(this.#validators, type);
    if (isKnown) this.#validate(type, output as JsonObject, index, path);
    else {
      const what = isObject(output)
        ? `has the unknown output type ${JSON.stringify(type) ?? "(none)"}`
        : "is no output";
      this.#diagnostics.add("CW416", "warning", `${path} ${what}.`, { cell: index });
    }
  }

  #validate(part: string, value: JsonObject, index: number | undefined, path: string): void {
    const validator = Object.hasOwn(this.#validators, part) ? this.#validators[part] : undefined;
    if (validator === undefined || validator(bounded(value, 3))) return;
    const errors = withoutBranches(validator.errors ?? []).filter((error) => !this.#isAllowed(error));
    validator.errors = null;
    for (const error of errors.slice(0, errorsPerPart)) {
      if (index !== undefined && severityOf(error) === "info") this.#note(error, index, path);
      else {
        const message = `${describeSchemaError(error, path)}.`;
        this.#diagnostics.add("CW409", severityOf(error), message, index === undefined ? {} : { cell: index });
      }
    }
  }

  /** What harms nothing is told once for each notebook: where one cell has it, most have. */
  #note(error: SchemaError, index: number, path: string): void {
    const isId = isIdError(error);
    const kind = isId ? "id" : describeSchemaError(error, path).replace(/\[\d+\]/g, "[]");
    if (this.#noted.has(kind)) return;
    this.#noted.add(kind);
    const what = describeSchemaError(error, isId ? `Cell ${index + 1}` : path);
    this.#diagnostics.add(isId ? "CW413" : "CW409", "info", `${what}; other cells may be like it.`, { cell: index });
  }

  #isAllowed(error: SchemaError): boolean {
    return this.#isNewer && error.keyword === "additionalProperties";
  }
}

function isIdError(error: SchemaError): boolean {
  return (
    error.params.missingProperty === "id" || error.params.additionalProperty === "id" || error.instancePath === "/id"
  );
}

/** A broken source may lose code; unknown keys and ids lose nothing. */
function severityOf(error: SchemaError): Severity {
  if (/^\/(source|input)\b/.test(error.instancePath)) return "error";
  if (/^(source|input)$/.test(error.params.missingProperty ?? "")) return "error";
  return error.keyword === "additionalProperties" || isIdError(error) ? "info" : "warning";
}

/** The value with long lists and large objects cut, `depth` levels down; the value itself when there are none. */
function bounded<T extends Json>(value: T, depth: number): T {
  if (typeof value !== "object" || value === null || depth === 0) return value;
  if (Array.isArray(value)) return (value.length > longest ? value.slice(0, longest) : value) as unknown as T;
  let entries = Object.entries(value as JsonObject);
  let isChanged = entries.length > longest;
  entries = entries.slice(0, longest).map(([key, item]) => {
    const cut = bounded(item, depth - 1);
    if (cut !== item) isChanged = true;
    return [key, cut];
  });
  return isChanged ? (Object.fromEntries(entries) as unknown as T) : value;
}
