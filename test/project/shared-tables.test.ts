import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadPythonTarget } from "../../src/cli/load-python-target.ts";
import { joinPlans } from "../../src/plan/several/join-plans.ts";
import { configFiles } from "../../src/project/config-files.ts";
import type { Io } from "../../src/project/io/io.ts";
import { pipelineView } from "../../src/project/python/module-views.ts";
import { schemasView } from "../../src/project/python/schemas-view.ts";
import { notebookText, planText } from "../harness/planned.ts";

const target = await loadPythonTarget("# Generated.");
const context = {
  ...target,
  package: "p",
  style: "production",
  dependencies: [],
  pythonVersion: null,
  copies: [],
  workdir: "files",
} as const;

const write = notebookText(
  ["Make", "import pandas as pd\nclean = pd.DataFrame({'a': [1]})"],
  ["Store", "clean.to_csv('clean.csv', sep=';', index=False)"],
);
const read = notebookText(
  ["Take", "import pandas as pd\nclean = pd.read_csv('clean.csv', sep=';', nrows=9)"],
  ["Tell", "print(clean)"],
);
const { plans } = joinPlans(
  Object.entries({ one: write, two: read }).map(([label, text]) => {
    const { analysis, graph } = planText(text, `${label}.ipynb`, { catalog: true });
    const columns = [{ label: "a", dtype: "int64", nulls: 0 }];
    const facts = { kind: "frame", rows: 1, columns } as const;
    const tables = graph.catalog.map(({ name, step }) => ({ of: "catalog", step, name, facts }) as const);
    return { label, analysis, graph, tables };
  }),
);

function yaml(path: string, io: Io): unknown {
  return parse(String(configFiles(plans, { ...context, io }).find((file) => file.path === path)?.content));
}

test("a table that is written and read has options for both, and for each", () => {
  expect(yaml("conf/base.yaml", "pandas")).toMatchObject({
    catalog: {
      clean_table: {
        format: "csv",
        location: "clean.csv",
        options: { sep: ";" },
        read_options: { nrows: 9 },
        write_options: { index: false },
      },
    },
  });
});

test("Kedro has arguments of both kinds for it", () => {
  expect(yaml("conf/kedro/catalog.yml", "kedro")).toEqual({
    clean_table: {
      type: "pandas.CSVDataset",
      filepath: "files/clean.csv",
      load_args: { sep: ";", nrows: 9 },
      save_args: { index: false, sep: ";" },
    },
  });
});

test("dynamic(i/o), which has one schema for it, leaves it to pandas", () => {
  expect(yaml("conf/base.yaml", "dynamicio")).toMatchObject({ catalog: { clean_table: { format: "csv" } } });
});

test("a table of which two notebooks were seen has one schema, that of the first", () => {
  const seen = (type: string) => {
    const facts = { kind: "frame", rows: 9, columns: [{ label: "a", dtype: type, nulls: 0 }] } as const;
    return { of: "catalog", step: "load", name: "clean", facts } as const;
  };
  const view = schemasView([seen("int64"), seen("float64")], target.names);
  expect(view?.catalog).toEqual(schemasView([seen("int64")], target.names)?.catalog);
  expect(view?.schemas).toHaveLength(1);
});

test("rows of the step table name it, with the argument where that has another name", () => {
  const other = joinPlans([
    { ...planOf("one", "frame = pd.read_csv('orders.csv')") },
    { ...planOf("two", "orders = pd.read_csv('orders.csv')") },
  ]);
  const rows = pipelineView(other.plans, "p", "files", target.names).steps;
  const sources = rows.flatMap(({ fields }) => fields.filter(({ key }) => key === "sources"));
  expect(sources.map(({ value }) => value)).toEqual(['["orders"]', '{"orders": "orders_table"}']);
});

function planOf(label: string, code: string) {
  const { analysis, graph, tables } = planText(
    notebookText(["Load", `import pandas as pd\n${code}`], ["Use", "print(1)"]),
    `${label}.ipynb`,
    { catalog: true },
  );
  return { label, analysis, graph, tables };
}
