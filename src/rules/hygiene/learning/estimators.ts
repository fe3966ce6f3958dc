import type { Statement, StatementId } from "../../../analysis/types.ts";
import { lastName } from "../../../base/dotted-path.ts";
import type { Expr } from "../../../languages/facts.ts";
import { allOf, dottedPath } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";

/** What a class learns from the rows that it is fitted on, as far as it matters who else sees them. */
export type Learns =
  /** Means, ranges, directions, frequencies. */
  | "statistics"
  /** How columns go with the target. */
  | "target"
  /** New rows, made of those that are there. */
  | "rows";

const LEARNS: ReadonlyMap<string, Learns> = new Map([
  ...of("statistics", [
    "StandardScaler MinMaxScaler RobustScaler MaxAbsScaler PowerTransformer QuantileTransformer KBinsDiscretizer",
    "SimpleImputer KNNImputer IterativeImputer Imputer PCA IncrementalPCA KernelPCA SparsePCA TruncatedSVD FastICA NMF",
    "FactorAnalysis TfidfVectorizer TfidfTransformer Normalization",
  ]),
  ...of("target", [
    "SelectKBest SelectPercentile SelectFpr SelectFdr SelectFwe GenericUnivariateSelect SelectFromModel RFE RFECV",
    "SequentialFeatureSelector TargetEncoder LeaveOneOutEncoder CatBoostEncoder WOEEncoder JamesSteinEncoder",
    "MEstimateEncoder LinearDiscriminantAnalysis",
  ]),
  ...of("rows", [
    "SMOTE SMOTENC SMOTEN BorderlineSMOTE SVMSMOTE KMeansSMOTE ADASYN RandomOverSampler SMOTEENN SMOTETomek",
  ]),
]);

const LIBRARIES =
  /^(sklearn|imblearn|category_encoders|feature_engine|xgboost|lightgbm|catboost|umap|cuml|statsmodels|(tensorflow\.)?keras\.layers)\./;

/** Classes that hold others and do what these do. */
const COMPOSITES: ReadonlySet<string> = new Set([
  "ColumnTransformer",
  "make_column_transformer",
  "Pipeline",
  "make_pipeline",
  "FeatureUnion",
  "make_union",
]);

/** What an expression that stands for an estimator is made by. */
export interface Estimator {
  /** Last name of the class: `StandardScaler`. */
  readonly name: string;
  readonly learns: Learns | null;
  /** Of a search (`GridSearchCV`): what it tries settings of; null when that is not known. */
  readonly tried?: Estimator | null;
}

/** Knows by what the estimators of a notebook were made. */
export class Estimators {
  readonly #imported: ReadonlyMap<string, string>;
  /** For each name, what was bound to it, last first. */
  readonly #bound = new Map<string, { readonly id: StatementId; readonly value: Expr }[]>();

  constructor({ code }: Pick<Subject, "code">) {
    this.#imported = code.importedPaths;
    for (const { operation, statement, deferred } of code.operations)
      if (operation.op === "bind" && !operation.local && !deferred)
        this.#bound.set(operation.name, [
          { id: statement.id, value: operation.value },
          ...(this.#bound.get(operation.name) ?? []),
        ]);
  }

  /** The class of a library that makes an estimator; null when it is not known, or of no library that is. */
  of(expr: Expr, statement: Pick<Statement, "id">, depth = 0): Estimator | null {
    if (depth > 4) return null;
    if (expr.kind === "name") {
      const bound = expr.local ? undefined : this.#bound.get(expr.name)?.find(({ id }) => id <= statement.id);
      return bound === undefined || bound.value === expr ? null : this.of(bound.value, bound, depth + 1);
    }
    if (expr.kind !== "call") return null;
    const path = dottedPath(expr.of, this.#imported);
    if (path !== null && LIBRARIES.test(path)) {
      const name = lastName(path);
      if (name.endsWith("SearchCV")) {
        const tried = expr.arguments.find(({ name: as }) => as === "estimator") ?? expr.arguments[0];
        return { name, learns: null, tried: tried ? this.of(tried.value, statement, depth + 1) : null };
      }
      const learns = COMPOSITES.has(name) ? this.#ofParts(expr, statement, depth) : (LEARNS.get(name) ?? null);
      return { name, learns };
    }
    // `StandardScaler().fit(X)` is the scaler.
    const isFit = expr.of.kind === "member" && /^(fit|set_params|set_output)$/.test(expr.of.name);
    return isFit && expr.of.kind === "member" ? this.of(expr.of.of, statement, depth + 1) : null;
  }

  #ofParts(expr: Expr, statement: Pick<Statement, "id">, depth: number): Learns | null {
    const inside = allOf(expr)
      .slice(1)
      .filter(({ kind }) => kind === "call" || kind === "name");
    for (const part of inside) {
      const learns = this.of(part, statement, depth + 1)?.learns;
      if (learns) return learns;
    }
    return null;
  }
}

function of(learns: Learns, names: readonly string[]): readonly (readonly [string, Learns])[] {
  return names.flatMap((line) => line.split(" ")).map((name) => [name, learns] as const);
}
