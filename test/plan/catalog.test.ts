import { describe, expect, test } from "vitest";
import { notebookText, planText, projectOf } from "../harness/planned.ts";

function lifted(...sections: readonly (readonly [string, ...string[]])[]) {
  const planned = planText(notebookText(...sections), "notebook.ipynb", { catalog: true });
  const entries = planned.graph.catalog.map(({ kind, name, step }) => `${kind} ${name} of ${step}`);
  const told = planned.diagnostics.filter(({ code }) => code === "CW330").map(({ message }) => message);
  const file = (path: string) => projectOf(planned).files.find((one) => one.path.endsWith(path))?.content as string;
  return { planned, entries, told, file };
}

const imports = "import pandas as pd\nimport numpy as np\nimport os";

describe("tables in a catalog", () => {
  test("steps take what they read, and give what they write", () => {
    const { entries, told, planned, file } = lifted(
      ["Load", imports, 'PRICES = "data/prices.csv"', 'df = pd.read_csv(PRICES, sep=";", index_col=0)\ndf["a"] = 1'],
      ["Sums", 'total = df.groupby("k").sum()', 'total.to_csv("out/totals.csv", index=False)\nprint(total.shape)'],
    );
    expect(told).toEqual([]);
    expect(entries).toEqual(["source prices of load", "sink totals of sums"]);
    expect(planned.graph.catalog.map(({ location, options, format }) => ({ location, options, format }))).toEqual([
      {
        location: { parameter: "PRICES" },
        options: [
          { name: "sep", value: ";" },
          { name: "index_col", value: 0 },
        ],
        format: "csv",
      },
      { location: { text: "out/totals.csv" }, options: [{ name: "index", value: false }], format: "csv" },
    ]);
    expect(file("steps/load.py")).toContain("def load(prices: pd.DataFrame) -> pd.DataFrame:\n    df = prices\n");
    expect(file("steps/sums.py")).not.toContain("to_csv");
    expect(file("pipeline.py")).toContain('sources=["prices"]');
    expect(file("pipeline.py")).toContain('sinks={"totals": "total"}');
    expect(file("pipeline.py")).not.toContain("writes=");
  });

  test("names are free of what the notebook calls things", () => {
    const { entries } = lifted(
      ["Load", imports, 'prices = pd.read_csv("prices.csv")\nother = pd.read_csv("b/prices.csv")'],
      ["Show", "print(prices, other)"],
    );
    expect(entries).toEqual(["source prices_table of load", "source prices_table_2 of load"]);
  });

  test("what a step writes and changes afterwards in another step is written as it was", () => {
    const { planned } = lifted(
      ["One", imports, "df = pd.DataFrame({'a': [1]})\ndf.to_csv('one.csv')"],
      ["Two", "df = df.drop(columns='a')\nprint(df)"],
    );
    expect(planned.graph.steps[0]?.outputs.map(({ name }) => name)).toEqual(["df"]);
    expect(planned.graph.catalog.map(({ variable }) => variable)).toEqual(["df"]);
  });

  test.each([
    ["in a function", "def load():\n    return pd.read_csv('a.csv')\ndf = load()", /in a function, a loop or a branch/],
    ["in a branch", "if os.path.exists('a.csv'):\n    df = pd.read_csv('a.csv')", /in a function, a loop or a branch/],
    ["in a comprehension", "dfs = [pd.read_csv('a.csv') for _ in range(2)]", /in a function, a loop or a branch/],
    ["path not constant", "df = pd.read_csv(os.environ['P'])", /name of the file is not a constant/],
    ["path computed", "df = pd.read_csv('a' + '.csv')", /name of the file is not a constant/],
    ["argument not constant", "df = pd.read_csv('a.csv', dtype={'a': np.int8})", /an argument is not a constant/],
    ["the notebook writes it", "pd.DataFrame().to_csv('a.csv')\ndf = pd.read_csv('a.csv')", /writes that file itself/],
    ["a command may make it", "!wget http://x/a.csv\ndf = pd.read_csv('a.csv')", /something above it in the step/],
    ["an unknown call may make it", "import fetcher\nfetcher.get()\ndf = pd.read_csv('a.csv')", /something above it/],
    ["the folder changes", "os.chdir('data')\ndf = pd.read_csv('a.csv')", /working directory/],
    ["changed below", "df = pd.DataFrame({'a': [1]})\ndf.to_csv('a.csv')\ndf['b'] = 2", /changes further down/],
    ["bound anew below", "df = pd.DataFrame({'a': [1]})\ndf.to_csv('a.csv')\ndf = None", /changes further down/],
    ["written without a name", "pd.DataFrame({'a': [1]}).to_csv('a.csv')", /what it writes has no name/],
    ["result is used", "df = pd.DataFrame({'a': [1]})\nx = df.to_csv('a.csv')", /does more than to write/],
    ["added to the file", "df = pd.DataFrame({'a': [1]})\ndf.to_csv('a.csv', mode='a')", /adds to what is in the file/],
    ["looked at below", "df = pd.DataFrame({'a': [1]})\ndf.to_csv('a.csv')\n!head a.csv", /something below it/],
  ])("stays where the result may differ: %s", (_, code, because) => {
    const { entries, told, file } = lifted(["Only", imports, code]);
    expect(entries).toEqual([]);
    expect(told.length).toBeGreaterThanOrEqual(1);
    expect(told.join("\n")).toMatch(because);
    expect(file("pipeline.py")).not.toMatch(/sources|sinks/);
  });

  test("nothing changes unless it is asked for", () => {
    const text = notebookText(["Load", imports, "df = pd.read_csv('a.csv')"]);
    const { graph, diagnostics } = planText(text, "notebook.ipynb");
    expect(graph.catalog).toEqual([]);
    expect(diagnostics.filter(({ code }) => code === "CW330")).toEqual([]);
  });
});
