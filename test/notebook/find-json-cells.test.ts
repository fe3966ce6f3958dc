import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonCells } from "../../src/notebook/find-json-cells.ts";
import { findSource } from "../../src/notebook/source-pieces.ts";

const cellsOf = (text: string) =>
  findJsonCells(text).map((span) => (span === null ? null : JSON.parse(text.slice(span.start, span.end))));

describe("findJsonCells", () => {
  it.each([
    ['{"cells": []}', []],
    [
      '\ufeff {"a": [1, {"cells": [{}]}], "cells": [{"x": "]}"}, null, 3, ["a"], {"y": []}]}',
      [{ x: "]}" }, null, null, null, { y: [] }],
    ],
    ['{"cells": [{"a": 1}], "cells": [{"a": 2}]}', [{ a: 2 }]],
    ['{"c\\u0065lls": [{"a": "\\\\\\""}]}', [{ a: '\\"' }]],
    ['{"worksheets": [{"cells": [{"a": 1}]}, 5, {"name": "x", "cells": [{"b": 1}, 2]}]}', [{ a: 1 }, { b: 1 }, null]],
    ['{"metadata": {"cells": [{}]}, "nbformat": 4}', []],
  ])("%s", (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it("finds any JSON value again", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, "\t"), (cells, indent) => {
        const text = JSON.stringify({ metadata: cells, cells, nbformat: 4 }, null, indent);
        const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
        const expected = cells.map((cell) => (isObject(cell) ? cell : null));
        expect(JSON.stringify(cellsOf(text))).toBe(JSON.stringify(expected));
      }),
    );
  });
});

describe("findSource", () => {
  it.each([
    ['{"source": "a\\nb"}', ["a\\nb"]],
    ['{"metadata": {"source": "no"}, "source": ["a\\n", 5, "b\\"\\\\"]}', ["a\\n", 'b\\"\\\\']],
    ['{"input": "old"}', ["old"]],
    ['{"source": "one", "source": "two"}', ["two"]],
    ['{"source": null}', []],
  ])("%s", (text, raw) => {
    const found = findSource(text, { start: 0, end: text.length });
    expect(found?.pieces.map((piece) => text.slice(piece.raw.start, piece.raw.end))).toEqual(raw);
  });

  it("gives nothing where no cell is", () => {
    expect(findSource('{"source": "a"}', { start: 0, end: 0 })).toBeNull();
    expect(findSource('{"outputs": []}', { start: 0, end: 15 })).toBeNull();
  });
});
