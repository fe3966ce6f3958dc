import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { type CheckJson, renderCheckJson } from "../../src/report/check-json.ts";
import { notebook, place, problem, varied } from "./check-reports.ts";
import { realReport } from "./real-reports.ts";

const file = path.resolve(import.meta.dirname, "..", "..", "docs", "schemas", "check.schema.json");
const schema = JSON.parse(readFileSync(file, "utf8"));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
const real = await realReport();

describe("checks are as the schema says", () => {
  test.each([
    ["one with something of everything", varied],
    ["one of nothing", { notebooks: [] }],
    ["one of real notebooks", real],
  ])("%s", (_, report) => {
    validate(JSON.parse(renderCheckJson(report)));
    expect(validate.errors).toBeNull();
  });

  test("real notebooks have many kinds of problems, with and without places and fixes", () => {
    const problems = real.notebooks.flatMap((one) => one.problems);
    expect(new Set(problems.map(({ code }) => code)).size).toBeGreaterThan(15);
    for (const has of [
      (one: (typeof problems)[0]) => one.place !== null,
      (one: (typeof problems)[0]) => one.related.length > 0,
    ])
      expect([problems.some(has), problems.every(has)]).toEqual([true, false]);
  });
});

describe("the schema refuses", () => {
  interface Writable {
    version: number;
    totals: { error?: number };
    notebooks: {
      path: string;
      run: unknown;
      problems: { code: string; fingerprint: string; place: unknown; extra?: 1 }[];
    }[];
  }
  const first = (report: Writable) => report.notebooks[1] as Writable["notebooks"][0];
  const firstProblem = (report: Writable) => first(report).problems[1] as Writable["notebooks"][0]["problems"][0];
  test.each<readonly [string, (report: Writable) => void]>([
    ["another version", (report) => (report.version = 2)],
    ["a missing field", (report) => delete report.totals.error],
    ["an unknown field", (report) => (firstProblem(report).extra = 1)],
    ["a code of another form", (report) => (firstProblem(report).code = "E1")],
    ["a fingerprint of another form", (report) => (firstProblem(report).fingerprint = "x")],
    ["a place that is none", (report) => (firstProblem(report).place = { cell: 1 })],
    ["a run that is none", (report) => (first(report).run = true)],
  ])("%s", (_, damage) => {
    const damaged = JSON.parse(renderCheckJson(varied)) as Writable;
    expect(validate(damaged)).toBe(true);
    damage(damaged);
    expect(validate(damaged)).toBe(false);
  });
});

test("every field of the schema is described", () => {
  const missing: string[] = [];
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    const { properties } = value as { properties?: Record<string, { description?: string }> };
    for (const [name, field] of Object.entries(properties ?? {}))
      if (field.description === undefined) missing.push(`${at}.${name}`);
    for (const [key, below] of Object.entries(value)) visit(below, `${at}.${key}`);
  };
  visit(schema, "");
  expect(missing).toEqual([]);
});

test("the JSON is the report, whole", () => {
  const { notebooks, totals, rules } = JSON.parse(renderCheckJson(varied)) as CheckJson;
  expect(notebooks).toEqual(varied.notebooks);
  expect(totals).toEqual({
    ...{
      notebooks: 2,
      withProblems: 1,
      error: 2,
      warning: 1,
      info: 1,
      safeFixes: 1,
      unsafeFixes: 1,
      allowed: 1,
      known: 2,
    },
  });
  expect(rules.map(({ code, problems, notebooks: all }) => [code, problems, all])).toEqual([
    ["CW101", 2, 1],
    ["CW203", 1, 1],
    ["CW410", 1, 1],
  ]);
});

test("characters that a terminal obeys are escaped, and mean the same", () => {
  const text = "\u001b[31m\u009b2J\u202e\u2028";
  const report = { notebooks: [notebook(text, [problem({ message: text, place: place(1, `${text}«x»`) })])] };
  const json = renderCheckJson(report);
  expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
  expect((JSON.parse(json) as CheckJson).notebooks).toEqual(report.notebooks);
});
