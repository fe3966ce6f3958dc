import type { Analysis, NameDefinition, Statement, StatementId } from "../analysis/types.ts";
import { isPlainAssignment } from "./classify.ts";
import type { Role } from "./types.ts";

/** Types of numbers; of a dict each number counts. */
const NUMBERS: ReadonlySet<string> = new Set([
  "builtins.float",
  "builtins.int",
  "numpy.float32",
  "numpy.float64",
  "numpy.int64",
]);

/** Words in names of scores that are computed by hand: `test_mae`. */
const SCORE = /(^|_)(accuracy|acc|auc|f1|mae|mape|mse|precision|r2|recall|rmse|rmsle|smape)(_|$)/i;

/**
 * Names by which runs are compared, as some statements leave them: what tagged cells define, scores of models, and what is
 * named like one. A name is `true` when it is certainly meant: then it is stored although others compute with it.
 */
export function metricNames(
  analysis: Analysis,
  roles: readonly Role[],
  statements: readonly StatementId[],
  tagged: ReadonlySet<number>,
): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  for (const id of statements) {
    const statement = analysis.statements[id] as Statement;
    const isTagged = tagged.has(statement.cell);
    for (const definition of statement.definitions) {
      names.delete(definition.name);
      const isNamed = SCORE.test(definition.name) && !isPlainAssignment(statement);
      if (roles[id] !== "data" || !mayBeMetric(definition, isTagged || isNamed)) continue;
      const { name, type, score } = definition;
      names.set(name, score === true || (type !== null && NUMBERS.has(type)));
    }
  }
  return names;
}

function mayBeMetric({ name, kind, type, score, live }: NameDefinition, isMarked: boolean): boolean {
  if (kind !== "variable" || live || name.startsWith("_") || !(isMarked || score)) return false;
  return type === null || NUMBERS.has(type) || type.startsWith("builtins.dict");
}
