import { parse, stringify, type TomlTable, type TomlValue } from "smol-toml";

/** Lists of requirements: one that is there in another version is there. */
const REQUIREMENTS = /^(project\.(optional-)?dependencies|dependency-groups|build-system\.requires)\b/;

/**
 * The lines that the text of a `pyproject.toml` lacks of another: keys that are not there, and packages that its lists do
 * not name. What is there with another value is somebody's choice. Null where one of the texts cannot be read.
 */
export function lackingMetadata(present: string, wanted: string): readonly string[] | null {
  try {
    const lacking = missingIn(parse(present), parse(wanted), "");
    return Object.keys(lacking).length === 0 ? [] : stringify(lacking).trimEnd().split("\n");
  } catch {
    return null;
  }
}

/** What a table lacks of another, as a table. */
function missingIn(present: TomlTable, wanted: TomlTable, outer: string): TomlTable {
  const found: TomlTable = {};
  for (const [key, value] of Object.entries(wanted)) {
    const [own, name] = [present[key], `${outer}${key}`];
    const rest = own === undefined ? value : missingOf(own, value, name);
    if (rest !== null) found[key] = rest;
  }
  return found;
}

function missingOf(own: TomlValue, wanted: TomlValue, name: string): TomlValue | null {
  if (isTable(own) && isTable(wanted)) {
    const rest = missingIn(own, wanted, `${name}.`);
    return Object.keys(rest).length === 0 ? null : rest;
  }
  if (!Array.isArray(own) || !Array.isArray(wanted) || !REQUIREMENTS.test(name)) return null;
  const known = new Set(own.map(packageOf));
  const rest = wanted.filter((one) => !known.has(packageOf(one)));
  return rest.length === 0 ? null : rest;
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
}

/** The package of a requirement, by its normal name. */
function packageOf(requirement: TomlValue): string {
  const [name = ""] = /^[\w.-]*/.exec(String(requirement)) ?? [];
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
