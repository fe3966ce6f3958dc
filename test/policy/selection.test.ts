import { describe, expect, test } from "vitest";
import type { CheckConfig } from "../../src/policy/config.ts";
import { isSelectedBy, severityIn, unknownSelectors } from "../../src/policy/selection.ts";

const rule = { code: "CW101", name: "use-before-definition" };
const other = { code: "CW212", name: "absolute-path" };

describe("isSelectedBy", () => {
  test.each([
    ["CW101", true],
    ["CW1", true],
    ["CW", true],
    ["CW10", true],
    ["CW102", false],
    ["use-before-definition", true],
    ["use", false],
    ["absolute-path", false],
  ])("%s", (selector, expected) => {
    expect(isSelectedBy(rule, selector)).toBe(expected);
  });
});

test("unknownSelectors finds misspelt ones", () => {
  expect(unknownSelectors(["CW1", "CW9", "absolut-path", "absolute-path"], [rule, other])).toEqual([
    "CW9",
    "absolut-path",
  ]);
});

describe("severityIn", () => {
  const nothing = { select: [], ignore: [], severity: {}, overrides: [], minSeverity: "info" as const };
  const overrides: NonNullable<CheckConfig["overrides"]> = [
    { paths: ["drafts/**"], ignore: ["CW2"], severity: { CW1: "info" } },
    { paths: ["drafts/old/*.ipynb"], severity: { CW101: "off" } },
  ];
  test.each([
    ["the rule's own", {}, "a.ipynb", "error"],
    ["only what is selected", { select: ["CW2"] }, "a.ipynb", null],
    ["a family that is selected", { select: ["CW1"] }, "a.ipynb", "error"],
    ["not what is ignored, selected or not", { select: ["CW1"], ignore: ["CW101"] }, "a.ipynb", null],
    ["another severity", { severity: { CW1: "warning" } }, "a.ipynb", "warning"],
    ["the most exact severity", { severity: { CW1: "warning", CW101: "info" } }, "a.ipynb", "info"],
    [
      "a name is as exact as can be",
      { severity: { CW101: "info", "use-before-definition": "warning" } },
      "a.ipynb",
      "warning",
    ],
    ["off", { severity: { CW101: "off" } }, "a.ipynb", null],
    ["less than what is told", { severity: { CW1: "warning" }, minSeverity: "error" }, "a.ipynb", null],
    ["as much as what is told", { severity: { CW1: "warning" }, minSeverity: "warning" }, "a.ipynb", "warning"],
    ["another path", { overrides }, "a.ipynb", "error"],
    ["a path below", { overrides }, "drafts/x/a.ipynb", "info"],
    ["the later override", { overrides }, "drafts/old/a.ipynb", null],
  ] as const)("%s", (_, selection, path, expected) => {
    expect(severityIn(path, { ...nothing, ...selection })(rule, "error")).toBe(expected);
  });

  test("an override ignores a family", () => {
    expect(severityIn("drafts/a.ipynb", { ...nothing, overrides })(other, "warning")).toBeNull();
  });
});
