import { describe, expect, it } from "vitest";
import { readTrace } from "../../src/trace/read-trace.ts";
import { tracedRun } from "../harness/traced.ts";

const good = tracedRun([["x = 1", [{ bound: ["x"] }]]], [{ name: "x", made: 0 }]);

describe("readTrace", () => {
  it("reads what was written", () => {
    expect(readTrace(JSON.stringify(good))).toEqual(good);
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["another file", '{"cells": [], "nbformat": 4}'],
    ["another version", JSON.stringify({ ...good, version: 2 })],
    ["cells of another form", JSON.stringify({ ...good, cells: [1] })],
    ["a cell without a hash", JSON.stringify({ ...good, cells: [{ cell: 1, statements: [] }] })],
    [
      "statements of another form",
      JSON.stringify({ ...good, cells: [{ ...good.cells[0], statements: [{ id: "a" }] }] }),
    ],
    ["lines that are none", JSON.stringify(good).replace('"lines":[1,1]', '"lines":[1]')],
    ["names that are none", JSON.stringify(good).replace('"bound":["x"]', '"bound":[1]')],
    ["values of another form", JSON.stringify({ ...good, values: [{ name: 1 }] })],
    ["a value that was seen at no number", JSON.stringify(good).replace('"last":0', '"last":"0"')],
  ])("is not misled by %s", (_, text) => {
    expect(readTrace(text)).toBeNull();
  });
});
