import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { NeededName, Role } from "./types.ts";

/**
 * Imports of the notebook that are there for what they do. Nobody may need to name these: `import hvplot.pandas` gives
 * each table a method. What is only assumed to do something counts when nothing mentions what comes from that module:
 * else why is it there?
 */
export function effectImports(analysis: Analysis, roles: readonly Role[]): readonly NeededName[] {
  const imports = analysis.statements.filter(({ id }) => roles[id] === "import");
  const mentioned = new Set(analysis.statements.flatMap(({ facts }) => facts.uses.map(({ name }) => name)));
  const bound = imports.flatMap(({ facts }) => facts.imports);
  const used = new Set(
    bound.flatMap(({ name, module }) => (name !== undefined && mentioned.has(name) ? [module] : [])),
  );
  return imports.flatMap((one) =>
    namesForEffect(one, used).map((name) => ({ name, statement: one.id, forEffect: true })),
  );
}

/** What a step imports by name, and what stands above its end for what it does. */
export function withEffectImports(
  named: readonly NeededName[],
  forEffect: readonly NeededName[],
  end: StatementId,
): readonly NeededName[] {
  const added = forEffect.filter(({ name, statement }) => statement <= end && !named.some((one) => one.name === name));
  return [...named, ...added].sort((a, b) => a.statement - b.statement || (a.name < b.name ? -1 : 1));
}

function namesForEffect({ facts, effects }: Statement, used: ReadonlySet<string>): readonly string[] {
  return facts.imports.flatMap(({ name, module, member }) => {
    const path = member === undefined ? module : `${module}.${member}`;
    const effect = effects.find(({ kind, resource }) => kind === "imports" && resource === path);
    const counts = effect?.evidence === "proved" || (effect !== undefined && !used.has(module));
    return counts && name !== undefined ? [name] : [];
  });
}
