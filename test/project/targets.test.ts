import { describe, expect, test } from "vitest";
import { loadTargetContext } from "../../src/cli/load-python-target.ts";
import { targetFiles } from "../../src/project/targets/target-files.ts";
import { targets } from "../../src/project/targets/targets.ts";
import { askPython, hasPython } from "../languages/python/test-python.ts";

const context = await loadTargetContext("sales");
const names = targets.map(({ name }) => name);
const filesOf = (packageName: string) => targetFiles(names, { ...context, package: packageName });

describe("folders of engines", () => {
  test("each engine has its files, and a README", () => {
    const paths = filesOf("sales").map(({ path }) => path);
    for (const { name, files } of targets) {
      expect(paths).toEqual(expect.arrayContaining(files.map((file) => `orchestration/${name}/${file}`)));
      expect(files).toContain("README.md");
    }
  });

  test("nothing of a template is left", () => {
    for (const { path, content } of filesOf("größe_2"))
      expect(content, path).not.toMatch(/\{\{[#/>]|\\\{\{|\{\{(package|project|header|title|name)\}\}/);
  });

  test.runIf(hasPython)("Python files are Python", () => {
    const python = filesOf("größe_2").filter(({ path }) => path.endsWith(".py"));
    const question = python.map(({ path, content }) => [path, content]);
    const code = `import json, sys
def fault(path, text):
    try:
        compile(text, path, "exec")
    except SyntaxError as error:
        return f"{path}: {error}"
print(json.dumps(list(filter(None, (fault(*each) for each in json.load(sys.stdin))))))`;
    expect(python.length).toBeGreaterThan(0);
    expect(askPython(["-c", code], question)).toEqual([]);
  });
});
