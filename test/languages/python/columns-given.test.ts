import { describe, expect, test } from "vitest";
import { planText } from "../../harness/planned.ts";

function givenBy(code: string) {
  const { analysis } = planText(`# %%\nimport pandas as pd\ndf = pd.read_csv("a.csv")\n${code}\n`);
  return analysis.statements[2]?.facts.columnsGiven ?? null;
}

describe("the columns that an assignment gives values to", () => {
  test.each([
    ['df["b"] = 1', ["b"]],
    ["df.b = 1", ["b"]],
    ['df["b"] += df["a"]', ["b"]],
    ['df[["b", "c"]] = 1', ["b", "c"]],
    ['df["b"], df["c"] = 1, 2', ["b", "c"]],
    ['df["b"][df.a > 1] = 2', ["b"]],
    ['df.loc[df.a > 1, "b"] = 2', ["b"]],
    ['df.loc[:, ["b", "c"]] = 2', ["b", "c"]],
    ["df = df.assign(b=1, c=lambda t: t.a)", ["b", "c"]],
    ['df["b"] = df["a"].map(str).str.lower()', ["b"]],
    ['df["b"] = df.groupby("x")["a"].transform("mean")', ["b"]],
    ['df["b"] = np.log(df["a"] - max(df["a"]))', ["b"]],
  ])("%s", (code, names) => expect(givenBy(code)).toEqual({ of: "df", names }));

  test.each([
    "df = df.dropna()",
    'df["b"] = df.pop("a")',
    'df["b"] = f(df)',
    'df["b"], x = 1, f()',
    'df["b"] = df["a"].fillna(0, inplace=True)',
    'df["b"] = rows.apply(lambda row: df.drop(columns="a", inplace=True))',
    "df = df.assign(**more)",
    "df = other.assign(b=1)",
    'df.columns = ["b"]',
    "df[mask] = 1",
    'df.loc[5, "b"] = 1',
    "df.iloc[:, 1] = 3",
    'del df["b"]',
    'if df.a.any():\n    df["b"] = 1',
  ])("not known for %s", (code) => expect(givenBy(code)).toBeNull());
});
