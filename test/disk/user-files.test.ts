import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { nearestConfig } from "../../src/cli/nearest-config.ts";
import { type CachedReport, keepCheckCache, readCheckCache } from "../../src/disk/check-cache.ts";
import { findNotebooks } from "../../src/disk/find-notebooks.ts";
import { emptyLookAroundCache, lookAround } from "../../src/disk/look-around.ts";
import { configPlaces } from "../../src/policy/config.ts";
import { DECLARATION_FILE, LOCK_FILE, readDeclarations } from "../../src/rules/environment/declarations.ts";

const isWindows = process.platform === "win32";
const isRoot = process.getuid?.() === 0;
let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "user-files-"));
  vi.stubEnv(isWindows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", base);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(base, { recursive: true, force: true });
});

const kept: CachedReport = {
  content: "1",
  question: { paths: [], modules: [] },
  around: "2",
  report: {
    path: "a.ipynb",
    reads: true,
    parses: true,
    declared: null,
    cells: 0,
    problems: [],
    allowed: 0,
    known: 0,
    run: null,
  },
};

describe.skipIf(process.platform === "darwin")("kept reports", () => {
  const file = () => {
    const folder = join(base, "cellwright", "check");
    return join(folder, readdirSync(folder)[0] as string);
  };
  beforeEach(() => keepCheckCache("key", new Map([["a.ipynb", kept]])));

  test("are there again", () => {
    expect(readCheckCache("key").get("a.ipynb")).toEqual(kept);
    expect(readCheckCache("other").size).toBe(0);
  });

  test.each<[string, () => void]>([
    ["that are cut off", () => writeFileSync(file(), readFileSync(file()).subarray(0, -1))],
    ["that are of another form", () => writeFileSync(file(), '{"a.ipynb": 1}')],
    ["that are of another form, as null", () => writeFileSync(file(), "null")],
    [
      "that somebody changed",
      () => writeFileSync(file(), readFileSync(file(), "latin1").replace("true", "TRUE"), "latin1"),
    ],
    [
      "that are a folder",
      () => {
        const path = file();
        rmSync(path);
        mkdirSync(path);
      },
    ],
  ])("%s are not believed", (_, damage) => {
    damage();
    expect(readCheckCache("key").size).toBe(0);
  });

  test.skipIf(isWindows)("that others may write, or that are a pipe, are not believed", () => {
    chmodSync(file(), 0o666);
    expect(readCheckCache("key").size).toBe(0);
    const path = file();
    rmSync(path);
    execFileSync("mkfifo", ["-m", "600", path]);
    expect(readCheckCache("key").size).toBe(0);
  });

  test.skipIf(!isRoot)("of another user are not believed", () => {
    chownSync(file(), 12345, 12345);
    expect(readCheckCache("key").size).toBe(0);
  });

  test("need no folder that can be made", () => {
    const place = join(base, "a file");
    writeFileSync(place, "");
    vi.stubEnv(isWindows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", place);
    expect(() => keepCheckCache("key", new Map([["a.ipynb", kept]]))).not.toThrow();
    expect(readCheckCache("key").size).toBe(0);
  });
});

describe.skipIf(isWindows)("pipes with the names of files that are read", () => {
  const pipe = (name: string) => execFileSync("mkfifo", [join(base, name)]);

  test.each(configPlaces.map(({ file }) => file))("%s", (file) => {
    pipe(file);
    expect(nearestConfig(base).trouble).toBeNull();
  });

  test(".gitignore", () => {
    mkdirSync(join(base, ".git"));
    pipe(".gitignore");
    writeFileSync(join(base, "a.ipynb"), "{}");
    expect(findNotebooks([base], () => false)).toEqual([join(base, "a.ipynb")]);
  });

  test("requirements.txt and pyvenv.cfg", () => {
    pipe("requirements.txt");
    mkdirSync(join(base, ".venv", "lib", "python3.11", "site-packages"), { recursive: true });
    pipe(".venv/pyvenv.cfg");
    const context = {
      environment: null,
      standardLibrary: new Set<string>(),
      distributions: new Map<string, string>(),
      declares: DECLARATION_FILE,
      locks: LOCK_FILE,
      readDeclarations,
    };
    const { declared } = lookAround(base, { paths: [], modules: [] }, context, emptyLookAroundCache());
    expect(declared?.requirements ?? []).toEqual([]);
  });
});

describe("files that nobody can have written", () => {
  test("a configuration", () => {
    writeFileSync(join(base, "cellwright.yaml"), `# ${"x".repeat(3_000_000)}`);
    expect(() => nearestConfig(base)).toThrow(
      expect.objectContaining({ code: "too-large", hint: expect.stringContaining("configuration") }),
    );
  });

  test("a .gitignore", () => {
    mkdirSync(join(base, ".git"));
    writeFileSync(join(base, ".gitignore"), "a*b\n".repeat(200_000));
    expect(() => findNotebooks([base], () => false)).toThrow(expect.objectContaining({ code: "too-large" }));
  });
});
