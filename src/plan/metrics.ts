import type { Analysis, NameDefinition, StatementId } from "../analysis/types.ts";
import type { Role } from "./types.ts";

/** Types of numbers; of a dict each number counts. */
const NUMBERS: ReadonlySet<string> = new Set([
  "builtins.float",
  "builtins.int",
  "numpy.float32",
  "numpy.float64",
  "numpy.int64",
]);

/**
 * Names by which runs are compared, as some statements leave them: what tagged cells define, and scores of models. A name
 * is `true` when it is certainly meant: then it is stored although others compute with it.
 */
export function metricNames(
  analysis: Analysis,
  roles: readonly Role[],
  statements: readonly StatementId[],
  tagged: ReadonlySet<number>,
): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  for (const id of statements) {
    const { cell, definitions } = analysis.statements[id] as Analysis["statements"][number];
    for (const definition of definitions) {
      names.delete(definition.name);
      if (roles[id] !== "data" || !mayBeMetric(definition, tagged.has(cell))) continue;
      const { name, type, score } = definition;
      names.set(name, score === true || (type !== null && NUMBERS.has(type)));
    }
  }
  return names;
}

function mayBeMetric({ name, kind, type, score, live }: NameDefinition, isTagged: boolean): boolean {
  if (kind !== "variable" || live || name.startsWith("_") || !(isTagged || score)) return false;
  return type === null || NUMBERS.has(type) || type.startsWith("builtins.dict");
}
