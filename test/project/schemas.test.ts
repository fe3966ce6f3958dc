import { describe, expect, it } from "vitest";
import type { SeenTable } from "../../src/plan/types.ts";
import { isTable } from "../../src/trace/is-table.ts";
import { notebookText, planText, projectOf } from "../harness/planned.ts";
import { schemasOf } from "../harness/schemas.ts";
import { tracedRun } from "../harness/traced.ts";
import { askPython, hasPython } from "../languages/python/test-python.ts";

/** Tables that are hard to say in code: name -> Python. */
const tables: Readonly<Record<string, string>> = {
  labels: `pd.DataFrame([[1, 2.0, 'x', 4, 5, 6], [1, 2.0, 'y', 4, 5, 6]] * 10, columns=['a"b\\'c\\n{{x}}', '', 3, 'é\\u2028', '"""', 'a\\\\'])`,
  noTextLabels: `pd.DataFrame([[1, 2, 3, 4]] * 20, columns=[None, 1.5, True, pd.Timestamp('2020-01-01')])`,
  twice: `pd.DataFrame([[1, 2.5, 'x']] * 20, columns=['a', 'b', 'a'])`,
  levels: `pd.DataFrame(np.arange(80.0).reshape(20, 4), columns=pd.MultiIndex.from_product([['a', 'b'], [1, 'y']]))`,
  empty: `pd.DataFrame({'a': [], 'b': pd.Series([], dtype='datetime64[ns]')})`,
  nothing: `pd.DataFrame()`,
  noColumns: `pd.DataFrame(index=range(20))`,
  allMissing: `pd.DataFrame({'a': [None] * 20, 'b': [np.nan] * 20, 'c': [pd.NaT] * 20})`,
  extension: `pd.DataFrame({'i': pd.array([1, None] * 10, 'Int64'), 'b': pd.array([True, None] * 10, 'boolean'),
    's': pd.array(['x', 'y', None, None] * 5, 'string'), 'p': pd.array(['x', 'y', None, None] * 5, 'string[pyarrow]'),
    'f': pd.array([1.5, None] * 10, 'Float64'), 'a': pd.array([1, 2] * 10, 'int64[pyarrow]'), 'u': np.array([0, 255] * 10, 'uint8')})`,
  categories: `pd.DataFrame({'c': pd.Categorical(['a', 'b'] * 10, ordered=True), 'n': pd.Categorical([1, 2] * 10),
    'many': pd.Categorical([str(i) for i in range(20)])})`,
  times: `pd.DataFrame({'utc': pd.date_range('2020', periods=20, tz='UTC'), 'berlin': pd.date_range('2020', periods=20, tz='Europe/Berlin'),
    'offset': pd.date_range('2020', periods=20, tz='+01:30'), 'delta': pd.to_timedelta(range(20), 'h'),
    'period': pd.period_range('2020', periods=20, freq='Q'), 's': pd.date_range('2020', periods=20).astype('datetime64[s]')})`,
  others: `pd.DataFrame({'list': [[1]] * 20, 'mixed': [1, 'x'] * 10, 'complex': [1j] * 20, 'big': [2**62, -2**62] * 10,
    'infinite': [1.0, np.inf] * 10, 'sparse': pd.arrays.SparseArray([0, 1] * 10), 'interval': pd.interval_range(0, 20),
    'decimal': [__import__('decimal').Decimal(1)] * 20, 'truth': [True, None, False, True] * 5})`,
  index: `pd.DataFrame({'v': range(20)}, index=pd.Index([f'k{i:02}' for i in range(20)], name='na"me'))`,
  dates: `pd.Series(range(20), index=pd.date_range('2020', periods=20, tz='UTC'), name='v')`,
  rowLevels: `pd.DataFrame({'v': range(4)}, index=pd.MultiIndex.from_product([['a', 'b'], [1, 2]], names=['x', None]))`,
  series: `pd.Series(['a', 'b'] * 10, name=('x', 1))`,
  nameless: `pd.Series([[1]] * 20)`,
  constants: `pd.DataFrame({'zero': [0] * 20, 'one': [1.5] * 20})`,
};

const measure = `
import json, sys
sys.path.insert(0, "python")
import numpy as np, pandas as pd
from notebook_probe.table_facts import table_facts
print(json.dumps({name: table_facts(eval(code)) for name, code in json.load(sys.stdin).items()}))`;

const validate = `
import json, sys, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd
question = json.load(sys.stdin)
own = {}
exec(question["schemas"], own)
said = {}
for name, code in question["tables"].items():
    schema = own["OUTPUTS"].get("step." + name)
    if schema is not None:
        try:
            schema.validate(eval(code), lazy=True)
            said[name] = "passes"
        except Exception as error:
            said[name] = f"{type(error).__name__}: {error}"
print(json.dumps(said))`;

describe.skipIf(!hasPython)("schemas of tables that are hard to say", () => {
  const facts = hasPython ? askPython<Record<string, SeenTable["facts"]>>(["-c", measure], tables) : {};
  const seen = Object.entries(facts).map(
    ([name, each]): SeenTable => ({ of: "step", step: "step", name, facts: each }),
  );
  const schemas = schemasOf(seen) ?? "";

  it("are what the trace may hold", () => {
    for (const [name, each] of Object.entries(facts)) expect([name, isTable(each as never)]).toEqual([name, true]);
  });

  it("are right for pandera, and the tables that they come from pass", () => {
    const said = askPython<Record<string, string>>(["-c", validate], { schemas, tables });
    const without = ["noTextLabels", "nothing", "noColumns"];
    expect(Object.keys(tables).filter((name) => said[name] === undefined)).toEqual(without);
    expect(Object.entries(said).filter(([, answer]) => answer !== "passes")).toEqual([]);
  });

  it("say what can be said", () => {
    expect(schemas).toMatchSnapshot();
  });
});

describe("a project with a trace", () => {
  const read = 'import pandas as pd\ndf = pd.read_csv("data.csv")';
  const cells = [read, 'df = df.assign(b=1)\ndf["c"] = 2', "print(df)"] as const;
  const frame = (rows: number) => ({
    type: "pandas.DataFrame",
    table: { kind: "frame", rows, columns: [{ label: "a", dtype: "int64", nulls: 0 }] } as const,
  });
  const values = [
    { name: "df", made: 1, ...frame(1) },
    { name: "df", made: 2, ...frame(2) },
    { name: "df", made: 3, how: "changed", ...frame(0) },
  ] as const;
  const text = notebookText(...cells.map((code, at) => [`Part ${"abc"[at]}`, code] as const));
  const trace = (count: number) =>
    tracedRun(
      [
        [cells[0], [{}, {}]],
        [cells[1], [{}, {}]],
        [cells[2], [{}]],
      ].slice(0, count) as never,
      [...values],
    );
  const plan = (count: number, catalog = true) => planText(text, "notebook.ipynb", { catalog }, trace(count));
  const told = ({ tables: found }: ReturnType<typeof plan>) =>
    found.map(({ of, step, name, facts: { rows } }) => `${of} ${step} ${name} ${rows}`);

  it("has schemas of what is read and of what each step gives at its end", () => {
    expect(told(plan(3))).toEqual(["catalog part_a data 1", "step part_a df 1", "step part_b df 0"]);
    expect(told(plan(3, false))).toEqual(["step part_a df 1", "step part_b df 0"]);
  });

  it("has none of steps whose end was not seen", () => {
    expect(told(plan(1))).toEqual(["catalog part_a data 1", "step part_a df 1"]);
  });

  it("has the module in the style `production` only, and none without tables", () => {
    const paths = (planned: ReturnType<typeof plan>, style: "minimal" | "production") =>
      projectOf(planned, style).files.map(({ path }) => path);
    expect(paths(plan(3), "production")).toContain("src/notebook/schemas.py");
    expect(paths(plan(3), "minimal")).not.toContain("src/notebook/schemas.py");
    expect(paths(planText(text, "notebook.ipynb"), "production")).not.toContain("src/notebook/schemas.py");
  });

  it("gives tables that have the same schema one", () => {
    const one = { kind: "frame", rows: 20, columns: [{ label: "a", dtype: "int64", nulls: 0 }] } as const;
    const uses = [
      { of: "catalog", step: "a", name: "Check", facts: one },
      { of: "step", step: "a", name: "df", facts: one },
    ] as const;
    expect(schemasOf(uses)).toContain("Check_2 = DataFrameSchema");
    expect(schemasOf(uses)).toContain('"a.df": Check_2,');
  });
});
