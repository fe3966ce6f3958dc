import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import standaloneModule from "ajv/dist/standalone/index.js";

const standaloneCode = standaloneModule.default;

type Schema = { [key: string]: unknown };

const versions = ["3", "4.0", "4.1", "4.2", "4.3", "4.4", "4.5"];

/** Definitions that are validated one by one, by major version. */
const namesByMajor: Record<string, string[]> = {
  "3": ["raw_cell", "markdown_cell", "heading_cell", "code_cell", "pyout", "display_data", "stream", "pyerr"],
  "4": ["raw_cell", "markdown_cell", "code_cell", "execute_result", "display_data", "stream", "error"],
};

/** Lists whose items are validated one by one. */
const validatedApart = { cells: true, worksheets: true, outputs: true };

const header = `// biome-ignore-all format: compiled
// biome-ignore-all lint: compiled
// @ts-nocheck
/*
 * Compiled by ajv from the JSON schemas beside this file, which are nbformat's own (BSD-3-Clause, see NOTICE).
 * Do not edit: \`npx vitest run test/notebook/validators.test.ts -u\` writes it anew.
 */
`;

/**
 * TypeScript source of the validators for every part (notebook, cell, output) of every nbformat version, compiled by
 * ajv from nbformat's own schemas. Parts that are the same in several versions share one validator. A notebook's cells
 * and a cell's outputs are not validated with their parent, so that an error is told of the smallest part.
 */
export function compileValidators(): string {
  const pool = new SchemaPool();
  const rows = versions.map((version) => {
    const parts = Object.entries(partsOf(version, pool)).map(([part, id]) => `${part}: ${id}`);
    return `  ${JSON.stringify(version)}: { ${parts.join(", ")} },`;
  });
  const table = `export const validatorsByVersion = {\n${rows.join("\n")}\n};\n`;
  return `${header}${compiled(pool)}\n${table}`;
}

function compiled(pool: SchemaPool): string {
  const ajv = new Ajv({
    schemas: pool.schemas,
    strict: false,
    allErrors: true,
    messages: false,
    inlineRefs: false,
    // Lengths in UTF-16 units keep the code free of imports; the one length in the schemas is of an ASCII pattern.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: false },
  });
  const ids = Object.fromEntries(pool.schemas.map(({ $id }) => [$id, $id]));
  return standaloneCode(ajv, ids)
    .replace('"use strict";', "")
    .replaceAll(/export const (\w+) = (\w+);/g, "const $1 = $2;")
    .replaceAll(/\/\*# sourceURL="\w+" \*\/;/g, "")
    .replaceAll(/(?<=[;}])(?=const |function )/g, "\n");
}

/** The schemas to compile, each shape once, named after its first use. */
class SchemaPool {
  readonly schemas: { $id: string; [key: string]: unknown }[] = [];
  readonly #idByShape = new Map<string, string>();

  add(name: string, schema: Schema): string {
    const shape = JSON.stringify(schema);
    let id = this.#idByShape.get(shape);
    if (id === undefined) {
      id = `${name}${this.schemas.length}`;
      this.#idByShape.set(shape, id);
      this.schemas.push({ ...schema, $id: id });
    }
    return id;
  }
}

function partsOf(version: string, pool: SchemaPool): Record<string, string> {
  const file = new URL(`../../src/notebook/schemas/nbformat.v${version}.schema.json`, import.meta.url);
  const root = JSON.parse(readFileSync(file, "utf8")) as Schema;
  const names = namesByMajor[version.slice(0, 1)];
  if (names === undefined) throw new Error(`no parts are known for version ${version}`);
  const definitions = root.definitions as Record<string, Schema>;
  const { $schema: _dialect, definitions: _definitions, ...rest } = root;
  const parts: Record<string, string> = { notebook: pool.add("notebook", pooled(rest, root, pool)) };
  for (const name of names) {
    const definition = definitions[name];
    if (definition === undefined) throw new Error(`${name} is not defined in version ${version}`);
    parts[name] = pool.add(name, pooled(definition, root, pool));
  }
  return parts;
}

/** A copy without descriptions, in which every `$ref` names a schema of the pool. */
function pooled(schema: Schema, root: Schema, pool: SchemaPool): Schema {
  return copied(schema) as Schema;

  function copied(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(copied);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
      if (key === "description" && typeof item === "string") return [];
      if (key === "$ref") return [[key, referenced(item as string)]];
      if (key in validatedApart) return [[key, withoutItems(item as Schema)]];
      return [[key, copied(item)]];
    });
    return Object.fromEntries(entries);
  }

  function referenced(pointer: string): string {
    const path = pointer.slice(2).split("/");
    const named = path.reduce<unknown>((at, key) => (at as Schema)[key], root);
    return pool.add(path.at(-1) as string, copied(named) as Schema);
  }
}

function withoutItems(list: Schema): Schema {
  const { items: _items, description: _description, ...rest } = list;
  return rest;
}
