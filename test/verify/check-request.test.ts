import { describe, expect, test } from "vitest";
import { Failure } from "../../src/diagnostics/failure.ts";
import { checkRequest } from "../../src/verify/check-request.ts";
import { pythonLiteral } from "../../src/verify/parameter-cell.ts";
import { planText } from "../harness/planned.ts";

const limits = {
  ...{ folder: "/f", around: null, workdir: "", sockets: "/s", timeout: 60, cellTimeout: 60, memory: null },
  ...{ noNetwork: false, outputLimit: 1000, repeat: 1, rtol: 1e-9, atol: 1e-12 },
};

function request(text: string, set: Readonly<Record<string, string>> = {}) {
  const { notebook, analysis } = planText(text);
  return checkRequest(notebook, analysis, limits, { allowErrors: false, set: new Map(Object.entries(set)) });
}

describe("a value on the command line", () => {
  test.each([
    ["1000", "1000"],
    ["-1.5e-3", "-1.5e-3"],
    ["1_000", "1_000"],
    ["12345678901234567890", "12345678901234567890"],
    ["007", '"007"'],
    ["1.2.3", '"1.2.3"'],
    ["true", "True"],
    ["False", "False"],
    ["null", "None"],
    ["~", "None"],
    ["train", '"train"'],
    [" a b ", '" a b "'],
    ["'12'", '"12"'],
    ["'it''s'", '"it\'s"'],
    ['"12"', '"12"'],
    ['"\\ud83d\\ude00"', '"😀"'],
    ["[1, true, null, [2]]", "[1, True, None, [2]]"],
    ['{"a": "true", "b": false}', '{"a": "true", "b": False}'],
    ["[a, b]", '"[a, b]"'],
    ["2024-01-05", '"2024-01-05"'],
    ['a"b\\', '"a\\"b\\\\"'],
  ])("%s is %s", (text, literal) => {
    expect(pythonLiteral(text)).toBe(literal);
  });
});

describe("parameters", () => {
  const notebook = '# %% tags=["parameters"]\nn = 1\nname = "a"\n# %%\nprint(n)\n';

  test("come in a cell of their own behind the tagged one", () => {
    const { cells } = request(notebook, { n: "20", name: "b" });
    expect(cells.map(({ index, source }) => [index, source])).toEqual([
      [0, 'n = 1\nname = "a"'],
      [2, 'n = 20\nname = "b"'],
      [1, "print(n)"],
    ]);
  });

  test("come behind those that papermill injected", () => {
    const { cells } = request(`${notebook}# %% tags=["injected-parameters"]\nn = 5\n`, { n: "20" });
    expect(cells.map(({ source }) => source)).toEqual(['n = 1\nname = "a"', "print(n)", "n = 5", "n = 20"]);
  });

  test.each([
    [notebook, "rows", "unknown-parameter"],
    ["# %%\nn = 1\n", "n", "no-parameters"],
  ])("that are not there are trouble", (text, name, code) => {
    expect(() => request(text, { [name]: "1" })).toThrow(Failure);
    try {
      request(text, { [name]: "1" });
    } catch (error) {
      expect((error as Failure).code).toBe(code);
    }
  });
});

describe("what is compared with", () => {
  const output = { output_type: "stream", name: "stdout", text: "1" };
  const cell = (source: string, outputs: readonly object[], count: number | null) => {
    return { cell_type: "code", source, outputs, execution_count: count, metadata: {} };
  };
  const saved = (cells: readonly object[], set: Readonly<Record<string, string>> = {}) => {
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
    const { notebook, analysis } = planText(text, "a.ipynb");
    const asked = checkRequest(notebook, analysis, limits, { allowErrors: false, set: new Map(Object.entries(set)) });
    return asked.cells.map((one) => one.saved?.length ?? null);
  };

  test("cells that were run, and nothing of cells that were not", () => {
    expect(saved([cell("print(1)", [output], 1), cell("x = 1", [], 2), cell("y = 1", [], null)])).toEqual([1, 0, null]);
  });

  test("nothing where outputs were cleared", () => {
    expect(saved([cell("print(1)", [], 1), cell("print(2)", [], 2)])).toEqual([null, null]);
  });

  test.each(["len?", "?len", "import os\nos.path??", "%timeit?"])("nothing of the help that %s shows", (source) => {
    expect(saved([cell(source, [output], 1)])).toEqual([null]);
  });

  test("a question mark in a text asks for no help", () => {
    expect(saved([cell("print('why?')", [output], 1)])).toEqual([1]);
  });

  test("nothing when parameters have other values", () => {
    const parameters = { ...cell("n = 1", [], 1), metadata: { tags: ["parameters"] } };
    expect(saved([parameters, cell("print(n)", [output], 2)], { n: "3" })).toEqual([null, null, null]);
  });
});

describe("cells that may show the clock", () => {
  test("are those that what was read from it reaches", () => {
    const text =
      "# %%\nimport time\nx = 1\n# %%\nstart = time.time()\n# %%\nprint(x)\n# %%\ntook = time.time() - start\n# %%\nprint(took)\n";
    expect(request(text).cells.map(({ clocked }) => clocked)).toEqual([false, true, false, true, true]);
  });
});
