import { stringLiteral } from "../../languages/python/emit/string-literal.ts";

/** A field of a row of the step table, as Python text. */
export interface StepField {
  readonly key: string;
  readonly value: string;
}

/** Other names that people give to resources. */
const RESOURCE_NAMES: Readonly<Record<string, string>> = { gpu: "nvidia.com/gpu" };

/** What tags ask of the machine that a step runs on, and of who runs it, as fields of the step table. */
export function stepOptionFields(options: { readonly [name: string]: string }): readonly StepField[] {
  const fields: StepField[] = [];
  const add = (key: string, value: string | null) => {
    if (value !== null) fields.push({ key, value });
  };
  const { retries, image, cache, "time-limit": limit } = options;
  add("retries", positive(retries));
  add("time_limit", positive(limit));
  add(
    "resources",
    mapping(options, "limit:", (name) => RESOURCE_NAMES[name] ?? name),
  );
  add("image", image === undefined ? null : stringLiteral(image));
  add("environment", mapping(options, "env:"));
  add("secrets", mapping(options, "secret:"));
  add("labels", mapping(options, "label:"));
  add("annotations", mapping(options, "annotation:"));
  add("cache", cache === "disabled" ? "False" : null);
  return fields;
}

function positive(text: string | undefined): string | null {
  return text === undefined || Number(text) === 0 ? null : String(Number(text));
}

function mapping(
  options: { readonly [name: string]: string },
  prefix: string,
  rename: (name: string) => string = (name) => name,
): string | null {
  const entries = Object.entries(options).filter(([key]) => key.startsWith(prefix));
  const items = entries.map(([key, value]) => [rename(key.slice(prefix.length)), value] as const);
  if (items.length === 0) return null;
  return `{${items.map(([name, value]) => `${stringLiteral(name)}: ${stringLiteral(value)}`).join(", ")}}`;
}
