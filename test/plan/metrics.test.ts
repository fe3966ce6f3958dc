import { expect, test } from "vitest";
import { notebookText, planText, projectOf, showSteps } from "../harness/planned.ts";

const imports = "import math\nimport numpy as np\nfrom sklearn.metrics import mean_squared_error, r2_score, roc_curve";
const model =
  "from sklearn.linear_model import Ridge\nfrom sklearn.model_selection import cross_val_score\nmodel = Ridge().fit(X, y)";

/** Code of a step, given `X`, `y` and `p`; its metrics and its outputs. */
const rows: readonly (readonly [title: string, code: string, metrics: string, outputs: string])[] = [
  ["a score of sklearn", "mse = mean_squared_error(y, p)", "mse", "mse"],
  ["a score that others compute with", "mse = mean_squared_error(y, p)\nrmse = np.sqrt(mse)", "mse rmse", "mse rmse"],
  ["rounded", "mse = round(float(mean_squared_error(y, p)), 3)", "mse", "mse"],
  ["computed with numbers", "rmse = mean_squared_error(y, p) ** 0.5 * 100", "rmse", "rmse"],
  ["the root by `math`", "rmse = math.sqrt(mean_squared_error(y, p))", "rmse", "rmse"],
  ["several at once", "mse, r2 = mean_squared_error(y, p), r2_score(y, p)", "mse r2", "mse r2"],
  ["through a function", "def score(a, b): return r2_score(a, b)\nr2 = score(y, p)", "r2", "r2"],
  ["`score` of a model", `${model}\ns = model.score(X, y)`, "s", "s"],
  ["the mean of several scores", `${model}\ncv = cross_val_score(model, X, y)\ns = cv.mean()`, "s", "s"],
  [
    "`evaluate` of a network",
    "import keras\nnet = keras.Sequential([])\nloss, accuracy = net.evaluate(X, y)",
    "accuracy loss",
    "accuracy loss",
  ],
  [
    "computed by hand, by its name",
    "test_mae = abs(y - p).mean()\nRMSE = (abs(y - p) ** 2).mean() ** 0.5",
    "test_mae RMSE",
    "test_mae RMSE",
  ],
  ["no setting of such a name", "precision = 3\nprint(precision)", "", "precision"],
  ["no list of such a name", "mae = [1.0, 2.0]", "", "mae"],
  ["no curve", "curve = roc_curve(y, p)", "", "curve"],
  ["no comparison", "good = r2_score(y, p) > 0.5", "", "good"],
  ["no text", "t = f'{r2_score(y, p)}'", "", "t"],
  ["nothing computed with data", "scaled = r2_score(y, p) * p", "", "scaled"],
  ["no name that is private", "_mse = mean_squared_error(y, p)", "", ""],
  ["no name that is bound to something else", "mse = mean_squared_error(y, p)\nmse = [mse]", "", "mse"],
];

test.each(rows)("%s", (_, code, metrics, outputs) => {
  const data = "X = np.ones((4, 2))\ny = np.array([1.0, 2.0, 3.0, 4.0])\np = y + 1";
  const { graph } = planText(notebookText(["A", imports, data], ["B", code]), "notebook.ipynb");
  const [, step] = graph.steps;
  expect(step?.metrics.join(" ")).toBe(metrics);
  expect(step?.outputs.map(({ name }) => name).join(" ")).toBe(outputs);
});

test("each step gives its own version of a metric", () => {
  const score = (step: string) => [step, "r2 = r2_score(y, p)\nprint(r2)"] as const;
  const data = ["Data", `${imports}\ny = np.array([1.0, 2.0])\np = y + 1`] as const;
  const { graph } = planText(notebookText(data, score("A"), score("B")), "notebook.ipynb");
  expect(showSteps(graph)).toBe("data() -> y p\na(y p) -> r2\nb(y p) -> r2");
  expect(graph.steps.map(({ metrics }) => metrics)).toEqual([[], ["r2"], ["r2"]]);
});

test("what cells tagged `metrics` define; the table says so only of steps that have some", () => {
  const text = [
    '# %% tags=["step:load"]\nrows = [1.5, 2.5]\nlongest = 3\nlongest = longest + len(rows)',
    '# %% tags=["metrics"]\ncount = len(rows)\nby_half = {"first": rows[0], "last": rows[1]}\nname = "rows"\nfor row in rows:\n    print(row)',
  ].join("\n\n");
  const planned = planText(text);
  expect(planned.graph.steps.map(({ metrics }) => metrics)).toEqual([[], ["count", "by_half"]]);
  const table = projectOf(planned).files.find(({ path }) => path.endsWith("pipeline.py"))?.content;
  expect(String(table).match(/metrics=\[.*?\]/g)).toEqual(['metrics=["count", "by_half"]']);
});
