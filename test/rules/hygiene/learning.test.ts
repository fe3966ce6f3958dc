import { describe, expect, test } from "vitest";
import { checkExample } from "../../harness/checked.ts";

const head = `# %%
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.manifold import TSNE
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler

df = pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 1, 4, 3], "c": [0, 1, 0, 1]})
X, y = load_iris(return_X_y=True)
model = LogisticRegression()
# %%
`;

function found(code: string, source: string): readonly string[] {
  const all = checkExample({ notebook: `${head}${source}\n` }).filter((one) => one.code === code);
  return all.map(({ severity, location }) => `${severity} ${source.slice(location?.span.start).split("\n")[0]}`);
}

describe("fit before split", () => {
  test.each([
    [
      "scaler = StandardScaler()\nscaler.fit(X)\nZ = scaler.transform(X)\na, b = train_test_split(Z)",
      "warning scaler.fit(X)",
    ],
    ["Z = pd.DataFrame(PCA(2).fit_transform(X)).values\nscores = cross_val_score(model, Z, y)", "warning PCA"],
    ["Z = np.hstack([PCA(2).fit_transform(X), X])\nfor i, j in KFold(3).split(Z):\n    pass", "warning PCA"],
    ["df[['a']] = StandardScaler().fit_transform(df[['a']])\na, b = train_test_split(df)", "warning StandardScaler"],
    [
      "for Z in [X]:\n    Z = StandardScaler().fit_transform(Z)\n    a, b = train_test_split(Z)",
      "warning StandardScaler",
    ],
    [
      "both = ColumnTransformer([('s', StandardScaler(), [0])])\nZ = both.fit_transform(X)\na, b = train_test_split(Z)",
      "warning both",
    ],
  ])("%s", (source, expected) => {
    const all = found("CW623", source);
    expect(all).toHaveLength(1);
    expect(all[0]?.startsWith(expected)).toBe(true);
  });

  test.each([
    ["y = LabelEncoder().fit_transform(y)\na, b, c, d = train_test_split(X, y)"],
    ["Z = OneHotEncoder().fit_transform(X)\na, b = train_test_split(Z)"],
    ["Z = PCA(2).fit_transform(X)\nprint(Z[:2])\na, b = train_test_split(X)"],
    ["a, b = train_test_split(X)\nZ = StandardScaler().fit_transform(a)\nc, d = train_test_split(Z)"],
    ["Z = StandardScaler().fit_transform(X)\nmeans = Z.mean(axis=0)\na, b = train_test_split(means)"],
    ["scores = cross_val_score(make_pipeline(StandardScaler(), model), X, y)"],
    ["Z = StandardScaler().fit_transform(X)\nparts = 'a,b'.split(',')"],
  ])("not: %s", (source) => {
    expect(found("CW623", source)).toEqual([]);
  });
});

describe("fit on test", () => {
  const split = "X_train, X_test, y_train, y_test = train_test_split(X, y)\n";

  test.each([
    ["Z = PCA(2).fit_transform(X_test)", "error PCA"],
    ["model.fit(X_test, y_test)", "error model.fit"],
    ["X_test = X_test.copy()\nmodel.fit(X_test, y_test)", "error model.fit"],
    ["network = build()\nnetwork.fit(X_test, y_test)", "warning network.fit"],
    ["model.fit(X_train, y_train)\nprint(model.score(X_train, y_train))", "info model.score"],
  ])("%s", (source, expected) => {
    const all = found("CW624", split + source);
    expect(all).toHaveLength(1);
    expect(all[0]?.startsWith(expected)).toBe(true);
  });

  test.each([
    [`${split}Z = TSNE().fit_transform(X_test)`],
    [`${split}explainer = build()\nexplainer.fit(X_test)`],
    [`${split}model.fit(X_train, y_train)\nprint(model.score(X_test, y_test))`],
    [`${split}model.fit(np.concatenate([X_train, X_test]), np.concatenate([y_train, y_test]))`],
    ["X_test, X_train, y_test, y_train = train_test_split(X, y)\nmodel.fit(X_train, y_train)\nprint(X_test, y_test)"],
    ["X1, X2, y1, y2 = train_test_split(X, y)\nmodel.fit(X2, y2).predict(X1)\nmodel.fit(X1, y1).predict(X2)"],
  ])("not: %s", (source) => {
    expect(found("CW624", source)).toEqual([]);
  });

  test("a second fit_transform of the same object can be a transform", () => {
    const source = `${split}scaler = StandardScaler()\nA = scaler.fit_transform(X_train)\nB = scaler.fit_transform(X_test)`;
    const [one] = checkExample({ notebook: `${head}${source}\n` }).filter(({ code }) => code === "CW624");
    const [edit] = one?.fix?.edits ?? [];
    expect(source.slice(edit?.span.start, edit?.span.end)).toBe("fit_transform");
    expect(one?.fix?.safety).toBe("unsafe");
  });
});

describe("target in features", () => {
  test.each([
    ["y = df['c'].values\nX = df.drop('a', axis=1).values\nmodel.fit(X, y)", "error df.drop"],
    ["y = df['c']\nX = df.copy()\nmodel.fit(X, y)", "error df.copy"],
    [
      "names = ['a', 'c']\ny = df[['c']]\nX = df[names]\nA, B, t, u = train_test_split(X, y)\nmodel.fit(A, t)",
      "error df[names]",
    ],
    ["y = df['c']\nX = df.drop(columns=['a'])\nbuild().fit(X, y)", "warning df.drop"],
  ])("%s", (source, expected) => {
    const all = found("CW625", source);
    expect(all).toHaveLength(1);
    expect(all[0]?.startsWith(expected)).toBe(true);
  });

  test.each([
    ["y = df['c']\nX = df.drop(columns=['c'])\nmodel.fit(X, y)"],
    ["y = df['c']\ndf = df.drop(columns=['c'])\nX = df.drop(columns=['a'])\nmodel.fit(X, y)"],
    ["y = df.pop('c')\nX = df.drop(columns=['a'])\nmodel.fit(X, y)"],
    ["y = df['c']\nX = df.drop(columns=['a'])\ndel X['c']\nmodel.fit(X, y)"],
    ["y = df['c']\nX = df.drop(columns=['a'])\nX = X.drop(columns=['c'])\nmodel.fit(X, y)"],
    ["y = df['c'].shift(-1)\nX = df.drop(columns=['a'])\nmodel.fit(X, y)"],
    ["y = df['c']\nX = df.drop([0, 1])\nmodel.fit(X, y)"],
    ["y = df['c']\nX = df.drop(columns=['a'])\nPipeline([('m', model)]).fit(X, y)"],
    ["y = df['c']\nX = df.drop(columns=['a'])\nGridSearchCV(model, {}).fit(X, y)"],
    ["y = df['c']\nX = df.drop(columns=names)\nmodel.fit(X, y)"],
  ])("not: %s", (source) => {
    expect(found("CW625", source)).toEqual([]);
  });
});
