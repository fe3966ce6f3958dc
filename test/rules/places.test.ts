import { describe, expect, test } from "vitest";
import { checkExample, exampleNotebook } from "../harness/checked.ts";

function textsAt(code: string, notebook: string, more: object = {}): readonly string[] {
  const example = { notebook, ...more };
  const { cells } = exampleNotebook(example).notebook;
  return checkExample(example).flatMap((one) => {
    if (one.code !== code || one.location === undefined) return [];
    const { cell, span } = one.location;
    return [cells[cell]?.source.slice(span.start, span.end) ?? ""];
  });
}

describe("an import is told where it stands", () => {
  const inFunction = "# %%\ndef load():\n    x = 1\n    import requests\n    return requests\n";
  const inClass =
    "# %%\nclass Loader:\n    def load(self):\n        from requests.auth import AuthBase\n        return AuthBase\n";
  test.each([
    ["in a function", inFunction, "requests"],
    ["in a method", inClass, "AuthBase"],
    ["in a branch", "# %%\nif True:\n    import requests as r\n", "requests"],
  ])("%s", (_, notebook, what) => {
    for (const [code, more] of [
      ["CW610", { installed: { numpy: "2.0" } }],
      ["CW611", { beside: { "requirements.txt": "numpy==2.0\n" } }],
    ] as const) {
      const [text = "", ...others] = textsAt(code, notebook, more);
      expect([text.split("\n").length, others]).toEqual([1, []]);
      expect(text).toContain(what.split(".").at(-1));
    }
  });
});

describe("a notebook that does not say its language", () => {
  const unlabelled = (...sources: readonly string[]) =>
    JSON.stringify({
      cells: sources.map((source) => ({ cell_type: "code", metadata: {}, execution_count: null, outputs: [], source })),
      metadata: {},
      nbformat: 4,
      nbformat_minor: 4,
    });
  test.each<[string, readonly string[], string]>([
    ["Python by its imports", ["import math", "print(missing)"], "error"],
    ["nothing but valid Python", ["print(missing)"], "error"],
    ["R", ["x <- 3", "print(missing)"], "info"],
    ["R by its libraries", ["library(dplyr)"], "info"],
    ["JavaScript", ["console.log(missing)"], "info"],
    ["no Python", ["using DataFrames", "println(missing)"], "info"],
  ])("%s", (_, sources, severity) => {
    const told = checkExample({ notebook: unlabelled(...sources) }).filter(({ code }) => code === "CW102");
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map((one) => one.severity))).toEqual(new Set([severity]));
  });
});
