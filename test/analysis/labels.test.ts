import { expect, test } from "vitest";
import { analyseCells, analyseLast, showUpdates } from "../harness/analysed.ts";

const before = `import pandas as pd
a = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
dates = pd.date_range("2020-01-01", periods=2)
`;

/** What is made beside `a`, and what changes when labels of `a` get a name. */
const rows: readonly (readonly [made: string, renamed: string, updates: string])[] = [
  ["b = a * 2", "a.index.name = 'id'", "a? b?"],
  ["b = a[['x']]", "a.index.name = 'id'", "a? b?"],
  ["b = a[['x']]", "a.columns.name = 'id'", "a? b?"],
  ["b = a.fillna(0)", "b.index.names = ['id']", "a? b?"],
  ["b = a.rolling(2).mean()", "a.index.name = 'id'", "a? b?"],
  ["b = a.sum(axis=1)", "a.index.set_names('id', inplace=True)", "a? b?"],
  ["b = pd.concat([a, a + 1], axis=1)", "b.index.rename('id', inplace=True)", "a? b?"],
  ["b = pd.Series([1, 2], index=a.index)", "a.index.name = 'id'", "a? b?"],
  ["labels = a.index\nb = a + 1", "labels.name = 'id'", "a? b? labels?"],
  ["labels = a.columns", "a.columns.name = 'id'", "a labels?"],
  ["b, c = pd.Series([1, 2], index=dates), pd.Series([3, 4], index=dates)", "b.index.name = 'id'", "b? c? dates?"],
  ["b = pd.Series([1, 2], index=dates)", "dates.name = 'id'", "b? dates?"],
  ["bs = [a / 2]", "a.index.name = 'id'", "a? bs?"],
  ["b = a.copy()", "a.index.name = 'id'", "a"],
  ["b = a[a.x > 1]", "a.index.name = 'id'", "a?"],
  ["b = a.query('x > 1')", "a.index.name = 'id'", "a"],
  ["b = a.query('x > 1')", "a.columns.name = 'id'", "a? b?"],
  ["b = a.groupby('x').sum()", "b.index.name = 'id'", "b"],
  ["b = a.reset_index()", "a.index.name = 'id'", "a"],
  ["b = a * 2", "a['z'] = 1", "a"],
  ["b = a * 2", "a.index = ['u', 'v']", "a"],
  ["b = a * 2", "a.rename_axis('id', inplace=True)", "a"],
];

test.each(rows)("after `%s`, `%s` changes %s", (made, renamed, updates) => {
  expect(showUpdates(analyseLast(`${before}${made}\n${renamed}`).updates)).toBe(updates);
});

test("labels that get a name are told apart from other changes", () => {
  const { statements } = analyseCells([`${before}b = a * 2\na.index.name = 'id'\na['z'] = 1`]);
  const [name, values] = statements.slice(-2).map(({ updates }) => updates.map(({ labels = false }) => labels));
  expect({ name, values }).toEqual({ name: [true, true], values: [false] });
});
