import type { Expr } from "../../languages/facts.ts";

/** What YAML readers of some version take for something else than text, also as a name. */
const WORDS = /^(y|n|yes|no|on|off|true|false|null)$/i;

/**
 * A value as YAML that reads back as the same value, declared as it is in `params.py`; null for all but plain values. The
 * `source` of a number is kept where YAML writes it the same way.
 */
export function yamlValue(value: Expr, source: string): string | null {
  if (value.kind !== "collection") return scalar(value, source);
  // Elements have no declared types, so that only texts, numbers, lists and mappings come back as what they were.
  return value.type === "dict" ? mapping(value.parts) : list(value.parts);
}

/** A name of a mapping, as any YAML reader takes it for a text. */
export function yamlName(name: string): string {
  // Python knows names by this form.
  const normal = name.normalize("NFKC");
  return WORDS.test(normal) ? quoted(normal) : normal;
}

function scalar(value: Expr, source: string): string | null {
  if (value.kind !== "literal") return null;
  switch (value.type) {
    case "none":
      return "null";
    case "bool":
      return String(value.value);
    case "str":
      return typeof value.value === "string" ? text(value.value) : null;
    case "int":
      if (/^-?(0|[1-9]\d*)$/.test(source)) return source;
      return typeof value.value === "number" ? String(value.value) : null;
    case "float":
      return typeof value.value === "number" ? float(value.value, source) : null;
    default:
      return null;
  }
}

function float(value: number, source: string): string {
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(source)) return source;
  const written = Object.is(value, -0) ? "-0" : String(value);
  return /^-?\d+$/.test(written) ? `${written}.0` : written;
}

function text(value: string): string | null {
  return /\p{Surrogate}/u.test(value) ? null : quoted(value);
}

/** A text in double quotes: JSON, and escapes for what YAML takes for the end of a line or does not take at all. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function element(value: Expr): string | null {
  if (value.kind === "collection" && value.type !== "list" && value.type !== "dict") return null;
  return yamlValue(value, "");
}

function list(parts: readonly Expr[]): string | null {
  const written = parts.map(element);
  return written.includes(null) ? null : `[${written.join(", ")}]`;
}

function mapping(parts: readonly Expr[]): string | null {
  const entries = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) {
    const [key, value] = [parts[at], parts[at + 1]];
    const name = key?.kind === "literal" && typeof key.value === "string" ? text(key.value) : null;
    const written = value === undefined ? null : element(value);
    if (name === null || written === null) return null;
    entries.set(name, written);
  }
  return `{${[...entries].map(([name, written]) => `${name}: ${written}`).join(", ")}}`;
}
