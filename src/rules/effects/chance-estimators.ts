import type { CallSite } from "../code-index.ts";
import type { Subject } from "../subject.ts";
import { typesOfName } from "../types-of-read.ts";

/** Calls that fit an estimator. */
export const FITS =
  /^(fit|partial_fit|fit_(transform|predict|resample)|cross_val_(score|predict)|cross_validate|learning_curve|validation_curve)$/;

/**
 * Estimators whose results depend on their draws. Others draw too, to break ties or for a solver that is rarely chosen
 * (`SVC`, `Lasso`, `LogisticRegression`, `DecisionTreeClassifier`): what they give is as good as the same each time.
 */
const BY_CHANCE =
  /^(sklearn\..*\.(RandomForest\w+|ExtraTrees\w+|Bagging\w+|IsolationForest|(MiniBatch|Bisecting)?KMeans|MLP\w+|SGD(Classifier|Regressor)|Perceptron|PassiveAggressive\w+|TSNE|MDS|LatentDirichletAllocation|FastICA|TruncatedSVD|(Bayesian)?GaussianMixture|SpectralClustering|RANSACRegressor|RandomizedSearchCV|RBFSampler|Nystroem|RandomTreesEmbedding|\w+RandomProjection|BernoulliRBM|EllipticEnvelope|MinCovDet)|imblearn\.(over|under)_sampling\..*|imblearn\.(combine|ensemble)\..*)$/;

/** Whether a call of `fit` or its like gives something else in each run, as far as is seen. */
export function fitsByChance(subject: Subject, site: CallSite): boolean {
  const own = typeOfReceiver(subject, site);
  if (own !== null && (BY_CHANCE.test(own) || own === "keras.Model")) return true;
  // A pipeline, a search, a function: it depends on what is in it.
  const isContainer =
    own === null ||
    /(Pipeline|make_\w+|SearchCV|Transformer|Union|Voting\w+|Stacking\w+|OneVs\w+|MultiOutput\w+|Calibrated\w+)$/.test(
      own,
    );
  return isContainer && subject.code.calls.some((made) => isByChance(made) && isUnseeded(made));
}

/** A call that makes such an estimator. */
export function isByChance({ callee }: CallSite): boolean {
  return BY_CHANCE.test(callee ?? "");
}

/** A call that makes an estimator and gives it no state, nor anything that may hold one. */
export function isUnseeded({ call }: CallSite): boolean {
  const state = call.arguments.find(({ name }) => name === "random_state" || name === "**");
  return state === undefined || (state.value.kind === "literal" && state.value.type === "none");
}

/** Dotted type of what a method is called on, where it is known. */
function typeOfReceiver({ analysis, code }: Subject, { receiver, statement }: CallSite): string | null {
  if (receiver?.kind === "call") {
    const made = code.calls.find(({ call }) => call === receiver);
    return made?.isImported ? made.callee : null;
  }
  if (receiver?.kind !== "name") return null;
  return typesOfName(analysis, statement, receiver.name).find((type) => type !== null) ?? null;
}
