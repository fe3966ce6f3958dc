import type { NameUpdate, Statement } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import { type CallSite, dottedPath, type ExprOf } from "../../code-index.ts";
import type { Finding, Rule } from "../../rule.ts";
import { placeOf, type Subject } from "../../subject.ts";
import { typesOfRead } from "../../types-of-read.ts";
import { type Code, type Frame, frameOf, isSameFrame, leftOut, onlyBound, writtenTexts } from "./all-columns.ts";
import { madeOf } from "./derived-targets.ts";
import { type Estimator, Estimators } from "./estimators.ts";
import { formulaLeaks } from "./formula-leaks.ts";
import { rootName, ValueFlow } from "./value-flow.ts";
import { wholeFrame } from "./whole-frame.ts";

/** Classes that take the columns they want, or that hold such. */
const CHOOSING = /Pipeline|pipeline|Transformer|transformer|SearchCV|Union|union|Selector|Encoder$/;

/** Changes in place that take no column away. */
const KEEPING_COLUMNS = /^(\[\.\.\.\] =|fit\w*|transform|predict\w*|score|fillna|replace|sort_values|reset_index)$/;

/** Methods that keep the values of a column. */
const KEEPING = /^(copy|astype|to_numpy|ravel|values|to_frame|squeeze|reset_index|flatten)$/;

/** CW625. */
export const targetInFeatures: Rule = {
  code: "CW625",
  name: "target-in-features",
  severity: "error",
  docs: {
    finds:
      'A model is fitted on features that still hold the target: `y = df["price"]`, and `X` with the column `price`.',
    why: 'The model reads the answer from its input: its score says nothing, and on new rows, where the column is not known, it fails. Found is `X` that is the whole frame, the frame without other columns, or a list of columns that names the target or leaves out others, and that goes with `y` into `fit`, `cross_val_score` and its like, directly or through `train_test_split`. A column of which the target is made value by value (`df["log_price"] = np.log(df["price"])`) counts, too, as a warning. In a formula of statsmodels the target may not stand on the right (`price ~ size + np.log(price)`). Where the class of the model is not known it is a warning; pipelines, which may choose columns, are not told.',
    mend: 'Drop the target from the features: `X = df.drop(columns=["price"])`.',
    bad: [
      {
        notebook:
          '# %%\nimport pandas as pd\nfrom sklearn.linear_model import LinearRegression\n\ndf = pd.DataFrame({"size": [50, 70, 90], "rooms": [2, 3, 4], "price": [150, 200, 260]})\n# %%\ny = df["price"]\nX = df.drop(columns=["rooms"])\nmodel = LinearRegression()\nmodel.fit(X, y)\n',
      },
      {
        notebook:
          '# %%\nimport pandas as pd\nfrom sklearn.linear_model import LinearRegression\n\ndf = pd.DataFrame({"size": [50, 70, 90], "rooms": [2, 3, 4], "price": [150, 200, 260]})\n# %%\nX = df[["size", "rooms", "price"]]\ny = df["price"]\nmodel = LinearRegression().fit(X, y)\n',
      },
    ],
    good: [
      {
        notebook:
          '# %%\nimport pandas as pd\nfrom sklearn.linear_model import LinearRegression\n\ndf = pd.DataFrame({"size": [50, 70, 90], "rooms": [2, 3, 4], "price": [150, 200, 260]})\n# %%\ny = df["price"]\nX = df.drop(columns=["price"])\nmodel = LinearRegression()\nmodel.fit(X, y)\n',
      },
    ],
    references: ["https://scikit-learn.org/stable/common_pitfalls.html#data-leakage"],
  },
  check: (subject) => {
    const fits = subject.code.calls.flatMap((site) => (site.deferred ? [] : labelledFit(site)));
    if (fits.length === 0) return formulaLeaks(subject);
    const flow = columnsOf(subject);
    const estimators = new Estimators(subject);
    const found = new Map<Expr, Finding>();
    for (const fit of fits) {
      const leak = leakOf(fit, flow, subject);
      const estimator = estimators.of(fit.model, fit.site.statement);
      if (leak === null || found.has(leak.features.expr) || isChoosing(fit, estimator)) continue;
      if (leak.features.isWhole && estimator === null) continue;
      found.set(leak.features.expr, finding(subject, leak, fit.site, estimator?.tried ?? estimator));
    }
    return [...found.values(), ...formulaLeaks(subject)];
  },
};

/** What of a frame a value holds. */
type Columns = {
  readonly expr: Expr;
  readonly statement: Statement;
  readonly frame: Frame;
  /** It is the frame as it is: models with a formula take what they want of it. */
  readonly isWhole?: true;
} & ({ readonly column: string } | { readonly all: readonly string[] } | { readonly without: readonly string[] });

interface Leak {
  readonly features: Columns;
  readonly target: string;
  readonly targets: Columns;
  /** The column that the features hold, where that is not the target, but what the target is made of. */
  readonly source?: string;
}

/** A call that fits a model to features and a target. */
interface LabelledFit {
  readonly site: CallSite;
  readonly model: Expr;
  readonly x: Expr;
  readonly y: Expr;
}

/** `model.fit(X, y)`, `cross_val_score(model, X, y)`. */
function labelledFit(site: CallSite): readonly LabelledFit[] {
  const given = [...site.call.arguments];
  if (given.some(({ spread }) => spread)) return [];
  const isScoring = /^sklearn\.model_selection\.cross_val(_score|_predict|idate)$/.test(site.callee ?? "");
  if (!isScoring && (site.method !== "fit" || site.receiver === null)) return [];
  const named = (name: string) => given.find((one) => one.name === name)?.value;
  const placed = given.flatMap(({ name, value }) => (name === undefined ? [value] : []));
  const model = isScoring ? (named("estimator") ?? placed.shift()) : site.receiver;
  const x = named("X") ?? placed.shift();
  const y = named("y") ?? placed.shift();
  return model && x && y ? [{ site, model, x, y }] : [];
}

/** Marks columns of frames, and follows them through `train_test_split`. */
function columnsOf(subject: Subject): ValueFlow<Columns> {
  const start = (expr: Expr, statement: Statement, flow: ValueFlow<Columns>): Columns | undefined => {
    if (expr.kind === "element" && expr.of.kind === "call" && expr.at !== undefined) {
      const { of: callee, arguments: given } = expr.of;
      const isSplit = dottedPath(callee, subject.code.importedPaths) === "sklearn.model_selection.train_test_split";
      const data = given.filter(({ name }) => name === undefined)[Math.floor(expr.at / 2)];
      return isSplit && data ? (flow.of(data.value, statement) ?? whole(data.value, statement, subject)) : undefined;
    }
    return columns(expr, statement, subject);
  };
  const survives = ({ by }: NameUpdate) => KEEPING_COLUMNS.test(by);
  return new ValueFlow(subject, { start, together: (marks) => (marks.length === 1 ? marks[0] : undefined), survives });
}

function whole(expr: Expr, statement: Statement, subject: Subject): Columns | undefined {
  const frame = wholeFrame(expr, statement, subject, ({ by }) => KEEPING_COLUMNS.test(by));
  return frame && { ...frame, without: [], isWhole: true };
}

function columns(expr: Expr, statement: Statement, subject: Subject): Columns | undefined {
  if (expr.kind === "member") {
    return KEEPING.test(expr.name) ? columns(expr.of, statement, subject) : undefined;
  }
  const chosen = expr.kind === "item" ? allRowsOf(expr) : null;
  if (chosen !== null) return columns({ ...chosen, span: expr.span }, statement, subject);
  if (expr.kind === "item" && expr.of.kind === "name") {
    const frame = frameOf(expr.of, statement);
    const without = frame === null ? null : leftOut(expr.key, frame, statement, subject);
    if (frame !== null && without !== null) return { expr, statement, frame, without };
    const names = textsOf(expr.key, statement, subject);
    if (frame === null || names === null) return undefined;
    if (expr.key.kind === "literal") return { expr, statement, frame, column: names[0] as string };
    return names.length === 1
      ? { expr, statement, frame, column: names[0] as string }
      : { expr, statement, frame, all: names };
  }
  if (expr.kind !== "call" || expr.of.kind !== "member") return undefined;
  const { name: method, of: receiver } = expr.of;
  const frame = receiver.kind === "name" ? frameOf(receiver, statement) : null;
  if (frame === null) return KEEPING.test(method) ? columns(receiver, statement, subject) : undefined;
  const without = method === "copy" ? [] : (dropped(expr, statement, subject) ?? excluded(expr, frame, subject));
  return without === null ? undefined : { expr, statement, frame, without };
}

/** `df["a"]` for `df.loc[:, "a"]`; null for other items. */
function allRowsOf({ of, key, span }: ExprOf<"item">): ExprOf<"item"> | null {
  if (of.kind !== "member" || of.name !== "loc" || key.kind !== "collection" || key.type !== "tuple") return null;
  const [rows, names, ...others] = key.parts;
  const isAll = rows?.kind === "operation" && rows.operator === "slice" && rows.parts.length === 0;
  return isAll && names !== undefined && others.length === 0 ? { kind: "item", of: of.of, key: names, span } : null;
}

/** Columns that `drop` takes away; null when it is no such call, or not known. */
function dropped(call: ExprOf<"call">, statement: Statement, subject: Subject): readonly string[] | null {
  if (call.of.kind !== "member" || call.of.name !== "drop") return null;
  const given = new Map(call.arguments.map(({ name, value }, at) => [name ?? String(at), value]));
  const axis = given.get("axis") ?? given.get("1");
  const isColumns =
    given.has("columns") || (axis?.kind === "literal" && (axis.value === 1 || axis.value === "columns"));
  const names = given.get("columns") ?? given.get("labels") ?? given.get("0");
  return isColumns && names !== undefined ? textsOf(names, statement, subject) : null;
}

/** Of Polars: `df.drop("id")`, `df.select(pl.exclude("id"))`; null where it is nothing like that. */
function excluded(
  { of, arguments: given }: ExprOf<"call">,
  frame: Frame,
  { analysis, code }: Subject,
): readonly string[] | null {
  const values = given.map(({ value }) => value);
  const isPolars = typesOfRead(analysis, frame).every((type) => type === "polars.DataFrame");
  if (of.kind !== "member" || !isPolars || values.length === 0) return null;
  const [only] = values;
  const isExclude =
    of.name === "select" &&
    values.length === 1 &&
    only?.kind === "call" &&
    dottedPath(only.of, code.importedPaths) === "polars.exclude";
  if (!isExclude && of.name !== "drop") return null;
  const names = (isExclude ? only.arguments.map(({ value }) => value) : values).map(writtenTexts);
  return names.includes(null) ? null : names.flatMap((one) => one ?? []);
}

/** Texts of a constant, or of a name that is bound to constants once and never changed; null when they are not known. */
function textsOf(expr: Expr, statement: Statement, { analysis, code }: Code): readonly string[] | null {
  if (expr.kind === "literal" || (expr.kind === "collection" && expr.type === "list")) return writtenTexts(expr);
  if (expr.kind !== "name" || expr.local) return null;
  const only = onlyBound(expr.name, { analysis, code });
  if (only === null || only.value.kind === "name") return null;
  return textsOf(only.value, statement, { analysis, code });
}

/** Features and target of a fit, where the target is among the features. */
function leakOf({ x, y, site: { statement } }: LabelledFit, flow: ValueFlow<Columns>, subject: Subject): Leak | null {
  const [features, targets] = [flow.of(x, statement) ?? whole(x, statement, subject), flow.of(y, statement)];
  if (features === undefined || targets === undefined || !("column" in targets)) return null;
  if (!isSameFrame(features.frame, targets.frame)) return null;
  const { column: target } = targets;
  const isIn = (column: string) =>
    ("without" in features && !features.without.includes(column)) ||
    ("all" in features && features.all.includes(column));
  if (isIn(target)) return { features, targets, target };
  const source = madeOf(targets.frame.name, target, subject);
  return source !== null && isIn(source) ? { features, targets, target, source } : null;
}

function isChoosing({ model }: LabelledFit, estimator: Estimator | null): boolean {
  if (estimator?.tried) return CHOOSING.test(estimator.tried.name);
  return CHOOSING.test(estimator?.name ?? "") || /pipe|search|grid/i.test(rootName(model) ?? "");
}

function finding(
  subject: Subject,
  { features, targets, target, source }: Leak,
  fit: CallSite,
  estimator: Estimator | null,
): Finding {
  const name = estimator === null ? "the model" : `\`${estimator.name}\``;
  return {
    severity: estimator === null || source !== undefined ? "warning" : "error",
    message: `These features still hold \`${source ?? target}\`, ${source === undefined ? "the target" : `of which \`${target}\` is made, the target`} that ${name} is fitted to: it reads the answer from its input.`,
    location: placeOf(subject, features.statement.cell, features.expr.span),
    related: [
      { location: placeOf(subject, targets.statement.cell, targets.expr.span), message: "here the target is taken" },
      { location: placeOf(subject, fit.statement.cell, fit.call.span), message: "here both go into the fit" },
    ],
    hint: `leave \`${source ?? target}\` out of the features`,
  };
}
