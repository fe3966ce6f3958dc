import type { Subject } from "../text-templates.ts";

/** Estimators of scikit-learn: fitted again, shared, changed, and held by others. */
export const models: Subject = {
  name: "models",
  modules: ["sklearn", "pandas"],
  imports: `import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression, Ridge, SGDRegressor
from sklearn.model_selection import KFold, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, StandardScaler
X0 = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 5.0], [4.0, 3.0], [5.0, 8.0], [7.0, 1.0]])
y0 = np.array([1.0, 2.0, 2.5, 4.0, 5.5, 6.0])`,
  makers: {
    rows: ["<+rows> = X0 * (1 + <n>)", "<+rows> = X0.copy()", "<+rows> = X0"],
    goal: ["<+goal> = y0 + <n>", "<+goal> = y0", '<+goal> = pd.Series(y0, name="goal")'],
    model: [
      "<+model> = LinearRegression()\n<+model>.fit(X0, y0)",
      "<+model> = Ridge(alpha=1 + <n>).fit(X0, y0)",
      "<+model> = SGDRegressor(random_state=<n>, warm_start=True, max_iter=1000, tol=1e-3)\n<+model>.fit(X0 / 9, y0);",
    ],
    scaler: ["<+scaler> = StandardScaler().fit(X0)", "<+scaler> = MinMaxScaler()\n<+scaler>.fit(X0);"],
    pipe: [
      "<+pipe> = make_pipeline(<scaler>, Ridge())\n<+pipe>.fit(X0, y0);",
      '<+pipe> = Pipeline([("scale", <scaler>), ("model", LinearRegression())]).fit(X0, y0)',
      '<+pipe> = Pipeline([("scale", StandardScaler()), ("model", <model>)])\n<+pipe>.fit(X0, y0);',
    ],
    groups: [
      "<+groups> = KMeans(2, n_init=1, random_state=<n>).fit(X0)",
      "<+groups> = KMeans(2, n_init=1).fit(X0)",
      "<+groups> = KMeans(2, n_init=1, random_state=<chance>).fit(X0)",
    ],
    own: [
      `class Shift(TransformerMixin, BaseEstimator):
    def __init__(self, by=1):
        self.by = by
    def fit(self, X, y=None):
        self.mean_ = X.mean()
        return self
    def transform(self, X):
        return X - self.mean_ + self.by
<+own> = Shift(<n>).fit(X0)`,
      `def halve(X):
    return X / 2
<+own> = FunctionTransformer(halve).fit(X0)`,
      "<+own> = FunctionTransformer(lambda X: X * <~int>).fit(X0)",
    ],
    split: [
      "<+split> = train_test_split(X0, y0, test_size=2, random_state=<n>)",
      "<+split> = train_test_split(X0, y0, test_size=2)",
      "<+split> = list(KFold(2, shuffle=True, random_state=<n>).split(X0))",
    ],
    chance: ["<+chance> = np.random.RandomState(<n>)"],
    many: [
      "<+many> = {'line': <model>, 'ridge': Ridge().fit(X0, y0)}",
      "<+many> = {'line': <model>, 'ridge': <model>}",
    ],
  },
  uses: [
    "print(<chance>.randint(100))",
    "print(train_test_split(<rows>, random_state=<chance>)[0][:, 0])",
    "print([part[1].tolist() for part in KFold(2, shuffle=True, random_state=<chance>).split(<rows>)])",
    "<model>.fit(<rows> / 9, <goal>)",
    "<model>.fit(<rows> / 9, <goal>);",
    "print(<model>.predict(X0 / 9).round(3))",
    "<model>.set_params(fit_intercept=False);",
    "print(<model>.coef_.round(3))",
    "<model>.coef_[0] = <n>",
    "print(type(<model>).__name__, <model>.get_params()['fit_intercept'])",
    "<+model> = <model2>",
    "<+model> = clone(<model2>).fit(X0, y0)",
    "<model>.note = <n>",
    "print(getattr(<model>, 'note', None))",
    "<scaler>.fit(<rows>);",
    "<+rows> = <scaler>.transform(X0)",
    "<+rows> = <scaler>.fit_transform(<rows2>)",
    "<+rows> = StandardScaler(copy=False).fit_transform(<rows2>)",
    "print(<scaler>.transform(X0).sum().round(3))",
    "<scaler>.partial_fit(X0 * <n>);",
    "<+scaler> = <scaler2>",
    "<pipe>.fit(<rows>, <goal>);",
    "print(<pipe>.predict(X0).round(3))",
    "<pipe>.set_params(**{<pipe>.steps[-1][0] + '__fit_intercept': False}).fit(X0, y0);",
    "<+model> = <pipe>[-1]",
    "<+scaler> = <pipe>.steps[0][1]",
    "<pipe>[-1].coef_[0] = <n>",
    "<+pipe> = clone(<pipe2>).fit(X0, y0)",
    "print(<pipe>[-1].coef_.round(3), <pipe>.steps[0][0])",
    "print(<groups>.labels_.tolist(), round(<groups>.inertia_, 3))",
    "<groups>.fit(<rows>);",
    "<groups>.set_params(n_clusters=3).fit(X0);",
    "print(<own>.transform(X0).sum().round(3))",
    "<own>.fit(<rows>);",
    "<+rows> = <own>.transform(<rows2>)",
    "print(len(<split>), <split>[0])",
    "<+split> = <split2>",
    "<+rows> = np.resize(np.asarray(<split>[0][0], dtype=float), (6, 2))",
    "<many>['line'].fit(X0, y0 + <n>)",
    "for name, one in <many>.items():\n    one.fit(X0 / 9, <goal>)\n    print(name, one.predict(X0[:1] / 9).round(3))",
    "<+model> = <many>['ridge']",
    "<many>['line'] = <model>",
    "<rows>[0, 0] = <n>",
    "<rows> += 1",
    "<goal>[0] = <n>",
    "print(<rows>.sum().round(3), round(float(<goal>.sum()), 3))",
    "<+table> = pd.DataFrame(<rows>, columns=['p', 'q'])",
    "<table>['goal'] = np.asarray(<goal>)",
    "<table>['guess'] = <model>.predict(<table>[['p', 'q']].to_numpy() / 9)",
    "print(<table>.round(3))",
    "<table>.round(2)",
    "<+rows> = <table>[['p', 'q']].to_numpy()",
    "print(np.random.rand())",
  ],
};
