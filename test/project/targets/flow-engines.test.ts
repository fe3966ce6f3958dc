import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { loadTargetContext } from "../../../src/cli/load-python-target.ts";
import { targetFiles } from "../../../src/project/targets/target-files.ts";

const { parse } = createRequire(import.meta.url)("py-ast") as typeof import("py-ast");
const context = await loadTargetContext("");

function filesOf(engine: string, name: string): ReadonlyMap<string, string> {
  const files = targetFiles([engine], { ...context, package: name, runtime: new Map() });
  return new Map(files.map(({ path, content }) => [path.replace(`orchestration/${engine}/`, ""), String(content)]));
}

describe.each(["dagster", "prefect", "zenml", "kedro"])("the files for %s", (engine) => {
  test.each(["churn", "class_", "größe", `a${"_long".repeat(15)}`])("are Python for the package %s", (name) => {
    const python = [...filesOf(engine, name)].filter(([path]) => path.endsWith(".py"));
    expect(python.length).toBeGreaterThan(0);
    for (const [path, content] of python) {
      expect(() => parse(content), path).not.toThrow();
      expect(content, path).toContain(name);
      expect(content.match(/cellwright/gi), path).toHaveLength(1);
    }
  });

  test("say in their README which version was tried", () => {
    expect(filesOf(engine, "churn").get("README.md")).toMatch(/Tried with \w+ \d+\.\d+\.\d+/);
  });
});

test("braces of the engines' own are left as they are", () => {
  expect(filesOf("prefect", "churn").get("README.md")).toContain(`TOKEN: "{{ prefect.blocks.secret.token }}"`);
  expect(filesOf("kedro", "churn").get("conf/base/catalog.yml")).toContain(`"{step}.{name}@value":`);
});
