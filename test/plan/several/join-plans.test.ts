import { describe, expect, test } from "vitest";
import { joinPlans } from "../../../src/plan/several/join-plans.ts";
import { jointGraph } from "../../../src/plan/several/joint-graph.ts";
import { planText } from "../../harness/planned.ts";

type Sections = readonly (readonly [title: string, ...code: string[]])[];

/** Percent text of a notebook: code above the first heading, then sections. */
function text(head: string, ...sections: Sections): string {
  const cells = sections.map(([title, ...code]) =>
    [`# %% [markdown]\n# ## ${title}`, ...code.map((each) => `# %%\n${each}`)].join("\n"),
  );
  return [`# %%\n${head}`, ...cells].join("\n");
}

function plan(label: string, source: string, catalog = false) {
  const { analysis, graph, tables } = planText(source, `${label}.py`, { catalog });
  return { label, analysis, graph, tables };
}

function joined(sources: Readonly<Record<string, string>>, catalog = false) {
  return joinPlans(Object.entries(sources).map(([label, source]) => plan(label, source, catalog)));
}

/** A notebook of two steps. */
const load = (name: string) => text("", ["Load", `${name} = [1]`], ["Use", `print(${name})`]);

const steps = (result: ReturnType<typeof joined>) => jointGraph(result.plans).steps;

describe("steps of several notebooks", () => {
  test("keep their names, and get the notebook's in front where an earlier one has taken them", () => {
    const names = steps(joined({ one: load("a"), two: load("b"), three: load("c") })).map(({ name }) => name);
    expect(names).toEqual(["load", "use", "two_load", "two_use", "three_load", "three_use"]);
  });

  test("take from the steps of their own notebook", () => {
    const [, , , use] = steps(joined({ one: load("a"), two: load("a") }));
    expect(use?.inputs.map(({ from }) => from)).toEqual(["two_load"]);
  });

  test("leave names to rows that were written by hand", () => {
    const plans = [plan("one", load("a")), plan("two", text("", ["Score", "b = make()"], ["Tell", "print(b)"]))];
    const { plans: found } = joinPlans(plans, { handWritten: ["score"], isInitial: false });
    expect(jointGraph(found).steps.map(({ name }) => name)).toEqual(["load", "use", "two_score", "tell"]);
  });
});

test("models keep their names, and get the notebook's in front where an earlier one has taken them", () => {
  const fit = "import pandas as pd\nfrom sklearn.svm import SVC";
  const source = text(fit, ["Load", 'X = pd.read_csv("x.csv")'], ["Fit", 'model = SVC().fit(X, X["y"])']);
  const planned = (label: string) => {
    const { analysis, graph, tables } = planText(source, `${label}.py`, { models: "all" });
    return { label, analysis, graph, tables };
  };
  const { models } = jointGraph(joinPlans([planned("one"), planned("two")]).plans);
  expect(models.map(({ name, as, step }) => [name, as, step])).toEqual([
    ["model", undefined, "fit"],
    ["model", "two_model", "two_fit"],
  ]);
});

test("what a run showed of tables has the names of the project too", () => {
  const source = text("import pandas as pd", ["Load", 'df = pd.read_csv("one.csv")'], ["Use", "print(df)"]);
  const facts = { kind: "frame", rows: 1, columns: [] } as const;
  const other = plan("two", source.replace('one.csv"', 'one.csv", sep=";"'), true);
  const seen = [
    { of: "catalog", step: "load", name: other.graph.catalog[0]?.name ?? "", facts },
    { of: "step", step: "load", name: "df", facts },
  ] as const;
  const plans = [plan("one", source, true), { ...other, tables: seen }];
  const found = joinPlans(plans).plans[1];
  expect(found?.tables.map(({ of, step, name }) => [of, step, name])).toEqual([
    ["catalog", "two_load", found?.graph.catalog[0]?.name],
    ["step", "two_load", "df"],
  ]);
  expect(found?.graph.catalog[0]?.name).toMatch(/^two_/);
});

describe("notebooks that share files", () => {
  const writer = text("import json", ["Make", "rows = [1]"], ["Write", "json.dump(rows, open('ready.json', 'w'))"]);
  const reader = text("import json", ["Read", "rows = json.load(open('ready.json'))"], ["Look", "print(rows)"]);

  test("run in the order of what they read and write, whatever the order in which they are given", () => {
    const { plans } = joined({ reader, writer });
    expect(plans.map(({ label }) => label)).toEqual(["writer", "reader"]);
    const [, , read] = jointGraph(plans).steps;
    expect(read?.after).toEqual([{ step: "write", because: "file ready.json" }]);
  });

  test("stay in the order in which they are given where nothing passes", () => {
    const { plans } = joined({ b: load("x"), a: load("y") });
    expect(plans.map(({ label }) => label)).toEqual(["b", "a"]);
    expect(jointGraph(plans).steps.map(({ after }) => after)).toEqual([[], [], [], []]);
  });

  test("may read what they write themselves without waiting for anybody", () => {
    const own = text("import json", [
      "Own",
      "json.dump([2], open('ready.json', 'w'))\nprint(open('ready.json').read())",
    ]);
    expect(joined({ own, writer }).plans.map(({ label }) => label)).toEqual(["own", "writer"]);
  });

  test("are refused when each waits for the other", () => {
    const one = text("", ["A", "open('b.txt').read()\nopen('a.txt', 'w').write('a')"]);
    const other = text("", ["B", "open('a.txt').read()\nopen('b.txt', 'w').write('b')"]);
    const { diagnostics } = joined({ one, other });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["CW341", "error"]]);
    expect(diagnostics[0]?.message).toContain(
      "`one.py` reads what `other.py` writes (file b.txt), `other.py` reads what `one.py` writes (file a.txt)",
    );
  });
});

describe("parameters of several notebooks", () => {
  const use = (value: string) => text(`share = ${value}`, ["Work", "result = share * 2"]);

  test("are one where name and default are the same", () => {
    const graph = jointGraph(joined({ one: use("0.5"), two: use("0.5") }).plans);
    expect(graph.parameters.map(({ name }) => name)).toEqual(["share"]);
    expect(graph.steps.map(({ parameters }) => parameters)).toEqual([["share"], ["share"]]);
  });

  test("get the notebook's name in front where the default is another one", () => {
    const graph = jointGraph(joined({ one: use("0.5"), two: use("0.25"), three: use("0.5") }).plans);
    expect(graph.parameters.map(({ name, value }) => [name, value])).toEqual([
      ["share", "0.5"],
      ["two_share", "0.25"],
    ]);
    expect(graph.steps.map(({ parameters }) => parameters)).toEqual([["share"], ["two_share"], ["share"]]);
  });
});

describe("shared code of several notebooks", () => {
  const head = (body: string, other = "") =>
    `import math\n${other}\ndef inner(x):\n    return ${body}\ndef outer(x):\n    return inner(x) + 1`;
  const source = (code: string) => text(code, ["Work", "print(outer(1))"]);
  const places = (one: string, other: string) => {
    const modules = joined({ one: source(one), two: source(other) }).plans[1]?.modules;
    return { borrowed: [...(modules?.borrowed ?? [])], own: modules?.own.statements.length };
  };

  test("is there once where the text is the same", () => {
    const borrowed = [
      ["inner", "functions"],
      ["outer", "functions"],
    ];
    expect(places(head("x"), head("x"))).toEqual({ borrowed, own: 0 });
  });

  test("stays apart where what it calls is another function", () => {
    expect(places(head("x"), head("x * 2"))).toEqual({ borrowed: [], own: 2 });
  });

  test("stays apart where a name is imported from elsewhere", () => {
    const [one, other] = [
      head("root(x)", "from math import sqrt as root"),
      head("root(x)", "from math import cbrt as root"),
    ];
    expect(places(one, other)).toEqual({ borrowed: [], own: 2 });
    expect(places(one, one).own).toBe(0);
  });

  test("that stays apart takes from the first what is the same", () => {
    const code = "def same(x):\n    return x\ndef outer(x):\n    return same(x)";
    const other = "def same(x):\n    return x\ndef outer(x):\n    return same(x) * 2";
    const second = joined({ one: source(code), two: source(other) }).plans[1];
    expect([...(second?.modules.borrowed.keys() ?? [])]).toEqual(["same"]);
    expect(second?.modules.own.lifted.map(({ name }) => name)).toEqual(["same"]);
    expect(second?.modules.functions).toBe("two_functions");
  });

  test("of a project that began without a notebook stands in no module of somebody else", () => {
    const { plans } = joinPlans([plan("one", source(head("x")))], { handWritten: [], isInitial: true });
    expect(plans[0]?.modules).toMatchObject({ functions: "one_functions", settings: "one_settings" });
  });
});

describe("tables of several notebooks", () => {
  const read = (options: string) =>
    text("import pandas as pd", ["Load", `frame = pd.read_csv("orders.csv"${options})`], ["Use", "print(frame)"]);
  const names = (one: string, other: string) =>
    jointGraph(joined({ one, two: other }, true).plans).catalog.map(({ name }) => name);

  test("are one where they are read in one way", () => {
    expect(names(read(""), read(""))).toEqual(["orders"]);
  });

  test("are two where they are read in different ways", () => {
    expect(names(read(""), read(', sep=";"'))).toEqual(["orders", "two_orders"]);
  });

  test("keep in the code of each notebook what that calls them", () => {
    const other = text("import pandas as pd", ["Load", 'orders = pd.read_csv("orders.csv")'], ["Use", "print(orders)"]);
    const found = joined({ one: read(""), two: other }, true).plans.map(({ graph }) => graph.catalog);
    expect(found.flat().map(({ name, argument, step }) => [name, argument, step])).toEqual([
      ["orders", "orders", "load"],
      ["orders", "orders_table", "two_load"],
    ]);
  });

  test("are one where they lie at a parameter that both have", () => {
    const at = (place: string) =>
      text(`import pandas as pd\nPLACE = "${place}"`, ["Load", "frame = pd.read_csv(PLACE)"], ["Use", "print(frame)"]);
    expect(names(at("a.csv"), at("a.csv"))).toEqual(["a"]);
    expect(names(at("a.csv"), at("b.csv"))).toEqual(["a", "b"]);
  });

  test("that one writes and another reads are one, in this order", () => {
    const write = text(
      "import pandas as pd",
      ["Make", "clean = pd.DataFrame({'a': [1]})"],
      ["Store", 'clean.to_csv("clean.csv", index=False)'],
    );
    const use = text("import pandas as pd", ["Take", 'df = pd.read_csv("clean.csv")'], ["Tell", "print(df)"]);
    const { plans } = joined({ two: use, one: write }, true);
    const { catalog, steps: rows } = jointGraph(plans);
    expect(catalog.map(({ name, kind, argument }) => [name, kind, argument])).toEqual([
      ["clean", "sink", "clean_table"],
      ["clean", "source", "clean"],
    ]);
    expect(rows.map(({ name, after }) => [name, after.map(({ step }) => step)])).toEqual([
      ["make", []],
      ["store", []],
      ["take", ["store"]],
      ["tell", []],
    ]);
  });

  test("that one notebook reads twice have two names, as where it is alone", () => {
    const twice = text(
      "import pandas as pd",
      ["Load", 'a = pd.read_csv("orders.csv")\nb = pd.read_csv("orders.csv")'],
      ["Use", "print(a, b)"],
    );
    expect(names(twice, read(""))).toEqual(["orders", "orders_table"]);
  });
});
