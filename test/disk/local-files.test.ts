import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { findLocalFiles } from "../../src/disk/local-files.ts";

const folder = mkdtempSync(path.join(tmpdir(), "local-files-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what the code names and what libraries look for is copied, and nothing else", () => {
  mkdirSync(path.join(folder, "data"), { recursive: true });
  for (const file of ["data/a.csv", "data/b.csv", "matplotlibrc", "notes.txt", "analysis.ipynb"])
    writeFileSync(path.join(folder, file), file);
  const { files, workdir } = findLocalFiles(
    folder,
    new Map(),
    ["data/a.csv", "missing.csv"],
    new Set(["analysis.ipynb"]),
  );
  expect(workdir).toBe("files");
  expect(files.map((file) => [file.path, String(Buffer.from(file.content))])).toEqual([
    ["files/data/a.csv", "data/a.csv"],
    ["files/matplotlibrc", "matplotlibrc"],
  ]);
});
