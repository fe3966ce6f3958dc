import { expect, test } from "vitest";
import { analyseLast, showEffects } from "../harness/analysed.ts";

const FOREST = "from sklearn.ensemble import RandomForestClassifier\n";

test.each([
  [
    "a pipeline",
    "from sklearn.pipeline import make_pipeline\nm = make_pipeline(RandomForestClassifier())\nm.fit(X, y)",
  ],
  [
    "a search",
    "from sklearn.model_selection import GridSearchCV\nm = GridSearchCV(RandomForestClassifier(), {})\nm.fit(X, y)",
  ],
  [
    "an estimator of estimators",
    "from sklearn.ensemble import VotingClassifier\nm = VotingClassifier([('a', RandomForestClassifier())])\nm.fit(X, y)",
  ],
])("fitting %s may draw as the estimators in it do", (_, code) => {
  expect(showEffects(analyseLast(`${FOREST}${code}`))).toContain("draws numpy");
});

test("estimators that do not draw draw in nothing", () => {
  const code =
    "from sklearn.linear_model import LinearRegression\nfrom sklearn.pipeline import make_pipeline\nm = make_pipeline(LinearRegression())\nm.fit(X, y)";
  expect(showEffects(analyseLast(code))).not.toContain("draws");
});

test.each([
  ["a function that its library does not list", "import networkx as nx\nnx.omega(G)"],
  ["a class that its library does not list", "import esda\nesda.Moran(y, w)"],
  ["a method that its type does not list", "import networkx as nx\nG = nx.Graph()\nG.walk()"],
  ["what draws for some arguments", "from scipy.stats import ttest_ind\nttest_ind(a, b, permutations=99)"],
  ["folds that may be shuffled", "from sklearn.model_selection import KFold\nKFold(5, shuffle=True).split(X)"],
  [
    "folds that a function is given",
    "from sklearn.linear_model import Ridge\nfrom sklearn.model_selection import KFold, cross_val_score\ncross_val_score(Ridge(), X, y, cv=KFold(5, shuffle=True))",
  ],
])("%s may draw", (_, code) => {
  expect(showEffects(analyseLast(code))).toContain("draws ?");
});

test.each([
  ["a function of a library that lists all that draws", "import numpy as np\nnp.unknown_to_us(x)"],
  ["folds with a state", "from sklearn.model_selection import KFold\nKFold(5, random_state=0, shuffle=True).split(X)"],
  ["a drawing whose places are given", "import networkx as nx\nnx.draw(G, places)"],
])("%s does not draw", (_, code) => {
  expect(showEffects(analyseLast(code))).not.toContain("draws");
});
