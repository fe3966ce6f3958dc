import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Project, type SourceFile, ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { ownersByPackage, quickFiles, roomsByName, slowPackages } from "./rooms.ts";
import { findBreaches, findCycles, packagesLoadedBy, type Sources } from "./source-rules.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.NodeNext, noLib: true };

function readSources(): Sources {
  const project = new Project({ compilerOptions, skipAddingFilesFromTsConfig: true });
  const folder = `${repository}src/`;
  const files = project.addSourceFilesAtPaths(`${folder}**/*.ts`);
  return new Map(files.map((file) => [file.getFilePath().slice(folder.length), file]));
}

/** Sources from texts; each gets what the rules ask of a file that is not what the example is about. */
function sourcesOf(texts: Readonly<Record<string, string>>): Sources {
  const project = new Project({ compilerOptions, useInMemoryFileSystem: true });
  const entries = Object.entries(texts).map(([path, text]): [string, SourceFile] => [
    path,
    project.createSourceFile(`/src/${path}`, text),
  ]);
  return new Map(entries);
}

describe("src", () => {
  const sources = readSources();

  test("is there", () => {
    expect(sources.size).toBeGreaterThan(5);
    expect([...sources.keys()]).toContain("base/spans.ts");
  });

  test("keeps its rules", () => {
    expect(findBreaches(sources).map((breach) => `${breach.rule}: ${breach.message}`)).toEqual([]);
  });
});

describe("start-up", () => {
  const sources = readSources();

  test.each(quickFiles)("of %s waits for no slow package", (path) => {
    expect([...sources.keys()]).toContain(path);
    const loaded = packagesLoadedBy(path, sources);
    const slow = slowPackages.filter((name) => loaded.has(name));
    expect(slow.map((name) => `${name}: ${loaded.get(name)?.join(" -> ")}`)).toEqual([]);
  });

  test("is followed through values, not through types and what is loaded later", () => {
    const loaded = packagesLoadedBy(
      "a.ts",
      sourcesOf({
        "a.ts": 'import { b } from "./base/b.ts";\nimport type { C } from "./base/c.ts";\nawait import("./base/d.ts");',
        "base/b.ts": 'export { x } from "handlebars/runtime";\nimport type { Y } from "ajv";',
        "base/c.ts": 'import "ts-morph";',
        "base/d.ts": 'import "py-ast";',
      }),
    );
    expect([...loaded]).toEqual([["handlebars", ["a.ts", "base/b.ts"]]]);
  });
});

describe("the table of rooms", () => {
  test("has no cycles", () => {
    const graph = new Map(
      Object.entries(roomsByName).map(([name, room]) => [name, [...room.rooms, ...(room.types ?? [])]]),
    );
    expect(findCycles(graph)).toEqual([]);
    expect([...graph.values()].flat().filter((name) => !graph.has(name))).toEqual([]);
  });

  test("gives every run-time dependency an owner", () => {
    const manifest = JSON.parse(readFileSync(`${repository}package.json`, "utf8"));
    expect(Object.keys(manifest.dependencies).filter((name) => ownersByPackage[name] === undefined)).toEqual([]);
  });

  test("gives packages to rooms that exist", () => {
    const owners = new Set(Object.values(ownersByPackage).flat());
    expect([...owners].filter((owner) => roomsByName[owner] === undefined)).toEqual([]);
  });
});

describe("the rules", () => {
  const doc = "/** Says what. */\n";
  const value = `${doc}export const a = 1;\n`;
  const type = `${doc}export type A = 1;\n`;
  const longest = `${value}${"// more\n".repeat(298)}`;

  const bad: readonly (readonly [rule: string, why: string, texts: Record<string, string>])[] = [
    ["room", "to the right", { "base/b.ts": 'import { a } from "../plan/a.ts";', "plan/a.ts": value }],
    ["room", "types to the right", { "base/b.ts": 'import type { A } from "../plan/a.ts";', "plan/a.ts": type }],
    [
      "room",
      "value where types may",
      { "analysis/b.ts": 'import { a } from "../languages/a.ts";', "languages/a.ts": value },
    ],
    ["room", "mixed import", { "report/b.ts": 'import { a, type A } from "../plan/a.ts";', "plan/a.ts": value + type }],
    ["room", "re-export", { "base/b.ts": 'export * from "../plan/a.ts";', "plan/a.ts": value }],
    ["room", "dynamic import", { "base/b.ts": 'await import("../plan/a.ts");', "plan/a.ts": value }],
    ["room", "import type", { "base/b.ts": 'type B = import("../plan/a.ts").A;', "plan/a.ts": type }],
    ["room", "side effect", { "base/b.ts": 'import "../plan/a.ts";', "plan/a.ts": value }],
    ["room", "top-level file", { "base/b.ts": 'import "../pipeline.ts";', "pipeline.ts": value }],
    ["room", "unknown room", { "kitchen/a.ts": value }],
    ["room", "unknown top-level file", { "stuff.ts": value }],
    ["unresolved", "missing file", { "base/b.ts": 'import "./gone.ts";' }],
    ["package", "node:fs", { "run/a.ts": 'import { readFileSync } from "node:fs";' }],
    ["package", "fs", { "run/a.ts": 'import { readFileSync } from "fs";' }],
    ["package", "node:fs/promises", { "cli/a.ts": 'import { readFile } from "node:fs/promises";' }],
    ["package", "type of a package", { "plan/a.ts": 'import type { Node } from "web-tree-sitter";' }],
    ["package", "part of a package", { "plan/a.ts": 'import x from "ajv/dist/core.js";' }],
    ["package", "lazily loaded", { "plan/a.ts": 'await import("@astral-sh/ruff-wasm-nodejs");' }],
    ["package", "no owner", { "cli/a.ts": 'import "left-pad";' }],
    ["cycle", "two files", { "base/a.ts": 'import "./b.ts";', "base/b.ts": 'import "./a.ts";' }],
    [
      "cycle",
      "types only",
      {
        "base/a.ts": `import type { A } from "./b.ts";\n${doc}export type B = A;`,
        "base/b.ts": `import type { B } from "./a.ts";\n${doc}export type A = B;`,
      },
    ],
    ["cycle", "itself", { "base/a.ts": 'import "./a.ts";' }],
    [
      "cycle",
      "three, lazily",
      {
        "base/a.ts": 'import "./b.ts";',
        "base/b.ts": 'export * from "./c.ts";',
        "base/c.ts": 'await import("./a.ts");',
      },
    ],
    ["default-export", "value", { "base/a.ts": `${doc}export default 1;` }],
    ["default-export", "function", { "base/a.ts": `${doc}export default function f() {}` }],
    ["name", "file", { "base/utils.ts": value }],
    ["name", "folder", { "base/util/a.ts": value }],
    ["length", "301 lines", { "base/a.ts": `${longest}// one more\n` }],
    ["module-state", "let", { "base/a.ts": "let count = 0;" }],
    ["module-state", "exported let", { "base/a.ts": `${doc}export let count = 0;` }],
    ["module-state", "var", { "base/a.ts": "var count = 0;" }],
    ["docstring", "function", { "base/a.ts": "export function f(): void {}" }],
    ["docstring", "line comment is none", { "base/a.ts": "// Says what.\nexport function f(): void {}" }],
    ["docstring", "const", { "base/a.ts": "export const a = 1;" }],
    ["docstring", "type", { "base/a.ts": "export type A = 1;" }],
    ["docstring", "interface", { "base/a.ts": "export interface A {}" }],
    ["docstring", "class", { "base/a.ts": "export class A {}" }],
    ["docstring", "method", { "base/a.ts": `${doc}export class A { read(): void {} }` }],
  ];

  test.each(bad)("refuse: %s, %s", (rule, _why, texts) => {
    expect(findBreaches(sourcesOf(texts)).map((breach) => breach.rule)).toEqual([rule]);
  });

  const good: readonly (readonly [why: string, texts: Record<string, string>])[] = [
    ["to the left", { "plan/b.ts": 'import { a } from "../base/a.ts";', "base/a.ts": value }],
    ["within a room", { "plan/sub/b.ts": 'import { a } from "../a.ts";', "plan/a.ts": value }],
    [
      "types where types may",
      { "analysis/b.ts": 'import type { A } from "../languages/a.ts";', "languages/a.ts": type },
    ],
    ["each name a type", { "analysis/b.ts": 'import { type A } from "../languages/a.ts";', "languages/a.ts": type }],
    ["the whole journey", { "pipeline.ts": 'import { a } from "./cli/a.ts";\nimport "node:fs";', "cli/a.ts": value }],
    ["the owner", { "disk/a.ts": 'import { readFile } from "node:fs/promises";' }],
    ["data", { "languages/a.ts": 'import data from "./python.json" with { type: "json" };' }],
    [
      "a diamond is no cycle",
      {
        "base/a.ts": 'import "./b.ts";\nimport "./c.ts";',
        "base/b.ts": 'import "./d.ts";',
        "base/c.ts": 'import "./d.ts";',
        "base/d.ts": value,
      },
    ],
    ["300 lines", { "base/a.ts": longest }],
    [
      "private things",
      {
        "base/a.ts":
          "const a = 1;\nfunction f(): number { let b = a; b += 1; return b; }\nclass C { private g(): void {} }",
      },
    ],
    ["cli on the journey", { "cli/b.ts": 'import "../pipeline.ts";', "pipeline.ts": value }],
    ["methods of ES", { "base/a.ts": `${doc}export class A { #g(): void {} constructor() { this.#g(); } }` }],
    ["private methods", { "base/a.ts": `${doc}export class A { private g(): void {} constructor() { this.g(); } }` }],
  ];

  test.each(good)("allow: %s", (_why, texts) => {
    expect(findBreaches(sourcesOf(texts))).toEqual([]);
  });
});
