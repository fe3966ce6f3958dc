import { readdirSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Declarations, Environment, Surroundings, SurroundingsQuestion } from "../rules/surroundings.ts";
import { dataFolder } from "./data-folder.ts";
import { environmentNear } from "./environment-near.ts";
import { readSmall } from "./read-small.ts";

/** Folders above a notebook that can still declare what it needs, where no repository ends them. */
const MOST_LEVELS = 4;
/** Folders beside a notebook or above it that hold requirement files. */
const HOLDERS = [
  "requirements",
  "reqs",
  "binder",
  ".binder",
  "environment",
  "environments",
  "envs",
  "conda",
  "docs",
  "doc",
];

/** What looking around needs to know, which is the same for every notebook. */
export interface LookAroundContext {
  /** Null to look for a `.venv` near the notebook. */
  readonly environment: Environment | null;
  readonly standardLibrary: ReadonlySet<string>;
  readonly distributions: ReadonlyMap<string, string>;
  /** Files that are read, by name and folder, and those of which it is enough that they are there. */
  readonly declares: RegExp;
  readonly locks: RegExp;
  readonly readDeclarations: (texts: ReadonlyMap<string, string>) => Declarations | null;
}

/** What was read of the disk: kept by the caller, so that many notebooks of one folder cost one reading. */
export interface LookAroundCache {
  readonly kinds: Map<string, "file" | "folder" | "absent">;
  readonly entries: Map<string, readonly string[]>;
  /** Whether a folder holds a module, by folder and name. */
  readonly modules: Map<string, boolean>;
  readonly declared: Map<string, Declarations | null>;
  readonly environments: Map<string, Environment | null>;
}

/** A cache with nothing in it. */
export function emptyLookAroundCache(): LookAroundCache {
  return { kinds: new Map(), entries: new Map(), modules: new Map(), declared: new Map(), environments: new Map() };
}

/** Answers what rules ask of the world around a notebook in a folder. Reads only; what cannot be read is not there. */
export function lookAround(
  folder: string,
  question: SurroundingsQuestion,
  context: LookAroundContext,
  cache: LookAroundCache,
): Surroundings {
  const at = resolve(folder);
  const data = question.paths.length === 0 ? at : dataFolder(at);
  const { environment, standardLibrary, distributions } = context;
  return {
    paths: new Map(question.paths.map((path) => [path, kindOf(pathFrom(data, path), cache)])),
    localModules: localModules(at, question.modules, cache),
    environment: environment ?? kept(cache.environments, at, () => environmentNear(at)),
    declared: kept(cache.declared, at, () => declarationsNear(at, context, cache)),
    standardLibrary,
    distributions,
  };
}

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key) as T;
}

function pathFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function kindOf(path: string, { kinds }: LookAroundCache): "file" | "folder" | "absent" {
  return kept(kinds, path, () => {
    try {
      return statSync(path).isDirectory() ? "folder" : "file";
    } catch (error) {
      // What may not be looked at may well be there.
      return (error as NodeJS.ErrnoException).code === "EACCES" ? "file" : "absent";
    }
  });
}

function entriesOf(folder: string, { entries }: LookAroundCache): readonly string[] {
  return kept(entries, folder, () => {
    try {
      return readdirSync(folder).sort();
    } catch {
      return [];
    }
  });
}

/** The folder and those above it up to the one that is a repository; the nearest ones where there is none. */
function foldersUpToRepository(folder: string, cache: LookAroundCache): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (entriesOf(at, cache).includes(".git")) return folders;
    if (dirname(at) === at) return folders.slice(0, MOST_LEVELS + 1);
  }
}

/** Modules beside the notebook, in the repository's folders above it, or in a `src` there: packages that are developed here. */
function localModules(folder: string, asked: readonly string[], cache: LookAroundCache): ReadonlySet<string> {
  const places = foldersUpToRepository(folder, cache).flatMap((at) => [at, join(at, "src")]);
  const holds = (place: string, name: string) =>
    kept(cache.modules, `${place}\0${name}`, () => isModule(place, name, cache));
  return new Set(asked.filter((name) => places.some((place) => holds(place, name))));
}

function isModule(place: string, name: string, cache: LookAroundCache): boolean {
  const entries = entriesOf(place, cache);
  if (entries.some((entry) => entry === `${name}.py` || (entry.startsWith(`${name}.`) && /\.(so|pyd)$/.test(entry))))
    return true;
  if (!entries.includes(name)) return false;
  return entriesOf(join(place, name), cache).some((entry) => entry.endsWith(".py"));
}

function declarationsNear(folder: string, context: LookAroundContext, cache: LookAroundCache): Declarations | null {
  const texts = new Map<string, string>();
  const { declares, locks } = context;
  for (const at of foldersUpToRepository(folder, cache)) {
    const holders = HOLDERS.filter((name) => entriesOf(at, cache).includes(name)).map((name) => join(at, name));
    for (const place of [at, ...holders]) {
      for (const entry of entriesOf(place, cache)) {
        const path = join(place, entry);
        if (locks.test(entry)) texts.set(named(folder, path), "");
        else if (declares.test(named(at, path))) readInto(texts, folder, path);
      }
    }
  }
  return context.readDeclarations(texts);
}

/** With the files that it includes: `-r base.txt`. */
function readInto(texts: Map<string, string>, folder: string, path: string): void {
  const name = named(folder, path);
  const text = texts.has(name) ? null : readSmall(path);
  if (text === null) return;
  texts.set(name, text);
  for (const [, included = ""] of text.matchAll(/^\s*(?:-\s+)?(?:-r|--requirement)[\s=]*(\S+)/gm))
    readInto(texts, folder, join(dirname(path), included));
}

function named(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}
