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
