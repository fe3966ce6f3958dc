import { partsOf } from "../../../analysis/parts-of.ts";
import type { Statement } from "../../../analysis/types.ts";
import type { Span } from "../../../base/spans.ts";
import type { Expr } from "../../../languages/facts.ts";
import type { CallSite, ExprOf } from "../../code-index.ts";
import type { Finding, Rule } from "../../rule.ts";
import { placeOf, type Subject } from "../../subject.ts";
import { type Estimator, Estimators } from "./estimators.ts";
import { type FitOnBoth, fitsOnBoth } from "./fit-on-both.ts";
import { helperFit, helpersOf } from "./helper-fits.ts";
import { usesRowStatistics } from "./row-statistics.ts";
import { type SliceSplit, sliceSplits } from "./slice-splits.ts";
import { type SplitPart, splitParts } from "./split-parts.ts";
import { ValueFlow } from "./value-flow.ts";

/** Methods that learn from rows. */
const LEARNING = /^(fit|fit_transform|fit_resample|fit_sample)$/;

/** CW623. */
export const fitBeforeSplit: Rule = {
  code: "CW623",
  name: "fit-before-split",
  severity: "warning",
  docs: {
    finds:
      "Data is scaled, imputed, reduced, selected or over-sampled as a whole, and split into training and test rows afterwards.",
    why: "What was fitted has seen the test rows, so that the score on them is better than on new data. Where the target was used (`SelectKBest`, `TargetEncoder`) or rows were made of others (`SMOTE`), the score is wrong: an error; else a warning. Followed are names of the notebook from the fit to `train_test_split`, the splitters of scikit-learn, `cross_val_score`, `random_split` and rows that are cut in two (`train, test = rows[:cut], rows[cut:]`); and functions of the notebook that fit on what they are given and return it, one level deep (a warning at most). A scaler or vectorizer that is fitted on training and test rows put together again is a warning; means and ranges of all rows that fill gaps or scale by hand before the split are told for information. Encoders that only number categories do no harm and are not told.",
    mend: "Split first and fit on the training part alone; or put the step into a `Pipeline`, which does so in each fold.",
    bad: [
      {
        notebook:
          "# %%\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.preprocessing import StandardScaler\n\nX, y = load_iris(return_X_y=True)\n# %%\nX = StandardScaler().fit_transform(X)\nX_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n",
      },
      {
        notebook:
          "# %%\nfrom imblearn.over_sampling import SMOTE\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\n\nX, y = load_iris(return_X_y=True)\n# %%\nX_more, y_more = SMOTE(random_state=0).fit_resample(X, y)\nX_train, X_test, y_train, y_test = train_test_split(X_more, y_more, random_state=0)\n",
      },
    ],
    good: [
      {
        notebook:
          "# %%\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.preprocessing import StandardScaler\n\nX, y = load_iris(return_X_y=True)\n# %%\nX_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\nscaler = StandardScaler()\nX_train = scaler.fit_transform(X_train)\nX_test = scaler.transform(X_test)\n",
      },
      {
        notebook:
          "# %%\nfrom sklearn.datasets import load_iris\nfrom sklearn.model_selection import cross_val_score\nfrom sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\nfrom sklearn.svm import SVC\n\nX, y = load_iris(return_X_y=True)\nprint(cross_val_score(make_pipeline(StandardScaler(), SVC()), X, y))\n",
      },
    ],
    references: ["https://scikit-learn.org/stable/common_pitfalls.html#data-leakage"],
  },
  check: (subject) => {
    const { code } = subject;
    const isFitting = code.calls.some(({ method }) => LEARNING.test(method ?? "") || method === "mean");
    if (!isFitting && !code.calls.some(({ method }) => method === "fillna" || method === "min")) return [];
    const estimators = new Estimators(subject);
    const parts = splitParts(subject);
    const found = new Map<Expr, Finding>();
    for (const both of fitsOnBoth(subject, estimators, parts)) found.set(both.site.call, bothFinding(subject, both));
    const splits = [
      ...code.calls.flatMap((site) => (site.deferred ? [] : splitData(site, estimators))),
      ...sliceSplits(subject).map(ofCut),
    ];
    if (splits.length === 0) return [...found.values()];
    const flow = leaks(subject, estimators, parts);
    const figures = figuresOfAll(subject, parts);
    for (const split of splits) {
      const { data, statement } = split;
      const first = <T>(marks: ValueFlow<T>) => data.map((one) => marks.of(one, statement)).find(Boolean);
      const leak = first(flow);
      const figure = leak === undefined ? figures && first(figures) : undefined;
      if (leak !== undefined && !found.has(leak.call)) found.set(leak.call, finding(subject, leak, split));
      if (figure && !found.has(figure.expr)) found.set(figure.expr, figureFinding(subject, figure, split));
    }
    return [...found.values()];
  },
};

/** A fit that has seen all rows. */
interface Leak {
  readonly call: ExprOf<"call">;
  readonly statement: Statement;
  readonly estimator: Estimator;
  /** The function of the notebook that fits, where `call` is a call of it. */
  readonly helper?: string;
}

/** Rows that were changed by figures of all of them. */
interface Figure {
  readonly expr: Expr;
  readonly statement: Statement;
}

/** Where rows are split, and the data that is. */
interface Split {
  readonly statement: Statement;
  readonly span: Span;
  /** What it does, for messages: `` `train_test_split` splits them ``. */
  readonly does: string;
  readonly data: readonly Expr[];
}

/** Calls that split rows. */
function splitData(site: CallSite, estimators: Estimators): readonly Split[] {
  const { callee, call, method, statement } = site;
  const positional = call.arguments
    .filter(({ name, spread }) => name === undefined && !spread)
    .map(({ value }) => value);
  const byName = call.arguments.filter(({ name }) => name === "X").map(({ value }) => value);
  const given = (data: readonly Expr[]): readonly Split[] => [
    { statement, span: call.span, does: `\`${method}\` splits them`, data },
  ];
  if (callee === "sklearn.model_selection.train_test_split") return given(positional);
  if (callee === "torch.utils.data.random_split") return given(positional.slice(0, 1));
  if (/^sklearn\.model_selection\.cross_val(_score|_predict|idate)$/.test(callee ?? ""))
    return given([...positional.slice(1, 2), ...byName]);
  if (method !== "split" || site.receiver === null || positional.length === 0) return [];
  const splitter = estimators.of(site.receiver, statement);
  return splitter !== null && /(Fold|Split)$/.test(splitter.name) ? given(positional.slice(0, 1)) : [];
}

/** `train, test = rows[:cut], rows[cut:]` */
function ofCut({ statement, rows, test, name }: SliceSplit): Split {
  return { statement, span: test.span, does: `\`${name}\` is cut off them`, data: [rows] };
}

/** Marks what a fit on all rows gave, and estimators that were fitted so. */
function leaks(subject: Subject, estimators: Estimators, parts: ValueFlow<SplitPart>): ValueFlow<Leak> {
  const ofHelper = helperLeaks(subject, estimators, parts);
  const start = (expr: Expr, statement: Statement, flow: ValueFlow<Leak>, at?: number): Leak | undefined => {
    // The first of what `fit_resample` gives are the rows.
    if (expr.kind === "element") return expr.of.kind === "call" ? start(expr.of, statement, flow, expr.at) : undefined;
    if (expr.kind !== "call") return undefined;
    if (expr.of.kind === "name") return ofHelper(expr, at, statement, flow);
    if (expr.of.kind !== "member") return undefined;
    const { name: method, of: receiver } = expr.of;
    if (method === "transform") return flow.of(receiver, statement);
    if (!LEARNING.test(method)) return undefined;
    const estimator = estimators.of(receiver, statement);
    const [data] = expr.arguments;
    if (!estimator?.learns || data === undefined) return undefined;
    if (parts.of(data.value, statement) !== undefined) return undefined;
    return flow.of(data.value, statement) ?? { call: expr, statement, estimator };
  };
  return new ValueFlow(subject, { start, together: ([first]) => first });
}

/** Calls of functions of the notebook that fit on what they are given. */
function helperLeaks(subject: Subject, estimators: Estimators, parts: ValueFlow<SplitPart>) {
  const helpers = helpersOf(subject);
  return (
    call: ExprOf<"call">,
    at: number | undefined,
    statement: Statement,
    flow: ValueFlow<Leak>,
  ): Leak | undefined => {
    const name = call.of.kind === "name" && !call.of.local ? call.of.name : "";
    const helper = helpers.get(name);
    const fit = helper && helperFit(helper, at, statement, estimators, subject.code.importedPaths);
    if (!helper || !fit || call.arguments.some(({ spread }) => spread)) return undefined;
    const place = helper.facts.parameters.findIndex((one) => one.name === fit.parameter);
    const given = call.arguments.find((one) => one.name === fit.parameter) ?? call.arguments[place];
    if (given === undefined || (given.name ?? fit.parameter) !== fit.parameter) return undefined;
    if (parts.of(given.value, statement) !== undefined) return undefined;
    return flow.of(given.value, statement) ?? { call, statement, estimator: fit.estimator, helper: name };
  };
}

/** Marks rows that were changed by figures of all of them; null when there are none. */
function figuresOfAll(subject: Subject, parts: ValueFlow<SplitPart>): ValueFlow<Figure> | null {
  const { operations, importedPaths } = subject.code;
  const isAny = operations.some(
    ({ operation, deferred }) =>
      !deferred && "value" in operation && operation.value && usesRowStatistics(operation.value, importedPaths),
  );
  if (!isAny) return null;
  const start = (expr: Expr, statement: Statement): Figure | undefined => {
    if (!usesRowStatistics(expr, importedPaths)) return undefined;
    const [of] = expr.kind === "operation" ? expr.parts.flatMap(partsOf) : partsOf(expr).flatMap(partsOf);
    return of !== undefined && parts.of(of, statement) === undefined ? { expr, statement } : undefined;
  };
  return new ValueFlow(subject, { start, together: ([first]) => first });
}

function finding(subject: Subject, { call, statement, estimator, helper }: Leak, split: Split): Finding {
  const { name, learns } = estimator;
  const how = {
    statistics: "has seen the test rows, and the score on them is too good",
    target: "has seen the targets of the test rows, and the score on them is wrong",
    rows: "makes rows of those that become test rows, and the score on them is wrong",
  };
  return {
    severity: learns === "statistics" || helper !== undefined ? "warning" : "error",
    message: `\`${name}\` is fitted on all rows${helper === undefined ? "" : ` by \`${helper}\``} before ${split.does}: it ${how[learns ?? "statistics"]}.`,
    location: placeOf(subject, statement.cell, call.span),
    related: [{ location: placeOf(subject, split.statement.cell, split.span), message: "here they are split" }],
    hint: `split first and fit \`${name}\` on the training part, or put it into a pipeline`,
  };
}

function figureFinding(subject: Subject, { expr, statement }: Figure, split: Split): Finding {
  const what = expr.kind === "call" ? "Gaps are filled with" : "These rows are scaled by";
  return {
    severity: "info",
    message: `${what} figures of all rows before ${split.does}: the test rows have part in them.`,
    location: placeOf(subject, statement.cell, expr.span),
    related: [{ location: placeOf(subject, split.statement.cell, split.span), message: "here they are split" }],
    hint: "split first, and take the figures of the training part",
  };
}

function bothFinding(subject: Subject, { site, estimator, train, test }: FitOnBoth): Finding {
  return {
    message: `\`${estimator.name}\` is fitted on \`${train}\` and \`${test}\` together: it has seen the test rows, and the score on them is too good.`,
    location: placeOf(subject, site.statement.cell, site.call.span),
    hint: `fit on \`${train}\` alone`,
  };
}
