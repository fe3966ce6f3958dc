import { describe, expect, test } from "vitest";
import { notebookText, planText, projectOf } from "../harness/planned.ts";

const imports = `import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
LIMIT = 3`;
const load = ["Load", `${imports}\ndf = pd.read_csv("flats.csv")`] as const;
const split = "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)";
const fit = "model = LogisticRegression().fit(X_train, y_train)";
const predict = ["Predict", "predicted = model.predict(X_test)"] as const;

function models(...sections: readonly (readonly [string, ...string[]])[]) {
  const planned = planText(notebookText(...sections), "notebook.ipynb", { models: "all" });
  const told = planned.diagnostics.filter(({ code }) => code === "CW340").map(({ message }) => message);
  const files = projectOf(planned).files;
  const module = files.find(({ path }) => path.endsWith("/prediction.py"))?.content as string | undefined;
  const body = module?.match(/"""What `.*\n((?: {4}.*\n)+)/)?.[1]?.replace(/^ {4}/gm, "");
  return { planned, models: planned.graph.models, told, module, body };
}

/** What is made of a table between loading it and fitting on `X`. */
function lifted(...code: readonly string[]) {
  return models(load, ["Features", ...code, split], ["Fit", fit], predict);
}

describe("models of a notebook", () => {
  test("what is fitted and asked, where it is stored and used, and what it was fitted on", () => {
    const { models: found, module } = lifted('X = df[["area", "rooms"]]\ny = df["dear"]');
    expect(found).toEqual([
      {
        name: "model",
        step: "fit",
        usedIn: ["predict"],
        fittedOn: { step: "features", name: "X_train" },
        features: null,
      },
    ]);
    expect(module).toContain("predictor_of_run");
  });

  test("what only makes features is none, and a notebook without models has no such module", () => {
    const made = ["Scale", "scaler = StandardScaler().fit(df)\nX = scaler.transform(df)"] as const;
    const { models: found, module } = models(load, made, ["Look", "print(X.mean(), scaler.mean_)"]);
    expect(found).toEqual([]);
    expect(module).toBeUndefined();
  });

  test("asked through a function of the notebook, in the step that fits it", () => {
    const { models: found } = models(
      ["Load", `${imports}\ndf = pd.read_csv("flats.csv")\n\ndef share(m, X, y):\n    return m.score(X, y)`],
      [
        "Fit",
        'X = df[["area"]]\nmodel = LogisticRegression()\nmodel.fit(X, df["dear"])\nright = share(model, X, df["dear"])',
      ],
      ["Look", "print(model.coef_, right)"],
    );
    expect(found.map(({ name, usedIn }) => ({ name, usedIn }))).toEqual([{ name: "model", usedIn: ["fit"] }]);
  });

  test("an object of the notebook's own that is fitted and predicts nothing is none", () => {
    const own = "class Filler:\n    def fit(self, table):\n        self.mean = table.mean()\n        return self";
    const { models: found } = models(load, ["Fill", own, "filler = Filler().fit(df)"], ["Look", "print(filler.mean)"]);
    expect(found).toEqual([]);
  });

  test("the one that is asked last is the last", () => {
    const { models: found } = models(
      load,
      ["Fit", 'X = df[["area"]]\na = LogisticRegression().fit(X, df["y"])\nb = LogisticRegression().fit(X, df["y"])'],
      ["Ask", "p = b.predict(X)\nq = a.predict_proba(X)"],
    );
    expect(found.map(({ name }) => name)).toEqual(["b", "a"]);
  });
});

describe("the way from a table to what a model takes", () => {
  test("columns, arithmetic, functions of each value, constants, parameters and stored values", () => {
    const {
      body,
      told,
      models: found,
    } = lifted(
      'df["big"] = (df["area"].fillna(0) > LIMIT).astype(int)\ndf["log"] = np.log1p(df.area) / 2',
      'names = ["log", "big"]\ny = df.pop("dear")\ndel df["note"]',
      "X = df[names]",
    );
    expect(told).toEqual([]);
    expect(body).toBe(`df["big"] = (df["area"].fillna(0) > LIMIT).astype(int)
df["log"] = np.log1p(df.area) / 2
names = ["log", "big"]
df = df.drop(columns="dear", errors="ignore")
df = df.drop(columns="note", errors="ignore")
X = df[names]
X_test = X
return X_test
`);
    expect(found[0]?.features).toMatchObject({
      table: { step: "load", name: "df" },
      values: [],
      parameters: ["LIMIT"],
    });
  });

  test("a transformer that is fitted on all rows is applied; rows that are chosen are all rows", () => {
    const { body } = lifted(
      'y = df["dear"]\nX = df[df.area > 10].drop("dear", axis=1)\nscaler = StandardScaler()\nX = scaler.fit_transform(X)',
    );
    expect(body).toBe(`X = df.drop("dear", axis=1, errors="ignore")
X = scaler.transform(X)
X_test = X
return X_test
`);
  });

  test("a transformer that is fitted on the rows that are predicted is not", () => {
    const { models: found, told } = models(
      load,
      [
        "Features",
        `X = df[["area"]] * 2\ny = df["dear"]\n${split}\nscaler = StandardScaler()\nX_test = scaler.fit_transform(X_test)`,
      ],
      ["Fit", fit],
      predict,
    );
    expect(found[0]?.features).toBeNull();
    expect(told).toEqual([expect.stringContaining("it fits on the rows")]);
  });

  test.each([
    [
      "an average of other rows",
      'df["area"] = df["area"] - df["area"].mean()',
      "`.mean(...)` may look at more than one row",
    ],
    ["groups", 'df["area"] = df.groupby("town")["area"].transform("mean")', "may look at more than one row"],
    ["the row before", 'df["area"] = df["area"].shift()', "`.shift(...)` may"],
    ["rows that are left out", "df = df.dropna()", "`.dropna(...)` may"],
    ["an unknown function", "df = pd.get_dummies(df, drop_first=True)", "`pd.get_dummies` may"],
    ["a loop", 'for name in ["area"]:\n    df[name] = df[name] * 2', "it is in a loop, a branch or a magic"],
    ["some rows only", 'df.loc[df.area > 3, "area"] = 3', "in more than one way"],
    ["columns by their place", "df = df.iloc[:, :-1]", "`.iloc` is of the whole table"],
    ["a value that is not kept", 'top = 2.5 + len(df)\ndf["area"] = df["area"] / top\ntop = 0', "`top` is not stored"],
  ])("%s ends it", (_, code, because) => {
    const { told, models: found } = lifted(code, 'X = df[["area"]]\ny = df["dear"]');
    expect(found[0]?.features).toBeNull();
    expect(told).toEqual([expect.stringContaining(because)]);
  });

  test("columns of values are those that there were, and columns that nothing takes are not made", () => {
    const { body, models: found } = lifted(
      'df["over"] = df["area"] > df["area"].median()\ntowns = pd.get_dummies(df["town"], prefix="in")',
      'X = pd.concat([df[["area", "rooms"]], towns], axis=1)\ny = df["dear"]',
    );
    expect(body).toBe(`towns = pd.get_dummies(df["town"], prefix="in")
towns = towns.reindex(columns=towns_columns, fill_value=0)
X = pd.concat([df[["area", "rooms"]], towns], axis=1)
X_test = X
return X_test
`);
    expect(found[0]?.features?.columns).toEqual([{ name: "towns_columns", of: { step: "features", name: "towns" } }]);
  });

  test("a number over all rows is stored with the model", () => {
    const {
      body,
      models: found,
      planned,
    } = lifted(
      'mean = df["area"].mean()\nbest = df.groupby("town")["area"].max()',
      'df["area"] = df["area"].fillna(mean)\ndf["share"] = df["area"] / df["town"].map(best)',
      'X = df[["area", "share"]]\ny = df["dear"]',
    );
    expect(body).toContain('df["area"] = df["area"].fillna(mean)\ndf["share"] = df["area"] / df["town"].map(best)\n');
    expect(found[0]?.features?.values).toEqual([
      { name: "best", step: "features" },
      { name: "mean", step: "features" },
    ]);
    expect(planned.graph.steps[1]?.outputs.map(({ name }) => name)).toEqual(expect.arrayContaining(["mean", "best"]));
  });

  test("a condition that was computed before chooses rows", () => {
    const held = ["Hold", "held = df.area > 30"] as const;
    const { body, models: found } = models(
      load,
      held,
      ["Fit", 'X = df[["area"]] * 2\nmodel = LogisticRegression().fit(X[~held], df["dear"][~held])'],
      ["Predict", "predicted = model.predict(X[held])"],
    );
    expect(body).toBe('X = df[["area"]] * 2\nreturn X\n');
    expect(found[0]?.features?.values).toEqual([]);
  });

  test("it begins below what ends it, at a table that is stored", () => {
    const {
      models: found,
      told,
      body,
    } = models(
      load,
      ["Clean", "df = df.dropna()"],
      ["Features", `X = df[["area"]] * 2\ny = df["dear"]\n${split}`],
      ["Fit", fit],
      predict,
    );
    expect(told).toEqual([]);
    expect(found[0]?.features?.table).toEqual({ step: "clean", name: "df" });
    expect(body).toBe('X = df[["area"]] * 2\nX_test = X\nreturn X_test\n');
  });
});
