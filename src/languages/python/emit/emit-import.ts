import { topLevel } from "../../../base/dotted-path.ts";
import type { ImportedName } from "../../facts.ts";

/** The import statement that binds this one name. */
export function emitImport({ module, member, name }: ImportedName): string {
  if (member === "*") return `from ${module} import *`;
  if (member !== undefined) return `from ${module} import ${member}${name === member ? "" : ` as ${name}`}`;
  const bindsTop = name === topLevel(module);
  return `import ${module}${bindsTop ? "" : ` as ${name}`}`;
}

const UNUSED = "  # noqa: F401";

/** The same where it may be that nothing uses the name. */
export function emitEffectImport(imported: ImportedName): string {
  return unused(emitImport(imported));
}

/** An import of which it may be that no code uses the name. */
export function unused(line: string): string {
  return `${line}${UNUSED}`;
}

/** Modules that linters tell apart from packages that are installed. */
export interface KnownModules {
  readonly standardLibrary: ReadonlySet<string>;
  /** What stands in the project beside its package: `utils.py`, `lib`. */
  readonly beside: readonly string[];
}

/** Imports as text in three paragraphs: the future, plain ones, the project's own; each once, in a stable order. */
export function sortImports(
  lines: readonly string[],
  { standardLibrary, beside }: KnownModules,
  ownPackage: string,
): string {
  const own = new Set([ownPackage, ...beside.map((name) => name.replace(/\.py$/, ""))]);
  const rank = (line: string) => {
    const module = line.split(/\s+/)[1] ?? "";
    const top = topLevel(module);
    if (top === "__future__") return 0;
    if (own.has(top) || module.startsWith(".")) return 3;
    return standardLibrary.has(top) ? 1 : 2;
  };
  const all = new Set(lines);
  const isTwice = (line: string) => line.endsWith(UNUSED) && all.has(line.slice(0, -UNUSED.length));
  const merged = mergeFrom([...all].filter((line) => !isTwice(line)));
  const paragraphs = [0, 1, 2, 3].map((wanted) => merged.filter((line) => rank(line) === wanted).sort(byModule));
  return paragraphs
    .filter((paragraph) => paragraph.length > 0)
    .map((paragraph) => paragraph.join("\n"))
    .join("\n\n");
}

/** `from a import b` and `from a import c` become one; what has another name here stays on a line of its own. */
function mergeFrom(lines: readonly string[]): readonly string[] {
  const members = new Map<string, string[]>();
  const others: string[] = [];
  for (const line of lines) {
    const match = /^from (\S+) import ([^*#]+)$/.exec(line);
    if (!match || line.includes(" as ")) others.push(line);
    else
      members.set(match[1] as string, [
        ...(members.get(match[1] as string) ?? []),
        ...(match[2] as string).split(", "),
      ]);
  }
  return [
    ...others,
    ...[...members].map(([module, names]) => `from ${module} import ${[...new Set(names)].sort(byKind).join(", ")}`),
  ];
}

/** As linters want it: constants, classes, then all else, whatever the case of letters. */
function byKind(a: string, b: string): number {
  const key = (name: string) => {
    const kind = /^[^a-z]{2,}$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
    return `${kind} ${name.toLowerCase()} ${name}`;
  };
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

function byModule(a: string, b: string): number {
  const key = (line: string) => `${line.startsWith("import") ? 0 : 1} ${line.split(/\s+/)[1]}`.toLowerCase();
  const first = (line: string) => line.split(/\s+/)[3]?.replace(",", "") ?? "";
  if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
  const [isStar, isOtherStar] = [first(a) === "*", first(b) === "*"];
  return isStar === isOtherStar ? byKind(first(a), first(b)) : isStar ? -1 : 1;
}
