import { describe, expect, test } from "vitest";
import { keptInSteps } from "../../../src/plan/several/shared-tables.ts";
import { notebookText, planText } from "../../harness/planned.ts";

const head = "import pandas as pd\ndf = pd.DataFrame({'a': [1]})";

/** What notebooks with these cells keep in their steps. */
function kept(...cells: readonly string[]): Record<string, string> {
  const graphs = cells.map(
    (cell) => planText(notebookText(["Make", head], ["Use", cell]), "notebook.ipynb", { catalog: true }).graph,
  );
  return Object.fromEntries(keptInSteps(graphs));
}

const write = "df.to_csv('a.csv', index=False)";

describe("a table that one notebook writes and another one uses", () => {
  test.each([
    ["read as it is", ["b = pd.read_csv('a.csv')"]],
    ["read with arguments of its own", ["b = pd.read_csv('a.csv', usecols=['a'])"]],
    [
      "read by several in one way",
      ["b = pd.read_csv('a.csv', sep=',', nrows=1)", "b = pd.read_csv('a.csv', nrows=1, sep=',')"],
    ],
    ["of the same name in another spelling", ["b = pd.read_csv('./a.csv')"]],
    ["written by both in one way", [write]],
  ])("is one table of the catalog: %s", (_, others) => {
    expect(kept(write, ...others)).toEqual({});
  });

  test.each([
    ["in the code of a step", ["print(open('a.csv').read())"], /uses that file in its code/],
    ["in a loop", ["for i in range(2):\n    b = pd.read_csv('a.csv')"], /uses that file in its code/],
    ["in another format", ["b = pd.read_table('a.csv')", "b = pd.read_json('a.csv')"], /in its code|another format/],
    ["in two ways", ["b = pd.read_csv('a.csv', nrows=1)", "b = pd.read_csv('a.csv')"], /reads that file with other/],
    ["written in two ways", ["df.to_csv('a.csv')"], /writes that file with other arguments/],
    ["twice in one step", ["b = pd.read_csv('a.csv')\nc = pd.read_csv('a.csv')"], /twice in one step/],
  ])("stays in the steps where it cannot be: %s", (_, others, because) => {
    expect(kept(write, ...others)["a.csv"]).toMatch(because);
  });

  test("is nothing to tell of where only one notebook uses it, or all only read it", () => {
    expect(kept(write, "b = 1")).toEqual({});
    expect(kept("b = pd.read_csv('a.csv')", "b = pd.read_csv('a.csv', nrows=1)")).toEqual({});
  });
});

describe("a place that is a parameter", () => {
  const plan = (first: string, cell: string) =>
    planText(
      notebookText(["Begin", `import pandas as pd\n${first}`, "df = pd.DataFrame({'a': [1]})"], ["Use", cell]),
      "n.ipynb",
      {
        catalog: true,
      },
    ).graph;
  const writes = plan("PLACE = 'a.csv'", "df.to_csv(PLACE)");

  test("is the same where the parameter is", () => {
    expect([...keptInSteps([writes, plan("PLACE = 'a.csv'", "b = pd.read_csv(PLACE)")]).keys()]).toEqual([]);
  });

  test("is another one where the name or a value differs", () => {
    const named = /names that file in another way/;
    expect(keptInSteps([writes, plan("OTHER = 'a.csv'", "b = pd.read_csv(OTHER)")]).get("a.csv")).toMatch(named);
    expect(keptInSteps([writes, plan("", "b = pd.read_csv('a.csv')")]).get("a.csv")).toMatch(named);
    const third = plan("PLACE = 'b.csv'", "b = pd.read_csv(PLACE)");
    const same = plan("PLACE = 'a.csv'", "b = pd.read_csv(PLACE)");
    expect(keptInSteps([writes, same, third]).get("a.csv")).toMatch(named);
  });
});
