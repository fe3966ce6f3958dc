import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import standaloneModule from "ajv/dist/standalone/index.js";

const header = `// biome-ignore-all format: compiled
// biome-ignore-all lint: compiled
// @ts-nocheck
/*
 * Compiled by ajv from docs/schemas/config.schema.json.
 * Do not edit: \`npx vitest run test/policy/config-validator.test.ts -u\` writes it anew.
 */
`;

const type = "{ (value: unknown): boolean; errors?: readonly unknown[] | null }";

/** TypeScript source of the validator of configuration files. */
export function compileConfigValidator(): string {
  const file = new URL("../../docs/schemas/config.schema.json", import.meta.url);
  const schema = { ...JSON.parse(readFileSync(file, "utf8")), $id: "validateConfig" } as { [key: string]: unknown };
  const ajv = new Ajv({
    schemas: [schema],
    messages: false,
    // Lengths in UTF-16 units keep the code free of imports.
    unicode: false,
    strict: false,
    logger: false,
    code: { source: true, esm: true, lines: false },
  });
  const code = standaloneModule
    .default(ajv, { validateConfig: "validateConfig" })
    .replace('"use strict";', "")
    .replace("export const validateConfig =", `export const validateConfig: ${type} =`)
    .replaceAll(/\/\*# sourceURL="\w+" \*\/;/g, "")
    .replaceAll(/(?<=[;}])(?=const |function )/g, "\n");
  return `${header}${code}\n`;
}
