import { expect, test } from "vitest";
import { importFolders } from "../../src/analysis/import-folders.ts";
import { analyseCells } from "../harness/analysed.ts";

test.each([
  ["import sys\nsys.path.append('../src')", ["../src"]],
  ["import sys\nsys.path.insert(0, 'lib')", ["lib"]],
  ["import os, sys\nsys.path.insert(0, os.path.abspath(os.path.join('..', 'src')))", ["..", "../src", "src"]],
  ["import os, sys\nplace = os.path.abspath('..')\nif place not in sys.path:\n    sys.path.append(place)", [".."]],
  ["import sys\nsys.path += ['tools']", ["tools"]],
  ["import os\nprint(os.path.exists('lib'))", []],
])("%j may import from %j", (source, texts) => {
  const found = importFolders(analyseCells(source.split("\n\n"))).filter((text) => text !== "os" && text !== "sys");
  expect([...found].sort()).toEqual(texts);
});
