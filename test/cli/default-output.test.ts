import { expect, test } from "vitest";
import { defaultOutput } from "../../src/cli/default-output.ts";

test.each([
  ["analysis.ipynb", "analysis-pipeline"],
  ["../deep/My Analysis (2).ipynb", "My-Analysis-2-pipeline"],
  ["/a/.hidden.py", "hidden-pipeline"],
  ["übersicht.ipynb", "übersicht-pipeline"],
  ["???.ipynb", "notebook-pipeline"],
])("the project of %s goes to %s", (path, folder) => {
  expect(defaultOutput([path])).toBe(folder);
});

test("where the project of several notebooks goes has to be said", () => {
  expect(() => defaultOutput(["a.ipynb", "b.ipynb"])).toThrow("It is not said where");
});
