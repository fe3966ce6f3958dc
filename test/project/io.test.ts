import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { SeenTable } from "../../src/plan/types.ts";
import { configuredProject, notebookText, planText, type ReadAndPlanned } from "../harness/planned.ts";

const notebook = notebookText(
  ["Load", 'import pandas as pd\nsales = pd.read_csv("data/sales.csv", sep=";")\nshops = pd.read_excel("shops.xlsx")'],
  ["Add up", 'totals = sales.merge(shops).groupby("city", as_index=False).sum()', 'totals.to_csv("totals.csv")'],
);
const column = (label: string | null, dtype: string, more: object = {}) => ({ label, dtype, nulls: 0, ...more });
const frame = (columns: SeenTable["facts"]["columns"], more: object = {}): SeenTable["facts"] => {
  return { kind: "frame", rows: 60, columns, ...more };
};
const usual = [
  column("id", "int64", { unique: true, min: 1, max: 60 }),
  column('na"me: {{x}}', "str", { values: ["a", "NO"], nulls: 2 }),
  column("price", "float64", { min: 0.5, max: 9.5 }),
];

function planned(facts: SeenTable["facts"], text = notebook): ReadAndPlanned {
  const plan = planText(text, "notebook.ipynb", { catalog: true });
  const seen: SeenTable[] = [
    { of: "catalog", step: "load", name: "sales_table", facts },
    { of: "step", step: "add_up", name: "totals", facts: frame([column("city", "str"), column("price", "float64")]) },
  ];
  return { ...plan, tables: seen };
}

function filesOf(plan: ReadAndPlanned, io: "dynamicio" | "kedro"): ReadonlyMap<string, string> {
  const { files } = configuredProject(plan, io);
  return new Map(files.map(({ path, content }) => [path, String(content)]));
}

function yaml(files: ReadonlyMap<string, string>, path: string): unknown {
  return parse(files.get(path) ?? "null");
}

describe("dynamic(i/o)", () => {
  const files = filesOf(planned(frame(usual)), "dynamicio");

  test("a table has a place here and one in S3", () => {
    const options = { sep: ";" };
    expect(yaml(files, "resources/definitions.yaml")).toMatchObject({
      SALES_TABLE: {
        local: { type: "local", local: { file_path: "[[ DATA ]]/data/sales.csv", file_type: "csv" }, options },
        cloud: {
          type: "s3_file",
          s3: { bucket: "[[ BUCKET ]]", file_path: "data/sales.csv", file_type: "csv" },
          options,
        },
        schema: { file_path: "[[ RESOURCES ]]/schemas/sales_table.yaml" },
      },
      TOTALS_TABLE: { local: { type: "local" } },
    });
  });

  test("its columns are as they were seen, with room for more", () => {
    const applied = (options: object) => ({ apply: true, options });
    expect(yaml(files, "resources/schemas/sales_table.yaml")).toEqual({
      name: "sales_table",
      columns: {
        id: {
          type: "int64",
          validations: {
            has_no_null_values: applied({}),
            has_unique_values: applied({}),
            is_greater_than_or_equal: applied({ threshold: 0 }),
          },
          metrics: ["Min", "Max", "Mean"],
        },
        'na"me: {{x}}': {
          type: "str",
          validations: { is_in: applied({ categorical_values: ["a", "NO"] }) },
          metrics: ["UniqueCounts"],
        },
        price: {
          type: "float64",
          validations: {
            has_no_null_values: applied({}),
            is_between: applied({ lower: 0, upper: 19, include_left: true, include_right: true }),
          },
          metrics: ["Min", "Max", "Mean"],
        },
      },
    });
  });

  test("the configuration says where; other tables stay with pandas", () => {
    expect(yaml(files, "conf/base.yaml")).toMatchObject({
      catalog: {
        sales_table: { format: "dynamicio", location: "SALES_TABLE", options: { binding: "local" } },
        shops_table: { format: "excel", location: "shops.xlsx" },
        totals_table: { format: "dynamicio", location: "TOTALS_TABLE" },
      },
    });
    const cloud = { options: { binding: "cloud" } };
    expect(yaml(files, "conf/prod.yaml")).toMatchObject({ catalog: { sales_table: cloud, totals_table: cloud } });
    expect(yaml(files, "conf/local.yaml")).toEqual({ parameters: {} });
  });

  test.each([
    ["rows with names", frame(usual, { index: column("day", "str") })],
    ["columns without names", frame([column(null, "str")])],
    ["columns of the same name", frame([column("a", "str"), column("a", "str")])],
    ["a series", { ...frame(usual.slice(0, 1)), kind: "series" as const }],
  ])("%s are left to pandas", (_, facts) => {
    const base = yaml(filesOf(planned(facts), "dynamicio"), "conf/base.yaml");
    expect(base).toMatchObject({ catalog: { sales_table: { format: "csv" } } });
  });

  test.each(["index_col=0", "usecols=['id']", "names=['a']"])("%s is left to pandas", (argument) => {
    const text = notebook.replace("sep=';'", argument).replace('sep=\\";\\"', argument);
    const base = yaml(filesOf(planned(frame(usual), text), "dynamicio"), "conf/base.yaml");
    expect(base).toMatchObject({ catalog: { sales_table: { format: "csv" } } });
  });
});

test("a catalog for Kedro says what pandas does", () => {
  const files = filesOf(planned(frame(usual)), "kedro");
  expect(yaml(files, "conf/kedro/catalog.yml")).toEqual({
    sales_table: { type: "pandas.CSVDataset", filepath: "files/data/sales.csv", load_args: { sep: ";" } },
    shops_table: { type: "pandas.ExcelDataset", filepath: "files/shops.xlsx" },
    totals_table: { type: "pandas.CSVDataset", filepath: "files/totals.csv", save_args: { index: true } },
  });
  expect(files.has("resources/definitions.yaml")).toBe(false);
});
