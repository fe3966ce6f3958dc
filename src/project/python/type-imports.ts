import type { Analysis } from "../../analysis/types.ts";
import { emitImport } from "../../languages/python/emit/emit-import.ts";

/** For each type that the notebook itself imports by name: the statement that imports it. */
export function typeImports(analysis: Analysis): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const bound = new Map<string, Set<string>>();
  for (const { facts, definitions } of analysis.statements) {
    for (const { name } of definitions) bound.set(name, bound.get(name) ?? new Set());
    for (const one of facts.imports) {
      if (one.name === undefined) continue;
      bound.get(one.name)?.add(emitImport(one));
      if (one.member !== undefined && one.member === one.name && facts.kind === "import")
        found.set(`${one.module}.${one.member}`, emitImport(one));
    }
  }
  for (const [library, alias] of [
    ["pandas", "pd"],
    ["numpy", "np"],
  ] as const) {
    const statement = `import ${library} as ${alias}`;
    const others = bound.get(alias);
    if (others === undefined || (others.size === 1 && others.has(statement))) found.set(library, statement);
  }
  return found;
}
