import type { Analysis } from "../analysis/types.ts";

/** The dotted path of each name that nothing but imports of one and the same thing binds: `pd` is `pandas`. */
export function importedPaths(analysis: Analysis): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const others = new Set<string>();
  for (const { definitions, facts } of analysis.statements) {
    const bound = new Set<string>();
    for (const { module, member, name } of facts.imports) {
      if (name === undefined) continue;
      bound.add(name);
      // `import a.b` binds `a`.
      const whole = member === undefined ? module : `${module}.${member}`;
      const path = member === undefined && module.startsWith(`${name}.`) ? name : whole;
      if ((paths.get(name) ?? path) === path) paths.set(name, path);
      else others.add(name);
    }
    for (const { name } of definitions) if (!bound.has(name)) others.add(name);
  }
  for (const name of others) paths.delete(name);
  return paths;
}
