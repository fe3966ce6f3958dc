import { expect, test } from "vitest";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { baselineOf, newProblems, readBaseline } from "../../src/policy/baseline.ts";
import { problemsOf } from "../../src/policy/problems.ts";
import { readConfig } from "../../src/policy/read-config.ts";
import { inShard } from "../../src/policy/shard.ts";
import type { Problem } from "../../src/policy/types.ts";

/** A problem at each place of a text in the code of a notebook. */
function problemsAt(text: string, part: string): readonly Problem[] {
  const { notebook } = readNotebook(text, "a.py");
  const diagnostics = (notebook?.cells ?? []).flatMap(({ index, source }) =>
    [...source.matchAll(new RegExp(part, "g"))].map(({ index: start }) => ({
      code: "CW212",
      severity: "warning" as const,
      message: "it is so",
      location: { cell: index, span: { start, end: start + part.length } },
    })),
  );
  const range = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return problemsOf(
    diagnostics,
    notebook,
    (code) => ({ code, name: code }),
    () => range,
  );
}

const report = (problems: readonly Problem[]) => ({
  notebooks: [
    { path: "a.py", reads: true, parses: true, declared: null, cells: 1, problems, allowed: 0, known: 0, run: null },
  ],
});

test("a baseline knows problems again when cells and lines move", () => {
  const old = problemsAt("# %%\na = '/x'\n# %%\nb = '/x'\n", "/x");
  const baseline = baselineOf(report(old));
  const moved = problemsAt("# %%\nimport os\n# %%\n\n\na = '/x'\nb = '/x'\n", "/x");
  expect(newProblems(moved, baseline, "a.py")).toEqual([]);
  expect(newProblems(moved, baseline, "b.py")).toHaveLength(2);
});

test("one more of the same line is new", () => {
  const baseline = baselineOf(report(problemsAt("# %%\na = '/x'\n", "/x")));
  const now = problemsAt("# %%\na = '/x'\n# %%\na = '/x'\n", "/x");
  expect(newProblems(now, baseline, "a.py").map(({ place }) => place?.cell)).toEqual([2]);
});

test("a baseline is read back; what is none is a failure", () => {
  const baseline = baselineOf(report(problemsAt("# %%\na = '/x'\n", "/x")));
  expect(readBaseline(JSON.stringify(baseline), "b.json")).toEqual(baseline);
  for (const text of ["", "[]", "{}", '{"version":1,"notebooks":{"a":3}}'])
    expect(() => readBaseline(text, "b.json")).toThrow("no baseline");
});

test("each path is in exactly one shard", () => {
  const paths = Array.from({ length: 200 }, (_, at) => `notebooks/${at}.ipynb`);
  for (const count of [1, 2, 7]) {
    const shards = Array.from({ length: count }, (_, at) => paths.filter((path) => inShard(path, at + 1, count)));
    expect(shards.flat().sort()).toEqual([...paths].sort());
    for (const shard of shards) expect(shard.length).toBeGreaterThan(0);
  }
});

test.each([
  ["cellwright.yaml", "check:\n  select: [CW1, absolute-path]\n  severity:\n    CW113: off\n"],
  ["pyproject.toml", '[tool.cellwright.check]\nselect = ["CW1", "absolute-path"]\nseverity = { CW113 = "off" }\n'],
  ["package.json", '{"cellwright":{"check":{"select":["CW1","absolute-path"],"severity":{"CW113":"off"}}}}'],
])("configuration in %s", (file, text) => {
  expect(readConfig(text, file)).toEqual({ check: { select: ["CW1", "absolute-path"], severity: { CW113: "off" } } });
});

test.each([
  ["pyproject.toml", '[project]\nname = "x"\n'],
  ["package.json", '{"name": "x"}'],
  ["cellwright.yaml", ""],
])("%s without a word of ours is no configuration", (file, text) => {
  expect(readConfig(text, file)).toBeNull();
});

test.each([
  ["cellwright.yaml", "check:\n  selec: [CW1]\n", "selec"],
  ["cellwright.yaml", "check:\n  select: CW1\n", "check.select must be a value of type array"],
  ["cellwright.yaml", "check:\n  select: [cw1!]\n", "check.select.0"],
  ["cellwright.yaml", "check: [", "cellwright.yaml"],
  ["pyproject.toml", "[tool.cellwright.check]\nfail-on = 'all'\n", "error, warning, info, never"],
  ["pyproject.toml", "[tool.cellwright\n", "pyproject.toml"],
  ["package.json", '{"cellwright":{"check":{"overrides":[{}]}}}', 'lacks "paths"'],
])("%s: %j is refused", (file, text, message) => {
  expect(() => readConfig(text, file)).toThrow(message);
});
