import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { planText } from "../harness/planned.ts";

const root = path.resolve(import.meta.dirname, "..", "..");
const schema = JSON.parse(readFileSync(path.join(root, "docs", "schemas", "plan.schema.json"), "utf8"));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** The plan as `--json` prints it. */
function printed(file: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(planText(readFileSync(path.join(root, file), "utf8"), path.basename(file)).report));
}

function notebooksIn(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ipynb$|(^|[\\/])notebook\.py$/.test(file))
    .map((file) => path.join(folder, file))
    .sort();
}

describe("plans are as the schema says", () => {
  test.each([...notebooksIn("test/cases"), ...notebooksIn("samples")])("%s", (file) => {
    validate(printed(file));
    expect(validate.errors).toBeNull();
  });
});

describe("the schema refuses", () => {
  const plan = () => printed("test/cases/tags/kale-wrong-order/notebook.py") as never as PlanJson;
  interface PlanJson {
    steps: { name: string; cells: number[]; inputs: { certainty: string }[]; extra?: number }[];
    version: number;
    title?: string;
    diagnostics: { code: string }[];
  }
  test.each<readonly [string, (plan: PlanJson) => void]>([
    ["another version", (plan) => (plan.version = 2)],
    ["a missing field", (plan) => delete plan.title],
    ["an unknown field", (plan) => ((plan.steps[0] as PlanJson["steps"][0]).extra = 1)],
    ["a name that is no identifier", (plan) => ((plan.steps[0] as PlanJson["steps"][0]).name = "../x")],
    ["a cell 0", (plan) => (plan.steps[0] as PlanJson["steps"][0]).cells.push(0)],
    ["an unknown certainty", (plan) => ((plan.steps[2]?.inputs[0] as { certainty: string }).certainty = "sure")],
    ["a code of another form", (plan) => ((plan.diagnostics[0] as { code: string }).code = "E1")],
  ])("%s", (_, damage) => {
    const damaged = plan();
    expect(validate(damaged)).toBe(true);
    damage(damaged);
    expect(validate(damaged)).toBe(false);
  });
});

test("every field of the schema is described", () => {
  const missing: string[] = [];
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    const { properties } = value as { properties?: Record<string, { description?: string; $ref?: string }> };
    for (const [name, field] of Object.entries(properties ?? {}))
      if (field.description === undefined && field.$ref === undefined) missing.push(`${at}.${name}`);
    for (const [key, below] of Object.entries(value)) visit(below, `${at}.${key}`);
  };
  visit(schema, "");
  expect(missing).toEqual([]);
});
