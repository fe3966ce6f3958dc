import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Failure } from "../../src/diagnostics/failure.ts";
import { findNotebooks } from "../../src/disk/find-notebooks.ts";
import { packageRoot, packageVersion, readPackageBytes } from "../../src/disk/package-files.ts";
import { readBytes, readText } from "../../src/disk/read-file.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "read-"));
  writeFileSync(join(root, "text"), "\ufeffé\r\n");
  writeFileSync(join(root, "latin"), Buffer.from("é", "latin1"));
  writeFileSync(join(root, "empty"), "");
  writeFileSync(join(root, "ten"), "0123456789");
  symlinkSync("loop", join(root, "loop"));
  for (const path of [
    "b.ipynb",
    "a.ipynb",
    "B.IPYNB",
    "x.py",
    ".hidden.ipynb",
    "sub/c.ipynb",
    ".ipynb_checkpoints/a.ipynb",
    "node_modules/d.ipynb",
    "myenv/e.ipynb",
    "myenv/pyvenv.cfg",
  ]) {
    mkdirSync(join(root, "books", path, ".."), { recursive: true });
    writeFileSync(join(root, "books", path), "");
  }
  mkdirSync(join(root, "books", "folder.ipynb"));
  symlinkSync("..", join(root, "books", "up"));
  symlinkSync("gone", join(root, "books", "gone.ipynb"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
  return "none";
}

describe("reading a file", () => {
  test("gives the text as it is", () => {
    expect(readText(join(root, "text"))).toBe("\ufeffé\r\n");
    expect(readText(join(root, "empty"))).toBe("");
  });

  const failures: [name: string, code: string][] = [
    ["none", "file-not-found"],
    ["text/x", "file-not-found"],
    ["", "is-a-directory"],
    ["latin", "not-utf8"],
    ["loop", "file-not-found"],
    ["x".repeat(300), "file-not-found"],
  ];
  test.each(failures)("%s: %s", (name, code) => {
    expect(failureOf(() => readText(join(root, name)))).toBe(code);
  });

  test("holds to the limit", () => {
    expect(readBytes(join(root, "ten"), { limit: 10 }).length).toBe(10);
    expect(failureOf(() => readBytes(join(root, "ten"), { limit: 9 }))).toBe("too-large");
    expect(failureOf(() => readBytes("/dev/zero", { limit: 100_000 }))).toBe("too-large");
  });

  test("works with pipes", () => {
    const pipe = join(root, "pipe");
    execFileSync("mkfifo", [pipe]);
    spawn("sh", ["-c", `seq 100000 > '${pipe}'`]);
    expect(readText(pipe).split("\n").length).toBe(100_001);
  });

  test("gives up on a pipe that nobody writes to, and on sockets", async () => {
    const silent = join(root, "silent");
    execFileSync("mkfifo", [silent]);
    expect(failureOf(() => readBytes(silent, { patience: 100 }))).toBe("nothing-to-read");
    const server = createServer().listen(join(root, "socket"));
    await once(server, "listening");
    expect(failureOf(() => readBytes(join(root, "socket")))).toBe("nothing-to-read");
    server.close();
  });

  test("waits for a writer that comes late and pauses, and takes an empty device as it is", () => {
    const pipe = join(root, "late");
    execFileSync("mkfifo", [pipe]);
    spawn("sh", ["-c", `sleep 0.3; { echo one; sleep 0.3; echo two; } > '${pipe}'`]);
    expect(readText(pipe)).toBe("one\ntwo\n");
    expect(readText("/dev/null")).toBe("");
  });

  test.skipIf(process.getuid?.() === 0)("needs permission", () => {
    writeFileSync(join(root, "secret"), "");
    chmodSync(join(root, "secret"), 0);
    expect(failureOf(() => readText(join(root, "secret")))).toBe("no-permission");
  });
});

describe("listing notebooks", () => {
  test("finds those of the user, sorted", () => {
    const books = join(root, "books");
    expect(findNotebooks([books], () => false).map((path) => path.slice(books.length + 1))).toEqual([
      "B.IPYNB",
      "a.ipynb",
      "b.ipynb",
      "sub/c.ipynb",
    ]);
  });

  test("takes a file as it is", () => {
    expect(findNotebooks([join(root, "ten")], () => false)).toEqual([join(root, "ten")]);
    expect(failureOf(() => findNotebooks([join(root, "none")], () => false))).toBe("file-not-found");
  });
});

describe("files of our own package", () => {
  test("are found", () => {
    expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+/);
    expect(packageRoot()).toBe(join(import.meta.dirname, "..", ".."));
  });

  test.each(["web-tree-sitter", "tree-sitter-python"])("and the WebAssembly module of %s", (name) => {
    expect([...readPackageBytes(`${name}/${name}.wasm`).subarray(0, 4)]).toEqual([0, 97, 115, 109]);
  });
});
