import type { Statement } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import type { CallSite, ExprOf } from "../../code-index.ts";
import type { Finding, Rule } from "../../rule.ts";
import { placeOf, type Subject } from "../../subject.ts";
import { type Estimator, Estimators } from "./estimators.ts";
import { isCalledTest, isCalledTrain } from "./part-names.ts";
import { sliceSplits } from "./slice-splits.ts";
import { type SplitPart, splitParts } from "./split-parts.ts";
import { rootName, type ValueFlow } from "./value-flow.ts";

/** Classes that show rows, group them or correct a fitted model: they may be fitted on test rows, and give no score of them. */
const NOT_LEARNING =
  /^(TSNE|MDS|Isomap|UMAP|SpectralEmbedding|LocallyLinearEmbedding|.*(Cluster|Clustering|KMeans|DBSCAN|OPTICS|Mixture|MeanShift|Birch|AffinityPropagation|NearestNeighbors|KernelDensity|Calibrat|Explainer|FixedThreshold|TunedThreshold|Dummy|LabelEncoder|LabelBinarizer|OneHotEncoder|OrdinalEncoder).*)$/;

/** CW624. */
export const fitOnTest: Rule = {
  code: "CW624",
  name: "fit-on-test",
  severity: "error",
  docs: {
    finds: "A scaler or a model is fitted on the test part of a split.",
    why: "What is fitted on the test rows knows them: a scaler that is fitted anew on them moves them elsewhere than the training rows, and a model that learnt them is scored on what it has seen. Followed are the second parts of `train_test_split`, or of rows that are cut in two (`rows[:cut]`, `rows[cut:]`), that are called `test`, or whatever they are called where the same object was fitted on the first part above, into `fit`, `fit_transform` and `fit_resample` of scikit-learn, imbalanced-learn and boosting libraries; for a class that is not known, `fit(X_test, y_test)` is a warning. Embeddings, clusterings and encoders of labels are not told. That the test parts are never looked at, while the model is scored on the training parts, is told for information.",
    mend: "Fit on the training part and call `transform` or `predict` on the test part.",
    bad: [
      {
        notebook:
          "# %%\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.preprocessing import StandardScaler\n\nX, y = load_iris(return_X_y=True)\nX_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n# %%\nscaler = StandardScaler()\nX_train = scaler.fit_transform(X_train)\nX_test = scaler.fit_transform(X_test)\n",
      },
    ],
    good: [
      {
        notebook:
          "# %%\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.preprocessing import StandardScaler\n\nX, y = load_iris(return_X_y=True)\nX_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n# %%\nscaler = StandardScaler()\nX_train = scaler.fit_transform(X_train)\nX_test = scaler.transform(X_test)\n",
      },
    ],
    fix: "Replaces `fit_transform` by `transform` where the same object was fitted before. It is unsafe: the figures change.",
    references: ["https://scikit-learn.org/stable/common_pitfalls.html#inconsistent-preprocessing"],
  },
  check: (subject) => {
    const fits = subject.code.calls.filter(({ method, receiver }) => receiver !== null && isFit(method));
    if (!fits.some(({ call }) => call.arguments.length > 0) || !isSplit(subject)) return [];
    const parts = splitParts(subject);
    const estimators = new Estimators(subject);
    const onTest = fits.flatMap((site) => fitFinding(subject, site, parts, estimators));
    return [...onTest, ...(onTest.length === 0 ? neverTested(subject, parts) : [])];
  },
};

function isFit(method: string | null): boolean {
  return /^(fit|fit_transform|fit_resample|partial_fit|adapt)$/.test(method ?? "");
}

function isSplit(subject: Subject): boolean {
  const isCall = subject.code.calls.some(({ callee }) => callee === "sklearn.model_selection.train_test_split");
  return isCall || sliceSplits(subject).length > 0;
}

function fitFinding(
  subject: Subject,
  site: CallSite,
  parts: ValueFlow<SplitPart>,
  estimators: Estimators,
): readonly Finding[] {
  const { call, receiver, statement, method, deferred } = site;
  const [data, target] = call.arguments;
  if (deferred || receiver === null || data === undefined) return [];
  const looped = loopedTest(data.value, statement, parts);
  const given = looped ?? data.value;
  const part = parts.of(given, statement);
  if (part?.role !== "test") return [];
  const isRefit = looped === null && wasFitted(subject, site, part, parts);
  if (!isCalledTest(given) && !(isRefit && !isCalledTrain(given))) return [];
  const estimator = estimators.of(receiver, statement);
  const isModel = target !== undefined && isCalledTest(target.value) && method === "fit";
  if (estimator !== null ? NOT_LEARNING.test(estimator.name) : !isModel) return [];
  const found = finding(subject, site, part, estimator, rootName(given) ?? "the test part");
  return [{ ...found, ...(isRefit ? transformFix(subject, site) : {}) }];
}

/** The test part among those that a loop goes through: `for part in (train, test): scaler.fit_transform(part)`. */
function loopedTest(data: Expr, statement: Statement, parts: ValueFlow<SplitPart>): Expr | null {
  const root = rootOf(data);
  const [loop, ...others] = statement.facts.operations.filter((one) => one.op === "bind" && one.name === root?.name);
  if (root === null || loop?.op !== "bind" || loop.value.kind !== "element" || loop.value.at !== undefined) return null;
  const { of } = loop.value;
  if (of.kind !== "collection" || others.some(({ span }) => span.start < data.span.start)) return null;
  return of.parts.find((part) => isCalledTest(part) && parts.of(part, statement) !== undefined) ?? null;
}

/** The same object was fitted on the training part of the same split above: here it is to transform only. */
function wasFitted(
  { code }: Subject,
  { receiver, statement, method }: CallSite,
  { call: split }: SplitPart,
  parts: ValueFlow<SplitPart>,
): boolean {
  if (method !== "fit_transform" || receiver?.kind !== "name") return false;
  const { name } = receiver;
  const made = code.operations.findLast(
    ({ operation, statement: { id } }) => operation.op === "bind" && operation.name === name && id <= statement.id,
  );
  return code.calls.some(({ call, receiver: other, method: fit, statement: above, deferred }) => {
    const [data] = call.arguments;
    if (deferred || other?.kind !== "name" || other.name !== name || !isFit(fit) || data === undefined) return false;
    if (above.id >= statement.id || above.id < (made?.statement.id ?? 0)) return false;
    const part = parts.of(data.value, above);
    return part?.role === "train" && part.call === split;
  });
}

function transformFix(subject: Subject, { call, statement }: CallSite): Pick<Finding, "fix"> {
  const { end } = call.of.span;
  const { cell, span } = placeOf(subject, statement.cell, { start: end - "fit_transform".length, end });
  return {
    fix: {
      title: "Call `transform` instead of `fit_transform`",
      safety: "unsafe",
      edits: [{ cell, span, text: "transform" }],
    },
  };
}

/** The name that rows are taken from, locals of a comprehension included. */
function rootOf(expr: Expr): ExprOf<"name"> | null {
  if (expr.kind === "name") return expr;
  return expr.kind === "member" || expr.kind === "item" ? rootOf(expr.of) : null;
}

function finding(
  subject: Subject,
  { call, statement, method }: CallSite,
  part: SplitPart,
  estimator: Estimator | null,
  data: string,
): Finding {
  const what = estimator === null ? "The model" : `\`${estimator.name}\``;
  const isTransform = method === "fit_transform" || method === "adapt";
  const why = isTransform
    ? "the test rows are not treated as the training rows were"
    : "it is scored on rows that it has seen";
  return {
    severity: estimator === null ? "warning" : "error",
    message: `${what} is fitted on \`${data}\`, the test part of the split: ${why}.`,
    location: placeOf(subject, statement.cell, call.span),
    related: [{ location: placeOf(subject, part.statement.cell, part.call.span), message: "here the rows are split" }],
    hint:
      method === "fit_transform" ? "fit on the training part, and call `transform` here" : "fit on the training part",
  };
}

/** A model is scored on the training part, and nothing reads the test parts. */
function neverTested(subject: Subject, parts: ValueFlow<SplitPart>): readonly Finding[] {
  const { analysis, code } = subject;
  const splits = analysis.statements.filter(({ facts }) =>
    facts.operations.some(({ op, ...one }) => op === "bind" && "value" in one && isSplitElement(one.value)),
  );
  const [split] = splits;
  if (split === undefined || splits.length > 1 || split.facts.kind !== "assignment") return [];
  const tests = split.definitions.filter(({ name }) => /test/i.test(name)).map(({ name }) => name);
  const isRead = analysis.statements.some(
    ({ reads, deferredReads, facts }) =>
      [...reads, ...deferredReads].some(({ name }) => tests.includes(name)) || facts.dynamic.length > 0,
  );
  if (tests.length === 0 || isRead) return [];
  const score = code.calls.find(
    ({ method, call, statement, deferred }) =>
      method === "score" &&
      !deferred &&
      call.arguments.some(({ value }) => parts.of(value, statement)?.role === "train"),
  );
  if (score === undefined) return [];
  return [
    {
      severity: "info",
      message: `The model is scored on the training part, and nothing reads \`${tests[0]}\`: how it does on new rows is not known.`,
      location: placeOf(subject, score.statement.cell, score.call.span),
      hint: `score it on \`${tests[0]}\``,
    },
  ];
}

function isSplitElement(value: Expr | undefined): boolean {
  return value?.kind === "element" && value.of.kind === "call" && lastName(value.of.of) === "train_test_split";
}

function lastName(expr: Expr): string | null {
  return expr.kind === "name" || expr.kind === "member" ? expr.name : null;
}
