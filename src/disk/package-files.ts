import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { invariant } from "../base/invariant.ts";
import type { Json, JsonObject } from "../base/json.ts";

/** `src` when run from source, `dist` when built: rooms are at the same places in both. */
const codeFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder of our own package, which holds `templates`. */
export function packageRoot(): string {
  const root = dirname(codeFolder);
  invariant(existsSync(join(root, "package.json")), `the package has a package.json in ${root}`);
  return root;
}

/** The version of our own package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string };
  return version;
}

/**
 * All templates below a folder of `templates`, by their path from that folder; sorted. The build packs folders of which
 * all is read at once into one file each.
 */
export function readTemplates(folder = "."): Map<string, string> {
  const packed = join(codeFolder, "templates", `${folder}.json`);
  if (existsSync(packed)) return new Map(Object.entries(JSON.parse(readFileSync(packed, "utf8"))));
  const root = join(packageRoot(), "templates", folder);
  const paths = filesBelow(root).map((path) => relative(root, path).split(sep).join("/"));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** A page of our documentation: `diagnostics.md`. */
export function readDocument(name: string): string {
  return readFileSync(join(packageRoot(), "docs", name), "utf8");
}

/** Built code as text, by its path from `dist`; the build writes ASCII only. */
export function readBuiltCode(path: string): string {
  return readFileSync(join(codeFolder, path), "latin1");
}

/** Data that stands beside the code, by its path from `src` (or `dist`): `languages/python/knowledge/pandas.json`. */
export function readCodeData(path: string): Json {
  return JSON.parse(readFileSync(join(codeFolder, path), "utf8")) as Json;
}

/**
 * All JSON files in a folder beside the code, by their name without `.json`; sorted. The build packs such a folder into
 * one file of that name.
 */
export function readCodeDataFolder(folder: string): Map<string, Json> {
  if (existsSync(join(codeFolder, `${folder}.json`)))
    return new Map(Object.entries(readCodeData(`${folder}.json`) as JsonObject));
  const names = readdirSync(join(codeFolder, folder)).filter((name) => name.endsWith(".json"));
  return new Map(names.sort().map((name) => [name.slice(0, -".json".length), readCodeData(join(folder, name))]));
}

/**
 * A WebAssembly module by its path in the package that it comes from (`web-tree-sitter/web-tree-sitter.wasm`), as bytes:
 * the copy that the build ships in `wasm`, else (run from source) the package's own.
 */
export function readPackageBytes(path: string): Uint8Array {
  const shipped = join(codeFolder, "wasm", basename(path));
  return readFileSync(existsSync(shipped) ? shipped : createRequire(import.meta.url).resolve(path));
}

/** The path of a script that only the built package has, by its path from `dist`; null when run from source. */
export function builtScript(path: string): string | null {
  const script = join(codeFolder, path);
  return existsSync(script) ? script : null;
}

/** pip compiles all Python that it installs, templates too. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== "__pycache__");
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
