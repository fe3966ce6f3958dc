import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.ts";
import { type CellTags, cellTags } from "../../src/notebook/cell-tags.ts";
import type { Cell } from "../../src/notebook/types.ts";

function cell(tags: readonly string[], source = "x = 1", metadata: JsonObject = {}): Cell {
  return { id: "a", index: 4, kind: "code", source, tags, metadata, executionCount: null, outputs: [] };
}

/** What the tags say, without what says nothing. */
function told(one: Cell): Partial<CellTags> & { codes: string[] } {
  const { diagnostics, ...tags } = cellTags(one);
  const codes = diagnostics.map(({ code }) => code);
  const { options, unknown, raises, ...rest } = tags;
  return {
    ...rest,
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(unknown.length > 0 ? { unknown } : {}),
    ...(raises ? { raises } : {}),
    codes,
  };
}

describe("tags in metadata", () => {
  const cases: [tags: string[], expected: Partial<CellTags> & { codes?: string[] }][] = [
    [[], { role: null }],
    [["imports"], { role: "imports" }],
    [["soorgeon-imports"], { role: "imports" }],
    [["functions"], { role: "functions" }],
    [["parameters"], { role: "parameters" }],
    [["injected-parameters"], { role: "parameters" }],
    [["pipeline-parameters"], { role: "parameters" }],
    [["pipeline-metrics"], { role: "metrics" }],
    [["skip"], { role: "skip" }],
    [["skip-execution"], { role: "skip" }],
    [["test"], { role: "test" }],
    [["step:train"], { role: "step", step: "train" }],
    [["block:train-model"], { role: "step", step: "train-model" }],
    [["step: Train the model "], { role: "step", step: "Train the model" }],
    [["step:entraîner"], { role: "step", step: "entraîner" }],
    [["step:b", "prev:a", "prev:c;d"], { role: "step", step: "b", previous: ["a", "c", "d"] }],
    [["step:b", "limit:nvidia.com/gpu:2"], { role: "step", step: "b", options: { "limit:nvidia.com/gpu": "2" } }],
    [
      ["step:b", "annotation:a.b/c:x:y", "label:team:ml", "image:python:3.11-slim", "cache:disabled", "report:enabled"],
      {
        role: "step",
        step: "b",
        options: {
          "annotation:a.b/c": "x:y",
          "label:team": "ml",
          image: "python:3.11-slim",
          cache: "disabled",
          report: "enabled",
        },
      },
    ],
    [
      ["step:b", "secret:db:pass-word:DB_PASSWORD"],
      { role: "step", step: "b", options: { "secret:DB_PASSWORD": "db:pass-word" } },
    ],
    [["notebook:other"], { role: null, options: { notebook: "other" } }],
    [
      ["hide-input", "a:b", "toString:x", "constructor"],
      { role: null, unknown: ["hide-input", "a:b", "toString:x", "constructor"] },
    ],
    [["raises-exception"], { role: null, raises: true }],
    [["step:"], { role: null, codes: ["CW430"] }],
    [["block:a;"], { role: null, codes: ["CW430"] }],
    [["step:a/b"], { role: null, codes: ["CW430"] }],
    [["step:a", "limit:gpu"], { role: "step", step: "a", codes: ["CW430"] }],
    [["step:a", "retries:3"], { role: "step", step: "a", options: { retries: "3" } }],
    [["step:a", "retries:often"], { role: "step", step: "a", codes: ["CW430"] }],
    [["step:a", "cache:yes"], { role: "step", step: "a", codes: ["CW430"] }],
    [["block:a;b"], { role: "step", step: "a", codes: ["CW432"] }],
    [["step:a", "step:b"], { role: "step", step: "b", codes: ["CW432"] }],
    [["step:a", "step:a"], { role: "step", step: "a" }],
    [["imports", "functions"], { role: "imports", codes: ["CW431"] }],
    [["skip", "step:a"], { role: "skip", codes: ["CW431"] }],
    [["prev:a"], { role: null, previous: ["a"], codes: ["CW433"] }],
    [["image:x"], { role: null, options: { image: "x" }, codes: ["CW433"] }],
  ];
  test.each(cases)("%j", (tags, expected) => {
    expect(told(cell(tags))).toEqual({ codes: [], ...expected });
  });
});

describe("comments at the top of the cell", () => {
  const cases: [source: string, expected: Partial<CellTags> & { codes?: string[] }][] = [
    ["# step: train\nx = 1", { role: "step", step: "train" }],
    ["\n# a comment\n#step:train\nx = 1", { role: "step", step: "train" }],
    ["# tags: imports, hide\nimport os", { role: "imports", unknown: ["hide"] }],
    ["# tags: step:a, prev:b\nx", { role: "step", step: "a", previous: ["b"] }],
    ["x = 1\n# step: train", { role: null }],
    ["# Step: one does this\nx", { role: null }],
    ["# step one: load\nx", { role: null }],
    ["# step:\nx", { role: null, codes: ["CW430"] }],
  ];
  test.each(cases)("%j", (source, expected) => {
    expect(told(cell([], source))).toEqual({ codes: [], ...expected });
  });

  test("not in Markdown", () => {
    expect(cellTags({ ...cell([], "# step: one"), kind: "markdown" }).role).toBeNull();
  });
});

describe("metadata of our own", () => {
  const cases: [metadata: JsonObject, expected: Partial<CellTags> & { codes?: string[] }][] = [
    [
      { step: "train", resources: { cpu: 2, memory: "4Gi" } },
      { role: "step", step: "train", options: { "limit:cpu": "2", "limit:memory": "4Gi" } },
    ],
    [
      { step: "train", previous: ["a", "b"] },
      { role: "step", step: "train", previous: ["a", "b"] },
    ],
    [{ step: 5 }, { role: null, codes: ["CW434"] }],
    [
      { step: "a", resources: [] },
      { role: "step", step: "a", codes: ["CW434"] },
    ],
    [
      { step: "a", resources: { cpu: {} }, previous: [1] },
      { role: "step", step: "a", codes: ["CW434", "CW434"] },
    ],
    [{ stp: "a" }, { role: null, codes: ["CW434"] }],
  ];
  test.each(cases)("%j", (cellwright, expected) => {
    expect(told(cell([], "x", { cellwright }))).toEqual({ codes: [], ...expected });
  });

  test("wins over tags and comments, which is told at the cell", () => {
    const { step, diagnostics } = cellTags(cell(["step:a"], "# step: b\nx", { cellwright: { step: "c" } }));
    expect(step).toBe("c");
    expect(diagnostics).toMatchObject([{ code: "CW432" }, { code: "CW432", location: { cell: 4 } }]);
  });

  test("must be an object", () => {
    expect(told(cell([], "x", { cellwright: "a" }))).toEqual({ role: null, codes: ["CW434"] });
  });
});
