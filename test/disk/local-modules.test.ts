import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { findLocalFiles, foldersNamed } from "../../src/disk/local-files.ts";
import { findLocalModules } from "../../src/disk/local-modules.ts";

const root = mkdtempSync(path.join(tmpdir(), "local-modules-"));
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("modules of folders that the notebook adds are copied as those beside it", () => {
  const notebooks = path.join(root, "notebooks");
  for (const folder of ["notebooks", "src/tools", "lib"]) mkdirSync(path.join(root, folder), { recursive: true });
  const sources = { "notebooks/near.py": "import tools.names", "src/tools/names.py": "import far", "lib/far.py": "" };
  const hidden = { "src/tools/__init__.py": "", "src/near.py": "import json", "lib/other.py": "import xml" };
  for (const [file, text] of Object.entries({ ...sources, ...hidden })) writeFileSync(path.join(root, file), text);

  const folders = [notebooks, ...foldersNamed(notebooks, ["../src", "../lib", "../none", "/tmp", ""])];
  expect(folders.map((folder) => path.relative(root, folder))).toEqual(["notebooks", "src", "lib"]);
  const importsOf = (source: string) => (source === "" ? [] : [{ path: source.replace("import ", "") }]);
  const { names, folders: places, loaded } = findLocalModules(folders, ["near", "numpy"], importsOf);
  expect({ names, loaded }).toEqual({ names: ["far", "near", "tools"], loaded: [] });

  const { files } = findLocalFiles(notebooks, places, [], new Set());
  const copied = files.map((file) => [file.path, String(Buffer.from(file.content))]);
  expect(copied).toEqual([
    ["src/far.py", ""],
    ["src/near.py", "import tools.names"],
    ["src/tools/__init__.py", ""],
    ["src/tools/names.py", "import far"],
    ["files/.gitkeep", ""],
  ]);
});
