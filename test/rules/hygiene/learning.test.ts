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
    [
      "def prep(t):\n    s = StandardScaler()\n    return pd.DataFrame(s.fit_transform(t[['a']]))\nZ = prep(df)\na, b = train_test_split(Z)",
      "warning prep(df)",
    ],
    [
      "def prep(t, k):\n    t = t.copy()\n    t[k] = StandardScaler().fit_transform(t[k])\n    return t[k], t['c']\nZ, w = prep(df, ['a'])\na, b = train_test_split(Z)",
      "warning prep(df",
    ],
    [
      "def prep(t):\n    s = StandardScaler()\n    s.fit(t)\n    return s.transform(t)\nscores = cross_val_score(model, prep(X), y)",
      "warning prep(X)",
    ],
    ["Z = df.fillna(df.mean())\na, b = train_test_split(Z)", "info df.fillna"],
    ["df['a'] = df['a'].fillna(df['a'].mode()[0])\na, b = train_test_split(df)", "info df['a'].fillna"],
    ["Z = (X - X.mean(axis=0)) / X.std(axis=0)\na, b = train_test_split(Z)", "info"],
    ["Z = (X - np.min(X)) / (np.max(X) - np.min(X))\na, b = train_test_split(Z)", "info"],
    [
      "Z = df.fillna(df.mean())\nZ = StandardScaler().fit_transform(Z)\na, b = train_test_split(Z)",
      "warning StandardScaler",
    ],
    ["tr, te = df.iloc[:2], df.iloc[2:]\ns = StandardScaler()\ns.fit(pd.concat([tr, te]))", "warning s.fit"],
    [
      "X_train, X_test = train_test_split(X)\nboth = np.vstack([X_train, X_test])\ns = StandardScaler().fit(both)",
      "warning StandardScaler",
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
    [
      "def prep(t):\n    return StandardScaler().fit_transform(t)\na, b = train_test_split(X)\nZ = prep(a)\nc, d = train_test_split(Z)",
    ],
    [
      "def prep(t):\n    Z = StandardScaler().fit_transform(t)\n    print(Z.std())\n    return t\na, b = train_test_split(prep(X))",
    ],
    ["def prep(t):\n    return OneHotEncoder().fit_transform(t)\na, b = train_test_split(prep(X))"],
    ["def prep(t):\n    return StandardScaler().fit_transform(t), t\nZ, W = prep(X)\na, b = train_test_split(W)"],
    ["Z = df.fillna(0)\nprint(df.mean())\na, b = train_test_split(Z)"],
    ["a, b = train_test_split(df)\na = a.fillna(a.mean())\nc, d = train_test_split(a)"],
    ["Z = (X - X.mean(axis=1)) / X.std(axis=1)\na, b = train_test_split(Z)"],
    ["train, test = pd.read_csv('a.csv'), pd.read_csv('b.csv')\ns = StandardScaler().fit(pd.concat([train, test]))"],
    ["X_train, X_test = train_test_split(X)\nPipeline([('s', StandardScaler())]).fit(np.vstack([X_train, X_test]))"],
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

  test("the same object fitted on both parts needs no names", () => {
    const source =
      "A, B = train_test_split(X)\nscaler = StandardScaler()\nC = scaler.fit_transform(A)\nD = scaler.fit_transform(B)";
    expect(found("CW624", source)).toEqual(["error scaler.fit_transform(B)"]);
  });

  test.each([
    ["A, B = train_test_split(X)\nscaler = StandardScaler()\nC = scaler.fit_transform(A)\nD = scaler.transform(B)"],
    ["A, B = train_test_split(X)\nC = StandardScaler().fit_transform(A)\nD = StandardScaler().fit_transform(B)"],
    ["A, B = train_test_split(X)\ns = PCA(2)\nC = s.fit_transform(A)\ns = PCA(2)\nD = s.fit_transform(B)"],
    ["A, X_train = train_test_split(X)\ns = PCA(2)\nC = s.fit_transform(A)\nD = s.fit_transform(X_train)"],
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
    ["y = df['c']\nX = df.drop(columns=['a'])\nscores = cross_val_score(model, X, y, cv=2)", "error df.drop"],
    ["y = df['c']\nX = df.drop(columns=['a'])\ncross_val_score(estimator=model, X=X, y=y)", "error df.drop"],
    ["y = df['c']\nX = df.drop(columns=['a'])\nGridSearchCV(model, {}).fit(X, y)", "error df.drop"],
    ["names = [n for n in df.columns]\nmodel.fit(df[names], df['c'])", "error df[names]"],
    ["model.fit(df[df.columns], df['c'])", "error df[df.columns]"],
    ["model.fit(df[list(df.columns)], df['c'])", "error df[list(df.columns)]"],
    ["names = df.columns.tolist()\nmodel.fit(df[names], df['c'])", "error df[names]"],
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
    ["y = df['c']\nX = df.drop(columns=['a'])\nGridSearchCV(make_pipeline(model), {}).fit(X, y)"],
    ["y = df['c']\nX = df.drop(columns=['a'])\nGridSearchCV(build(), {}).fit(X, y)"],
    ["y = df['c']\nX = df.drop(columns=['a'])\ncross_val_score(make_pipeline(model), X, y)"],
    ["y = df['c']\nX = df.drop(columns=['c'])\ncross_val_score(model, X, y)"],
    ["names = [n for n in df.columns if n != 'c']\nmodel.fit(df[names], df['c'])"],
    ["names = list(df.columns)\nnames.remove('c')\nmodel.fit(df[names], df['c'])"],
    ["names = list(df.columns)\ndf['d'] = [1, 0, 1, 0]\nmodel.fit(df[names], df['d'])"],
    ["names = [n + 's' for n in df.columns]\nmodel.fit(df[names], df['c'])"],
    ["model.fit(df[df.columns[:2]], df['c'])"],
    ["y = df['c']\nX = df.drop(columns=names)\nmodel.fit(X, y)"],
  ])("not: %s", (source) => {
    expect(found("CW625", source)).toEqual([]);
  });
});
