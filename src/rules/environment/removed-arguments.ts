import type { RemovedName } from "./removed-names.ts";

const OF_READ_CSV: Readonly<Record<string, RemovedName>> = {
  error_bad_lines: { removed: "2.0", instead: '`on_bad_lines="skip"`' },
  warn_bad_lines: { removed: "2.0", instead: '`on_bad_lines="warn"`' },
  squeeze: { removed: "2.0", instead: '`.squeeze("columns")` behind the call' },
  prefix: { removed: "2.0", instead: "`names`" },
  mangle_dupe_cols: { removed: "2.0", instead: "nothing: it is always so" },
};
const OF_HISTOGRAM: Readonly<Record<string, RemovedName>> = {
  normed: { removed: "3.1", instead: "`density=True`" },
};
const OF_CLUSTERS: Readonly<Record<string, RemovedName>> = {
  affinity: { removed: "1.4", instead: "`metric`" },
};
const OF_BOOSTING: Readonly<Record<string, RemovedName>> = {
  base_estimator: { removed: "1.4", instead: "`estimator`" },
};

/** Keyword arguments that functions no longer take, by their dotted path, and the version since which they do not. */
export const REMOVED_ARGUMENTS: ReadonlyMap<string, Readonly<Record<string, RemovedName>>> = new Map([
  ["sklearn.preprocessing.OneHotEncoder", { sparse: { removed: "1.4", instead: "`sparse_output`" } }],
  ["sklearn.cluster.AgglomerativeClustering", OF_CLUSTERS],
  ["sklearn.cluster.FeatureAgglomeration", OF_CLUSTERS],
  ["sklearn.ensemble.AdaBoostClassifier", OF_BOOSTING],
  ["sklearn.ensemble.AdaBoostRegressor", OF_BOOSTING],
  ["sklearn.ensemble.BaggingClassifier", OF_BOOSTING],
  ["sklearn.ensemble.BaggingRegressor", OF_BOOSTING],
  ["sklearn.calibration.CalibratedClassifierCV", OF_BOOSTING],
  ["sklearn.linear_model.LinearRegression", { normalize: { removed: "1.2", instead: "a `StandardScaler` before it" } }],
  ["sklearn.linear_model.Ridge", { normalize: { removed: "1.2", instead: "a `StandardScaler` before it" } }],
  ["sklearn.linear_model.Lasso", { normalize: { removed: "1.2", instead: "a `StandardScaler` before it" } }],
  ["pandas.read_csv", OF_READ_CSV],
  ["pandas.read_table", OF_READ_CSV],
  ["pandas.date_range", { closed: { removed: "2.0", instead: "`inclusive`" } }],
  ["matplotlib.pyplot.hist", OF_HISTOGRAM],
  ["numpy.histogram", { normed: { removed: "1.24", instead: "`density=True`" } }],
  [
    "gensim.models.Word2Vec",
    { size: { removed: "4.0", instead: "`vector_size`" }, iter: { removed: "4.0", instead: "`epochs`" } },
  ],
]);
