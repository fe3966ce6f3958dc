import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { KnownCells } from "../../../src/languages/python/known-cells.ts";
import { type CellSource, readPythonFacts } from "../../../src/languages/python/read-python-cell.ts";
import { loadPythonParser } from "../../harness/python-parser.ts";

const parser = await loadPythonParser();
const known = new KnownCells();

const cellsOf = (...sources: readonly string[]): readonly CellSource[] =>
  sources.map((source, index) => ({ index, source }));

/** Twice with what was read before: the second time all of it is known. */
function expectSame(cells: readonly CellSource[]): void {
  const fresh = readPythonFacts(parser, cells);
  expect(readPythonFacts(parser, cells, { known })).toEqual(fresh);
  expect(readPythonFacts(parser, cells, { known })).toEqual(fresh);
}

describe("cells that are known from other notebooks", () => {
  it.each(readdirSync("samples", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ipynb")))(
    "give the same facts: %s",
    (file) => {
      const { cells } = JSON.parse(readFileSync(path.join("samples", file), "utf8")) as {
        cells: { cell_type: string; source: string | string[] }[];
      };
      const code = cells.filter(({ cell_type }) => cell_type === "code");
      expectSame(cellsOf(...code.map(({ source }) => [source].flat().join(""))));
    },
  );

  it("give other facts at another place, and below other cells", () => {
    expectSame(cellsOf("x = 1", "x"));
    expectSame(cellsOf("x", "x = 1", "x"));
    expectSame(cellsOf("def f(a: int): ...\nf"));
    expectSame(cellsOf("from __future__ import annotations", "def f(a: int): ...\nf"));
    expectSame(cellsOf('get_ipython().ast_node_interactivity = "all"', "1\n2", "def f(a: int): ...\nf"));
    expectSame(cellsOf("def eval(model):\n    return model", 'eval("x")'));
    expectSame(cellsOf('eval("x")'));
    expectSame(cellsOf("print(", "x = 1"));
    expectSame(cellsOf("x = 1", "print(", "print("));
    expectSame(cellsOf("ls = 3", "ls"));
    expectSame(cellsOf("%matplotlib inline", "ls"));
  });

  it("are told apart within a notebook", () => {
    const twice = cellsOf("x = [1]", "x = [1]");
    readPythonFacts(parser, twice, { known });
    const [one, other] = readPythonFacts(parser, twice, { known });
    expect(one?.statements[0]).not.toBe(other?.statements[0]);
    expect(other?.cell).toBe(1);
  });

  it("are forgotten when there are too many", () => {
    const [facts] = readPythonFacts(parser, cellsOf("x = 1"));
    const read = { facts: facts as NonNullable<typeof facts>, importsAnnotations: false };
    const few = new KnownCells(80);
    const keys = Array.from({ length: 10 }, (_, at) => `number ${at}`);
    for (const key of keys) few.keep(key, read);
    few.recall("number 0");
    few.keep("another1", read);
    expect(keys.filter((key) => few.recall(key) !== read)).toEqual(["number 1"]);
    few.keep("one that is too long to be kept among others", read);
    expect(few.recall("another1")).toBe(read);
    expect(few.recall("one that is too long to be kept among others")).toBeUndefined();
  });
});
