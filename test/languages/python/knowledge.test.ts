import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, test } from "vitest";
import type { CallKnowledge, LibraryKnowledge, TypeKnowledge } from "../../../src/languages/knowledge.ts";

const languages = fileURLToPath(new URL("../../../src/languages/", import.meta.url));
const folder = `${languages}python/knowledge/`;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function validator(path: string): ValidateFunction {
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(readJson(path) as object);
}

const files = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({
    name: basename(name, ".json"),
    text: readFileSync(folder + name, "utf8"),
    data: readJson(folder + name) as LibraryKnowledge,
  }));
const types = new Map<string, TypeKnowledge>(files.flatMap(({ data }) => Object.entries(data.types)));
const roots = new Set(files.flatMap(({ data }) => data.modules));

/** Every dotted type that a text such as `builtins.tuple[a.B, ?]` names. */
function namedTypes(text: string | undefined): string[] {
  const words = new Set(["none", "self", "type", "constant", "?"]);
  return (text ?? "")
    .split(/[[\],\s]+/)
    .filter((part) => part !== "" && !words.has(part) && !/^(argument|like|element):/.test(part));
}

function calls(data: LibraryKnowledge): [string, CallKnowledge][] {
  const methods = Object.entries(data.types).flatMap(([type, known]) =>
    Object.entries(known.methods ?? {}).map(([name, call]): [string, CallKnowledge] => [`${type}:${name}`, call]),
  );
  return [...Object.entries(data.functions), ...methods];
}

/** Every type that a file refers to, with the place where it does. */
function references(data: LibraryKnowledge): [string, string][] {
  const found: [string, string | undefined][] = calls(data).map(([name, call]) => [name, call.returns]);
  for (const [name, known] of Object.entries(data.types)) {
    const { items, elements, operators, attributes, bases } = known;
    const parts = [items, elements, ...Object.values(items?.byKey ?? {}), ...Object.values(attributes ?? {})];
    found.push(...parts.map((part): [string, string | undefined] => [name, part?.returns]));
    found.push([name, operators?.arithmetic], [name, operators?.comparison]);
    found.push(...(bases ?? []).map((base): [string, string] => [name, base]));
  }
  found.push(
    ...Object.entries(data.values ?? {}).map(([name, value]): [string, string | undefined] => [name, value.returns]),
  );
  found.push(...Object.entries(data.classBases ?? {}));
  return found.flatMap(([name, text]) => namedTypes(text).map((type): [string, string] => [name, type]));
}

describe("knowledge files", () => {
  const validate = validator(`${languages}knowledge.schema.json`);

  test.each(files)("$name agrees with the schema", ({ data }) => {
    validate(data);
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each(files)("$name has sorted keys", ({ data }) => {
    for (const table of [data.functions, data.types, data.values ?? {}, data.synonyms ?? {}, data.classBases ?? {}]) {
      expect(Object.keys(table)).toEqual(Object.keys(table).sort());
    }
    for (const known of Object.values(data.types)) {
      expect(Object.keys(known.methods ?? {})).toEqual(Object.keys(known.methods ?? {}).sort());
      expect(Object.keys(known.attributes ?? {})).toEqual(Object.keys(known.attributes ?? {}).sort());
    }
  });

  test.each(files)("$name writes no name twice", ({ text, data }) => {
    const rewritten = JSON.stringify(data).match(/"[^"]*":/g) ?? [];
    expect(text.match(/"(?:[^"\\]|\\.)*":/g)?.length).toBe(rewritten.length);
  });

  test.each(files)("$name speaks of its own modules only", ({ data }) => {
    const foreign = [...Object.keys(data.functions), ...Object.keys(data.values ?? {})].filter(
      (path) => !data.modules.includes(path.split(".")[0] ?? ""),
    );
    expect(foreign).toEqual([]);
  });

  test("no module, function, type or synonym belongs to two files", () => {
    for (const pick of [
      (data: LibraryKnowledge) => data.modules,
      (data: LibraryKnowledge) => Object.keys(data.functions),
      (data: LibraryKnowledge) => Object.keys(data.types),
      (data: LibraryKnowledge) => Object.keys(data.synonyms ?? {}),
    ]) {
      const all = files.flatMap(({ data }) => pick(data));
      expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
    }
  });

  test.each(files)("$name refers to types that some file describes", ({ data }) => {
    expect(references(data).filter(([, type]) => !types.has(type))).toEqual([]);
  });

  test.each(files)("$name leads each synonym to a path that is known, in one step", ({ data }) => {
    const synonyms = new Set(files.flatMap((file) => Object.keys(file.data.synonyms ?? {})));
    const paths = files.flatMap((file) => [...Object.keys(file.data.functions), ...Object.keys(file.data.types)]);
    for (const [other, path] of Object.entries(data.synonyms ?? {})) {
      expect(synonyms.has(path), `${other} -> ${path} is a synonym itself`).toBe(false);
      expect(
        paths.some((known) => known === path || known.startsWith(`${path}.`)),
        `${other} -> ${path}`,
      ).toBe(true);
    }
  });

  test.each(files)("$name: `type` is returned by types that are described, `self` by methods", ({ data }) => {
    for (const [name, call] of calls(data)) {
      if (call.returns === "type") {
        expect(name.includes(":") || types.has(name) || hasClassBase(data, name), name).toBe(true);
      }
      const own = [
        call.returns,
        ...(call.updates ?? []),
        ...(call.aliases ?? []),
        ...(call.reads ?? []),
        ...(call.writes ?? []),
      ];
      expect(!name.includes(":") && own.includes("self"), `${name} has no receiver`).toBe(false);
    }
  });

  test("no type is its own base", () => {
    for (const name of types.keys()) {
      const seen = new Set<string>();
      const todo = [...(types.get(name)?.bases ?? [])];
      for (let base = todo.pop(); base !== undefined && !seen.has(base); base = todo.pop()) {
        seen.add(base);
        todo.push(...(types.get(base)?.bases ?? []));
      }
      expect(seen.has(name), name).toBe(false);
    }
  });

  test("an immutable type has no method that updates it", () => {
    for (const [name, known] of types) {
      const changing = Object.entries(known.methods ?? {}).filter(
        ([, call]) => known.immutable === true && call.updates?.includes("self") && call.updatesWhen === undefined,
      );
      expect(changing.map(([method]) => `${name}:${method}`)).toEqual([]);
    }
  });

  test.each(files)("$name points editors to the schema", ({ data }) => {
    expect(data.$schema).toBe("../../knowledge.schema.json");
  });
});

function hasClassBase(data: LibraryKnowledge, path: string): boolean {
  return Object.keys(data.classBases ?? {}).some((prefix) => path.startsWith(`${prefix}.`));
}

describe("what everyone relies on", () => {
  const functions = new Map(files.flatMap(({ data }) => Object.entries(data.functions)));
  const method = (type: string, name: string): CallKnowledge | undefined => types.get(type)?.methods?.[name];

  test.each([
    ["builtins.list", "sort", { returns: "none", updates: ["self"] }],
    ["builtins.list", "append", { updates: ["self"], keeps: [0] }],
    ["builtins.dict", "setdefault", { updates: ["self"] }],
    ["pandas.DataFrame", "drop", { updates: ["self"], updatesWhen: { argument: "inplace", equals: true } }],
    ["pandas.DataFrame", "sample", { draws: "numpy", drawsUnless: "random_state" }],
    ["pandas.DataFrame", "to_csv", { writes: [0, "path_or_buf"] }],
    ["pandas.DataFrame", "head", { returns: "pandas.DataFrame", aliases: ["self"] }],
    ["numpy.ndarray", "reshape", { returns: "numpy.ndarray", aliases: ["self"] }],
    ["numpy.random.Generator", "normal", { updates: ["self"] }],
    ["sklearn.base.BaseEstimator", "fit", { returns: "self", updates: ["self"] }],
    ["sklearn.base.RandomizedEstimator", "fit", { draws: "numpy", drawsUnlessReceiver: "random_state" }],
    ["matplotlib.axes.Axes", "set_title", { updates: ["self"], plots: true }],
  ])("%s.%s", (type, name, wanted) => {
    expect(method(type, name)).toMatchObject(wanted);
  });

  test.each([
    ["numpy.random.shuffle", { updates: [0], draws: "numpy" }],
    ["numpy.random.seed", { seeds: "numpy" }],
    ["numpy.asarray", { aliases: [0, "a"] }],
    ["random.seed", { seeds: "python" }],
    ["pandas.read_csv", { returns: "pandas.DataFrame", reads: [0, "filepath_or_buffer"] }],
    ["pandas.set_option", { sets: "pandas" }],
    ["matplotlib.pyplot.savefig", { writes: [0, "fname"] }],
    ["seaborn.set_theme", { sets: "matplotlib" }],
    ["warnings.filterwarnings", { sets: "warnings" }],
    ["builtins.input", { touches: "input" }],
  ])("%s", (path, wanted) => {
    expect(functions.get(path)).toMatchObject(wanted);
  });

  test("a name in a file is one of this module list", () => {
    expect([...roots]).toEqual(expect.arrayContaining(["builtins", "numpy", "pandas", "sklearn", "matplotlib"]));
  });
});

describe("modules and standard library", () => {
  const modules = readJson(`${languages}python/modules.json`) as { distributions: Record<string, string> };
  const standard = readJson(`${languages}python/standard-library.json`) as {
    modules: Record<string, { since?: string; until?: string }>;
  };
  const normal = (name: string): string => name.replaceAll(/[-_.]+/g, "-").toLowerCase();

  test.each(["modules", "standard-library"])("%s agrees with its schema", (name) => {
    const validate = validator(`${languages}python/${name}.schema.json`);
    validate(readJson(`${languages}python/${name}.json`));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("lists enough names that differ", () => {
    const differing = Object.entries(modules.distributions).filter(
      ([path, distribution]) => path.includes(".") || normal(path) !== normal(distribution),
    );
    expect(differing.length).toBeGreaterThanOrEqual(250);
  });

  test.each([
    ["cv2", "opencv-python"],
    ["sklearn", "scikit-learn"],
    ["yaml", "PyYAML"],
    ["PIL", "pillow"],
    ["google.cloud.storage", "google-cloud-storage"],
  ])("%s comes with %s", (path, distribution) => {
    expect(modules.distributions[path]).toBe(distribution);
  });

  test("no module of the standard library is taken for a distribution", () => {
    expect(Object.keys(modules.distributions).filter((path) => path in standard.modules)).toEqual([]);
  });

  test.each([
    ["tomllib", { since: "3.11" }],
    ["distutils", { until: "3.11" }],
    ["asyncore", { until: "3.11" }],
    ["telnetlib", { until: "3.12" }],
    ["json", {}],
  ])("%s", (name, wanted) => {
    expect(standard.modules[name]).toEqual(wanted);
  });
});
