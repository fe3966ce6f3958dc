import type { Analysis, Statement } from "../analysis/types.ts";
import type { ImportedName } from "../languages/facts.ts";

/** What names stand for that imports bind. */
export interface ImportedPaths {
  /** The dotted path of each name that nothing but imports of one and the same thing binds: `pd` is `pandas`. */
  readonly everywhere: ReadonlyMap<string, string>;
  /** The same for the names of a statement: of those that are bound in several ways, too, where it reads one import alone. */
  readonly at: (statement: Statement) => ReadonlyMap<string, string>;
}

/** Dotted paths of names that imports bind. */
export function importedPaths(analysis: Analysis): ImportedPaths {
  const paths = new Map<string, string>();
  const others = new Set<string>();
  const imported = new Set<string>();
  for (const { definitions, facts } of analysis.statements) {
    const bound = new Set<string>();
    for (const one of facts.imports) {
      if (one.name === undefined) continue;
      bound.add(one.name);
      imported.add(one.name);
      const path = pathOf(one);
      if ((paths.get(one.name) ?? path) === path) paths.set(one.name, path);
      else others.add(one.name);
    }
    for (const { name } of definitions) if (!bound.has(name)) others.add(name);
  }
  for (const name of others) paths.delete(name);
  const unclear = new Set([...others].filter((name) => imported.has(name)));
  return {
    everywhere: paths,
    at: unclear.size === 0 ? () => paths : (statement) => pathsAt(analysis, statement, paths, unclear),
  };
}

function pathsAt(
  { statements }: Analysis,
  { reads }: Statement,
  everywhere: ReadonlyMap<string, string>,
  unclear: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const own = reads.flatMap(({ name, from }) => {
    if (!unclear.has(name)) return [];
    const found = new Set(from.map((id) => importBy(statements[id], name)));
    const [path] = found;
    return found.size === 1 && typeof path === "string" ? [[name, path] as const] : [];
  });
  return own.length === 0 ? everywhere : new Map([...everywhere, ...own]);
}

/** What an import statement binds a name to; null for other statements. */
function importBy(statement: Statement | undefined, name: string): string | null {
  const imports = statement?.facts.imports.filter((one) => one.name === name) ?? [];
  const last = imports.at(-1);
  return last === undefined || statement?.facts.kind !== "import" ? null : pathOf(last);
}

/** `import a.b` binds `a`. */
function pathOf({ module, member, name }: ImportedName): string {
  if (member !== undefined) return `${module}.${member}`;
  return name !== undefined && module.startsWith(`${name}.`) ? name : module;
}
