import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import type { Notebook } from "../../src/notebook/types.ts";
import { codeCell, markdownCell, notebookJson } from "./sample.ts";

/** Reads JSON data as a notebook file; the diagnostics as `code severity message`. */
function read(data: unknown): { notebook: Notebook | null; told: string[] } {
  const { notebook, diagnostics } = readNotebook(JSON.stringify(data), "a.ipynb");
  return { notebook, told: diagnostics.map(({ code, severity, message }) => `${code} ${severity} ${message}`) };
}

function utf16(text: string, mark: number[], isBig: boolean): Uint8Array {
  const bytes = Buffer.from(text, "utf16le");
  return Buffer.concat([Buffer.from(mark), isBig ? bytes.swap16() : bytes]);
}

const good = JSON.stringify(notebookJson([codeCell("x = 1"), markdownCell(["# A\n", "b"])]));

describe("files that are no notebook", () => {
  const cases: [name: string, input: string | Uint8Array, code: string, message: RegExp][] = [
    ["empty", "", "CW403", /empty/],
    ["white space", " \n\t", "CW403", /empty/],
    ["cut off in a string", good.slice(0, good.indexOf("x = 1") + 2), "CW404", /cut off/],
    ["cut off between values", good.slice(0, -1), "CW404", /cut off/],
    ["a merge conflict", `{\n<<<<<<< HEAD\n${good}`, "CW404", /merge conflict on line 2/],
    ["Python code", "import os\n", "CW404", /not JSON.*"import os/],
    ["NUL characters", "\0\0\0\0", "CW404", /not JSON/],
    ["random bytes", new Uint8Array([1, 2, 250, 251]), "CW404", /not JSON/],
    ["a list", "[1, 2]", "CW405", /a list of 2 items/],
    ["a list of one", "[1]", "CW405", /a list of 1 item\./],
    ["a number", "42", "CW405", /a single number/],
    ["null", "null", "CW405", /a single null/],
    ["an empty object", "{}", "CW405", /an empty object/],
    ["other keys", '{"a": 1, "b": 2}', "CW405", /the keys "a", "b"/],
    ["cells that are no list", '{"cells": {"0": 1}, "nbformat": 4}', "CW405", /of the type object, not a list/],
    ["no cells", '{"metadata": {}, "nbformat": 4}', "CW405", /are missing/],
    ["nbformat 2", '{"nbformat": 2, "worksheets": []}', "CW406", /nbformat 2/],
    ["nbformat 5", '{"nbformat": 5, "cells": []}', "CW406", /nbformat 5/],
    ["nesting of lists", `{"cells": [], "nbformat": 4, "a": ${"[".repeat(1e5)}${"]".repeat(1e5)}}`, "CW407", /500/],
    ["nesting of objects", `{"cells": ${'{"a":'.repeat(1e5)}1${"}".repeat(1e5)}}`, "CW407", /500|no Jupyter/],
  ];
  test.each(cases)("%s", (_name, input, code, message) => {
    const { notebook, diagnostics } = readNotebook(input, "a.ipynb");
    expect(notebook).toBeNull();
    const last = diagnostics.at(-1);
    expect(last).toMatchObject({ code, severity: "error", message: expect.stringMatching(message) });
  });
});

describe("encodings", () => {
  const cases: [name: string, input: string | Uint8Array, message: RegExp][] = [
    ["UTF-8 with a mark", Buffer.from(`\ufeff${good}`), /byte order mark/],
    ["text with a mark", `\ufeff${good}`, /byte order mark/],
    ["UTF-16LE with a mark", utf16(good, [0xff, 0xfe], false), /UTF-16LE/],
    ["UTF-16BE with a mark", utf16(good, [0xfe, 0xff], true), /UTF-16BE/],
    ["UTF-16LE", utf16(good, [], false), /UTF-16LE/],
    ["UTF-16BE", utf16(good, [], true), /UTF-16BE/],
    ["Latin-1", Buffer.from(good.replace("x = 1", "é = 1"), "latin1"), /not valid UTF-8, first on line 1/],
  ];
  test.each(cases)("%s", (_name, input, message) => {
    const { notebook, diagnostics } = readNotebook(input, "a.ipynb");
    expect(notebook?.cells[0]?.source).toMatch(/^[x\ufffd] = 1$/);
    expect(diagnostics).toEqual([expect.objectContaining({ code: "CW402", message: expect.stringMatching(message) })]);
  });
});

test("a good notebook is read in full and nothing is told", () => {
  const outputs = [
    { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
    { output_type: "display_data", metadata: {}, data: { "text/plain": ["1\n", "2"], "application/json": [1, 2] } },
  ];
  const first = codeCell(["x = 1\r\n", "y = 2"], { execution_count: 3, outputs, metadata: { tags: ["a"] }, id: "abc" });
  const { notebook, told } = read({ ...notebookJson([first]), nbformat_minor: 5 });
  expect(told).toEqual([]);
  expect(notebook).toMatchObject({ format: "ipynb", nbformat: [4, 5], language: "python", kernel: "python3" });
  expect(notebook?.cells).toEqual([
    {
      id: "abc",
      index: 0,
      kind: "code",
      source: "x = 1\ny = 2",
      tags: ["a"],
      metadata: { tags: ["a"] },
      executionCount: 3,
      outputs: [
        { output_type: "stream", name: "stdout", text: "a\nb" },
        { output_type: "display_data", metadata: {}, data: { "text/plain": "1\n2", "application/json": [1, 2] } },
      ],
    },
  ]);
});

describe("what is wrong is told, and the rest is read", () => {
  const without = (key: string) => Object.fromEntries(Object.entries(codeCell("x")).filter(([name]) => name !== key));
  const cases: [name: string, cells: unknown[], told: string[], sources: string[]][] = [
    ["no metadata", [without("metadata")], ['CW409 warning cells[0] has no "metadata".'], ["x"]],
    ["no source", [without("source")], ['CW409 error cells[0] has no "source".'], [""]],
    ["no outputs", [without("outputs")], ['CW409 warning cells[0] has no "outputs".'], ["x"]],
    [
      "a source of numbers",
      [codeCell(["a\n", 1, "b"])],
      ["CW409 error cells[0].source must be a string or a list of strings."],
      ["a\nb"],
    ],
    [
      "a source that is an object",
      [codeCell({})],
      ["CW409 error cells[0].source must be a string or a list of strings."],
      [""],
    ],
    [
      "metadata of a wrong type",
      [codeCell("x", { metadata: [] })],
      ["CW409 warning cells[0].metadata must be an object."],
      ["x"],
    ],
    [
      "tags of a wrong type",
      [codeCell("x", { metadata: { tags: "a" } })],
      ["CW409 warning cells[0].metadata.tags must be a list."],
      ["x"],
    ],
    [
      "a count of a wrong type",
      [codeCell("x", { execution_count: "1" })],
      ["CW409 warning cells[0].execution_count must be a whole number or null."],
      ["x"],
    ],
    [
      "unknown keys, each once",
      [codeCell("x", { extra: 1 }), codeCell("y", { extra: 2, other: 1 })],
      [
        'CW409 info cells[0] has the unknown key "extra"; other cells may be like it.',
        'CW409 info cells[1] has the unknown key "other"; other cells may be like it.',
      ],
      ["x", "y"],
    ],
    [
      "an id before 4.5",
      [codeCell("x", { id: "a" })],
      ['CW413 info Cell 1 has the unknown key "id"; other cells may be like it.'],
      ["x"],
    ],
    [
      "a cell that is a string",
      ["x = 1", codeCell("y")],
      ["CW410 error cells[0] is a string, not a cell; it is left out."],
      ["", "y"],
    ],
    ["a cell that is null", [null], ["CW410 error cells[0] is null, not a cell; it is left out."], [""]],
    [
      "an unknown cell type",
      [codeCell("x", { cell_type: "chart" })],
      ['CW410 error cells[0].cell_type is "chart"; the cell is read as raw text.'],
      ["x"],
    ],
    [
      "a cell type like a validator",
      [codeCell("x", { cell_type: "notebook" })],
      ['CW410 error cells[0].cell_type is "notebook"; the cell is read as raw text.'],
      ["x"],
    ],
    [
      "no cell type",
      [without("cell_type")],
      ["CW410 error cells[0].cell_type is missing; the cell is read as raw text."],
      ["x"],
    ],
    [
      "a stream without text",
      [codeCell("x", { outputs: [{ output_type: "stream", name: "stdout" }] })],
      ['CW409 warning cells[0].outputs[0] has no "text".'],
      ["x"],
    ],
    [
      "data of a wrong type",
      [codeCell("x", { outputs: [{ output_type: "display_data", metadata: {}, data: { "image/png": 5 } }] })],
      ['CW409 warning cells[0].outputs[0].data["image/png"] must be a string or a list of strings.'],
      ["x"],
    ],
    [
      "an unknown output",
      [codeCell("x", { outputs: [{ output_type: "toString" }] })],
      ['CW416 warning cells[0].outputs[0] has the unknown output type "toString".'],
      ["x"],
    ],
    [
      "an output that is a number",
      [codeCell("x", { outputs: [7] })],
      ["CW416 warning cells[0].outputs[0] is no output."],
      ["x"],
    ],
    [
      "half a surrogate pair",
      [codeCell("a\ud83d = 1")],
      ["CW414 warning cells[0].source has half of a surrogate pair, which is no character; it was read as U+FFFD."],
      ["a\ufffd = 1"],
    ],
    ["a whole surrogate pair", [codeCell("a😀")], [], ["a😀"]],
    [
      "a NUL character",
      [codeCell("a\0b")],
      ["CW415 warning cells[0].source has a NUL character, which no kernel accepts in code."],
      ["a\0b"],
    ],
  ];
  test.each(cases)("%s", (_name, cells, told, sources) => {
    const result = read(notebookJson(cells));
    expect(result.told).toEqual(told);
    expect(result.notebook?.cells.map((cell) => cell.source)).toEqual(sources);
  });
});

describe("the notebook's own keys", () => {
  const cases: [name: string, more: Record<string, unknown>, told: string[]][] = [
    ["version as text", { nbformat: "4" }, ["CW409 warning nbformat must be a whole number."]],
    ["no metadata", { metadata: undefined }, ['CW409 warning The notebook has no "metadata".']],
    ["metadata that is a list", { metadata: [] }, ["CW409 warning metadata must be an object."]],
    [
      "a kernel without a name",
      { metadata: { kernelspec: {} } },
      ['CW409 warning metadata.kernelspec has no "name".', 'CW409 warning metadata.kernelspec has no "display_name".'],
    ],
    [
      "a newer minor version",
      { nbformat_minor: 9, extra: 1, cells: [] },
      ["CW418 info The notebook is in nbformat 4.9, newer than 4.5; it is read by the rules of 4.5."],
    ],
  ];
  test.each(cases)("%s", (_name, more, told) => {
    const result = read(notebookJson([codeCell("x")], more));
    expect(result.told).toEqual(told);
    expect(result.notebook).not.toBeNull();
  });
});

test("ids are unique: given ones stay, others are made up", () => {
  const ids = ["a", "a", "cell-3", undefined, ""].map((id) => codeCell("x", id === undefined ? {} : { id }));
  const { notebook, told } = read(notebookJson(ids, { nbformat_minor: 5 }));
  expect(notebook?.cells.map(({ id }) => id)).toEqual(["a", "cell-1", "cell-3", "cell-3-", "cell-4"]);
  expect(told.map((text) => text.slice(0, 6))).toEqual(["CW412", "CW413"].map((code) => `${code} `));
});

test("nbformat 3 is read as nbformat 4", () => {
  const cells = [
    { cell_type: "heading", level: 2, metadata: {}, source: ["A\n", "title"] },
    { cell_type: "html", metadata: {}, source: "<b>" },
    {
      cell_type: "code",
      collapsed: false,
      input: ["x = 1\n", "x"],
      language: "python",
      metadata: {},
      prompt_number: 7,
      outputs: [
        { output_type: "pyout", prompt_number: 7, metadata: {}, text: ["1"], png: "aGk=" },
        { output_type: "pyerr", ename: "E", evalue: "v", traceback: ["t"] },
        { output_type: "stream", stream: "stderr", text: ["a\n", "b"] },
        { output_type: "display_data", metadata: {}, json: '{"a": 1}' },
      ],
    },
  ];
  const { notebook, told } = read({
    metadata: { name: "" },
    nbformat: 3,
    nbformat_minor: 0,
    worksheets: [{ cells: cells.slice(0, 2) }, { cells: cells.slice(2) }],
  });
  expect(told).toEqual([]);
  expect(notebook).toMatchObject({ nbformat: [3, 0], language: "python", kernel: null });
  expect(notebook?.cells.map(({ kind, source }) => [kind, source])).toEqual([
    ["markdown", "## A title"],
    ["markdown", "<b>"],
    ["code", "x = 1\nx"],
  ]);
  expect(notebook?.cells[2]).toMatchObject({
    executionCount: 7,
    metadata: { collapsed: false },
    outputs: [
      { output_type: "execute_result", execution_count: 7, data: { "text/plain": "1", "image/png": "aGk=" } },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
      { output_type: "stream", name: "stderr", text: "a\nb" },
      { output_type: "display_data", data: { "application/json": { a: 1 } } },
    ],
  });
});

test("errors of nbformat 3 name the worksheet", () => {
  const cells = [
    { cell_type: "code", input: 5, language: "python", metadata: {}, outputs: [{ output_type: "pyout" }] },
  ];
  const { told } = read({ metadata: {}, nbformat: 3, nbformat_minor: 0, worksheets: [{ cells }, {}] });
  expect(told).toEqual([
    "CW409 error worksheets[1] has no list of cells.",
    "CW409 error worksheets[0].cells[0].input must be a string or a list of strings.",
    'CW409 warning worksheets[0].cells[0].outputs[0] has no "prompt_number".',
  ]);
});

describe("kernel language", () => {
  const cases: [metadata: Record<string, unknown>, language: string][] = [
    [{}, "python"],
    [{ kernelspec: { name: "python3", display_name: "Python" } }, "python"],
    [{ kernelspec: { name: "conda-env-x-py", display_name: "x" } }, "python"],
    [{ kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } }, "typescript"],
    [{ kernelspec: { name: "tslab", display_name: "TypeScript" } }, "typescript"],
    [{ kernelspec: { name: "ir", display_name: "R", language: "R" } }, "r"],
    [{ language_info: { name: "ipython" } }, "python"],
    [{ kernelspec: { name: "julia-1.9", display_name: "Julia" } }, "julia"],
  ];
  test.each(cases)("%j: %s", (metadata, language) => {
    expect(read(notebookJson([], { metadata })).notebook?.language).toBe(language);
  });
});

test("what other tools keep in metadata is no source", () => {
  const metadata = {
    deepnote_source: "y = 2",
    cell_id: "1",
    "application/vnd.databricks.v1+cell": { title: "" },
    cellView: "form",
  };
  const { notebook } = read(notebookJson([codeCell("#@param {type:'number'}\nx = 1", { metadata })]));
  expect(notebook?.cells[0]).toMatchObject({ source: "#@param {type:'number'}\nx = 1", metadata });
});

test("a file with millions of errors takes bounded time and tells a bounded number", () => {
  const text = `{"cells":[{"cell_type":"code","execution_count":null,"metadata":{"tags":[${"1,".repeat(1e6)}1]},"outputs":[${"7,".repeat(1e6)}7],"source":[${"1,".repeat(1e6)}"x"]}],"metadata":{},"nbformat":4,"nbformat_minor":4}`;
  const { notebook, diagnostics } = readNotebook(text, "a.ipynb");
  expect(notebook?.cells[0]?.source).toBe("x");
  expect(diagnostics.length).toBeLessThan(250);
  expect(diagnostics.at(-1)).toMatchObject({ code: "CW419" });
});

test("reading never throws, whatever is cut, put in or changed", () => {
  const texts = [
    good,
    JSON.stringify(
      notebookJson([codeCell("x", { outputs: [{ output_type: "stream", name: "a", text: "b" }] })]),
      null,
      1,
    ),
  ];
  const pieces = fc.constantFrom(
    "null",
    "[]",
    "{}",
    '"a"',
    "1",
    "-0",
    "true",
    '"\\ud800"',
    "{",
    "]",
    '"',
    "\\",
    "\0",
    ",",
  );
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(20), pieces, (text, at, length, piece) => {
      const start = at % text.length;
      const { notebook, diagnostics } = readNotebook(
        text.slice(0, start) + piece + text.slice(start + length),
        "a.ipynb",
      );
      expect(notebook !== null || diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (cell, metadata, outputs) => {
      const cells = [
        cell,
        { ...codeCell(metadata), metadata, outputs },
        { cell_type: "code", outputs: [outputs], id: cell },
      ];
      const { notebook } = readNotebook(JSON.stringify(notebookJson(cells, { metadata })), "a.ipynb");
      expect(notebook?.cells.length).toBe(3);
      expect(new Set(notebook?.cells.map(({ id }) => id)).size).toBe(3);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom("a.ipynb", "a.py"), (bytes, path) => void readNotebook(bytes, path)),
  );
});
