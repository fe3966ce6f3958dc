import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readInstalled } from "../../src/disk/read-installed.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "installed-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const record = (...paths: readonly string[]) => paths.map((path) => `${path},sha256=abc,12\n`).join("");

describe("names of an installed distribution", () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ["declared", { "top_level.txt": "numpy\n_numpy\n", RECORD: record("other/__init__.py") }, ["numpy", "_numpy"]],
    [
      "of packages, each once, whatever lies between",
      { RECORD: record("pandas/__init__.py", "pandas/core/frame.py", "pandas_tests/a.py", "pandas/util.py") },
      ["pandas", "pandas_tests"],
    ],
    [
      "of single modules",
      { RECORD: record("six.py", "_ext.cpython-311-x86_64-linux-gnu.so", "a.pyd") },
      ["six", "_ext", "a"],
    ],
    [
      "and nothing else",
      {
        RECORD: record(
          "../../bin/tool",
          "demo-1.0.dist-info/RECORD",
          "__pycache__/six.pyc",
          "notes.txt",
          "demo/__init__.py",
        ),
      },
      ["demo"],
    ],
    ["without a last line break", { RECORD: "a/b.py,,\nc.py,," }, ["a", "c"]],
    ["without a record", {}, []],
  ])("are those %s", (_, files, names) => {
    write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`demo-1.0.dist-info/${name}`, text])));
    write({ "demo-1.0.dist-info/METADATA": "" });
    expect([...readInstalled([folder]).keys()]).toEqual(names);
  });

  test("belong to the first distribution that has them", () => {
    write({ "b-2.dist-info/top_level.txt": "shared\n", "a-1.dist-info/top_level.txt": "shared\n" });
    expect(readInstalled([folder, join(folder, "gone")]).get("shared")).toEqual({ distribution: "a", version: "1" });
  });
});
