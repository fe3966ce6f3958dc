/**
 * Each case is a folder `<rule>/<case>`: a notebook with one defect, `defect.py` or `defect.ipynb`; one of the same shape
 * that is done right, `clean`; and `expect.json` with the code of the defect and the number of its cell. `options.json` says
 * what is installed. Other files lie beside the notebooks.
 */
import path from "node:path";
import { describe, expect, test } from "vitest";
import { checkFile, expectedOf, foldersIn, matters, root } from "./defect-cases.ts";

for (const rule of foldersIn(root)) {
  describe(rule, () => {
    test.each(foldersIn(path.join(root, rule)))("%s", (name) => {
      const folder = path.join(root, rule, name);
      const expected = expectedOf(folder);
      const found = checkFile(folder, "defect");
      const cells = found.filter(({ code }) => code === expected.code).map(({ location }) => location);
      expect(cells.map((location) => (location ? location.cell + 1 : undefined))).toContain(expected.cell);
      expect(found.filter((one) => matters(one) && one.code !== expected.code)).toEqual([]);
      const clean = checkFile(folder, "clean");
      expect(clean.filter((one) => matters(one) || one.code === expected.code)).toEqual([]);
    });
  });
}
