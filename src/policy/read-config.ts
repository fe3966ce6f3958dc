import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { isObject, type Json } from "../base/json.ts";
import { Failure } from "../diagnostics/failure.ts";
import { type Config, configPlaces } from "./config.ts";
import { validateConfig } from "./config-validator.ts";

/**
 * The configuration in the text of a file; null when the file holds none. `file` is its name. Fails with `bad-config` when it
 * cannot be read or breaks the schema.
 */
export function readConfig(text: string, file: string): Config | null {
  const place = configPlaces.find((one) => one.file === file);
  // Most projects have such a file and say nothing of us in it.
  if (place === undefined || (place.keys.length > 0 && !text.includes("cellwright"))) return null;
  let value: Json | undefined = parsed(text, file);
  for (const key of place.keys) value = isObject(value) ? value[key] : undefined;
  if (value === undefined || value === null) return null;
  if (!validateConfig(value)) throw badConfig(file, describe(validateConfig.errors?.[0] as ConfigError | undefined));
  return value as Config;
}

function parsed(text: string, file: string): Json {
  try {
    if (file.endsWith(".toml")) return parseToml(text) as Json;
    return file.endsWith(".json") ? (JSON.parse(text) as Json) : (parseYaml(text) as Json);
  } catch (error) {
    throw badConfig(file, (error as Error).message.split("\n")[0] ?? "");
  }
}

function badConfig(file: string, message: string): Failure {
  const hint = "docs/check.md describes the configuration, docs/schemas/config.schema.json is its schema";
  return new Failure("bad-config", `${file}: ${message}`, hint);
}

interface ConfigError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly propertyName?: string;
    readonly type?: string;
    readonly allowedValues?: readonly string[];
  };
}

function describe(error: ConfigError | undefined): string {
  const where = (error?.instancePath ?? "").slice(1).replaceAll("/", ".") || "the configuration";
  const { params = {}, keyword } = error ?? {};
  if (keyword === "additionalProperties")
    return `${where} has the unknown key ${JSON.stringify(params.additionalProperty)}`;
  if (keyword === "required") return `${where} lacks ${JSON.stringify(params.missingProperty)}`;
  if (keyword === "enum") return `${where} must be one of ${params.allowedValues?.join(", ")}`;
  if (keyword === "type") return `${where} must be a value of type ${params.type}`;
  return `${where} is no code (CW101), family (CW1) or name of a rule`;
}
