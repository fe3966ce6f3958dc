import { lastName, topLevel } from "../base/dotted-path.ts";
import type { CallKnowledge, ElementKnowledge, LibraryKnowledge, TypeKnowledge } from "../languages/knowledge.ts";

type Attribute = ElementKnowledge;

/** Questions that the analysis asks of library knowledge. */
export interface KnowledgeBase {
  /** The usual dotted path of a thing that has several. */
  canonical(path: string): string;
  /** What a function does; `null` when the library or function is not known. */
  function(path: string): CallKnowledge | null;
  isType(path: string): boolean;
  isLive(type: string | null): boolean;
  isImmutable(type: string | null): boolean;
  /** Whether values of the type are random generators: who is given one draws from it. */
  isGenerator(type: string): boolean;
  /** Whether values of the type are labels of tables. */
  isLabels(type: string | null): boolean;
  /** The attributes of the type that are labels (`index`); of an unknown type, all that there are. */
  labelled(type: string | null): readonly string[];
  /** Whether values of the type are parts of what they were taken from. */
  isPart(type: string): boolean;
  method(type: string, name: string): CallKnowledge | null;
  attribute(type: string, name: string): Attribute | null;
  /** Settings of the process that the attributes of a value are; null for usual values. */
  settings(type: string): string | null;
  /** `value[key]`; `keys` are the kinds of the key, the most exact first. */
  items(type: string, keys: readonly string[]): ElementKnowledge | null;
  elements(type: string): ElementKnowledge | null;
  /** Type of `value + x` or of `value < x`. */
  operator(type: string, kind: "arithmetic" | "comparison"): string | null;
  /** A thing of a module that is no function: `os.environ`. */
  value(path: string): { readonly returns?: string; readonly sets?: string } | null;
  /** Every listed method of this name in these libraries, whatever its type: for receivers of unknown type. */
  methodsNamed(name: string, libraries: ReadonlySet<string>): readonly CallKnowledge[];
  /** Whether a listed method of this name, of any type, draws from a random generator of the process. */
  someDraws(name: string): boolean;
  /** A method of the type that draws from a random generator of the process when a library works with such an object. */
  drawingMethod(type: string): CallKnowledge | null;
  /** Whether the import alone changes something, whoever uses the names that it binds. */
  hasImportEffect(module: string): boolean;
  /** Texts by which others find what the import of the module adds to them. */
  registeredBy(module: string): readonly string[];
  /** Whether that cannot be told: nothing is known of the library. */
  mayHaveImportEffect(module: string): boolean;
  /** Whether IPython calls the module around each cell once it is imported. */
  hooksCells(module: string): boolean;
  /** Whether the module numbers what it makes, for the whole process. */
  numbersObjects(module: string): boolean;
  knowsModule(module: string): boolean;
}

/** A method that a library lists, of whatever type. */
interface NamedMethod {
  readonly library: string;
  readonly call: CallKnowledge;
}

const PURE: CallKnowledge = {};
/** A class that is called. */
const MADE: CallKnowledge = { returns: "type", aliases: ["*"] };
const PURE_BUT_DRAWS: CallKnowledge = { mayDraw: true };

/** Methods that a library calls on an object that it is given to work with: an estimator, a splitter, a model. */
const CALLED = ["fit", "fit_transform", "split", "__call__"];

/** Libraries whose objects another library hands out: whoever imports the first may meet the second. */
const ALWAYS_MET: readonly (readonly [string, string])[] = [
  ["pandas", "numpy"],
  ["seaborn", "matplotlib"],
  ["pandas", "matplotlib"],
  ["sklearn", "numpy"],
  ["statsmodels", "pandas"],
  ["statsmodels", "matplotlib"],
  ["builtins", "collections"],
];

/** Whether knowledge says anything of a call: what is not listed, or listed as doing nothing, may be judged by its name. */
export function saysSomething(known: CallKnowledge | null): known is CallKnowledge {
  return known !== null && Object.keys(known).some((key) => key !== "mayDraw");
}

/** Merges knowledge files; a later file adds to an earlier one. */
export function createKnowledgeBase(libraries: readonly LibraryKnowledge[]): KnowledgeBase {
  const functions = new Map<string, CallKnowledge>();
  const types = new Map<string, TypeKnowledge>();
  const classBases: [string, string][] = [];
  const unlistedByModule = new Map<string, "pure" | "unknown">();
  const values = new Map<string, { readonly returns?: string; readonly sets?: string }>();
  const synonyms = new Map<string, string>();
  const importEffects = new Set<string>();
  const plainImports = new Set<string>();
  const registered = new Map<string, readonly string[]>();
  const cellHooks = new Set<string>();
  const numbering = new Set<string>();
  const drawsListed = new Set<string>();

  for (const library of libraries) {
    for (const [path, call] of Object.entries(library.functions)) functions.set(path, call);
    for (const [path, type] of Object.entries(library.types)) types.set(path, type);
    for (const entry of Object.entries(library.classBases ?? {})) classBases.push(entry);
    for (const module of library.modules) unlistedByModule.set(module, library.unlisted ?? "unknown");
    for (const [path, usual] of Object.entries(library.synonyms ?? {})) synonyms.set(path, usual);
    for (const [path, value] of Object.entries(library.values ?? {})) values.set(path, value);
    for (const module of library.importEffects ?? []) importEffects.add(module);
    for (const [module, texts] of Object.entries(library.registers ?? {})) registered.set(module, texts);
    for (const module of library.plainImports ?? []) plainImports.add(module);
    for (const module of library.cellHooks ?? []) cellHooks.add(module);
    for (const module of library.numbersObjects ?? []) numbering.add(module);
    if (library.draws === "listed") for (const module of library.modules) drawsListed.add(module);
  }
  classBases.sort((a, b) => b[0].length - a[0].length);
  const methods = new Map<string, readonly NamedMethod[]>();

  /** The listed methods of a name. Only a few names are ever asked for, so there is no index of all. */
  function allNamed(name: string): readonly NamedMethod[] {
    const known = methods.get(name);
    if (known !== undefined) return known;
    const found: NamedMethod[] = [];
    for (const [path, { methods: own = {} }] of types)
      if (Object.hasOwn(own, name)) found.push({ library: topLevel(path), call: own[name] as CallKnowledge });
    methods.set(name, found);
    return found;
  }

  /** The type and its bases, nearest first. */
  function lineage(type: string): TypeKnowledge[] {
    const found: TypeKnowledge[] = [];
    const queue = [type];
    const seen = new Set<string>();
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const known = types.get(name);
      if (known) found.push(known);
      for (const base of known?.bases ?? []) queue.push(base);
      if (!known) {
        const base = classBases.find(([prefix]) => name?.startsWith(prefix))?.[1];
        if (base) queue.push(base);
      }
    }
    return found;
  }
  const namesOfLabels = (known: readonly TypeKnowledge[]) =>
    known.flatMap(({ attributes = {} }) => Object.keys(attributes).filter((name) => attributes[name]?.labels));
  const allLabels = [...new Set(namesOfLabels([...types.values()]))];
  const labels = new Map<string, readonly string[]>();
  function labelsOf(type: string): readonly string[] {
    const known = labels.get(type) ?? namesOfLabels(lineageOf(type));
    labels.set(type, known);
    return known;
  }
  const lineages = new Map<string, TypeKnowledge[]>();
  function lineageOf(type: string): TypeKnowledge[] {
    let known = lineages.get(type);
    if (!known) {
      known = lineage(type);
      lineages.set(type, known);
    }
    return known;
  }

  /** What holds for all that a library does not list by its own name: it may draw, unless the library lists what does. */
  function unlisted(path: string, call: CallKnowledge): CallKnowledge {
    if (drawsListed.has(topLevel(path))) return call;
    return call === PURE ? PURE_BUT_DRAWS : { ...call, mayDraw: true };
  }

  function patternFor(path: string): CallKnowledge | null {
    for (let at = path.lastIndexOf("."); at > 0; at = path.lastIndexOf(".", at - 1)) {
      const call = functions.get(`${path.slice(0, at)}.*`);
      if (call) return call;
    }
    return null;
  }
  function looksLikeClass(path: string): boolean {
    const name = lastName(path);
    return /^[A-Z]/.test(name) && /[a-z]/.test(`${name}a`);
  }

  return {
    canonical: (path) => synonyms.get(path) ?? path,
    function(path) {
      const exact = functions.get(path);
      if (exact) return exact;
      if (types.has(path)) return unlisted(path, MADE);
      const pattern = patternFor(path);
      if (pattern) return unlisted(path, pattern);
      const base = looksLikeClass(path) ? classBases.find(([prefix]) => path.startsWith(prefix)) : undefined;
      if (base) return unlisted(path, MADE);
      return unlistedByModule.get(topLevel(path)) === "pure" ? unlisted(path, PURE) : null;
    },
    isType: (path) =>
      types.has(path) || (looksLikeClass(path) && classBases.some(([prefix]) => path.startsWith(prefix))),
    isLive: (type) => type !== null && lineageOf(type).some((known) => known.live === true),
    isImmutable: (type) => type !== null && (type === "none" || lineageOf(type)[0]?.immutable === true),
    isLabels: (type) => type !== null && lineageOf(type).some((known) => known.labels === true),
    labelled: (type) => (type === null ? allLabels : labelsOf(type)),
    isGenerator: (type) => lineageOf(type).some((known) => known.generator === true),
    isPart: (type) => lineageOf(type).some((known) => known.part === true),
    method(type, name) {
      const known = lineageOf(type);
      for (const one of known) if (one.methods && Object.hasOwn(one.methods, name)) return one.methods[name] ?? null;
      return known.some((one) => one.unlisted === "pure") ? unlisted(type, PURE) : null;
    },
    attribute(type, name) {
      for (const one of lineageOf(type)) {
        if (one.attributes && Object.hasOwn(one.attributes, name)) return one.attributes[name] ?? null;
      }
      return null;
    },
    settings: (type) => lineageOf(type).find((one) => one.settings)?.settings ?? null,
    items(type, keys) {
      const known = lineageOf(type).find((one) => one.items)?.items;
      if (!known) return null;
      const key = keys.find((one) => known.byKey && Object.hasOwn(known.byKey, one));
      return (key === undefined ? undefined : known.byKey?.[key]) ?? known;
    },
    operator: (type, kind) => lineageOf(type).find((one) => one.operators)?.operators?.[kind] ?? null,
    value: (path) => values.get(path) ?? null,
    elements: (type) => lineageOf(type).find((one) => one.elements)?.elements ?? null,
    methodsNamed: (name, libraries) =>
      allNamed(name)
        .filter(
          ({ library }) =>
            libraries.has(library) || ALWAYS_MET.some((one) => libraries.has(one[0] as string) && one[1] === library),
        )
        .map(({ call }) => call),
    someDraws: (name) => allNamed(name).some(({ call }) => call.draws !== undefined && call.draws !== "system"),
    drawingMethod(type) {
      const methods = lineageOf(type).flatMap(({ methods = {} }) => CALLED.flatMap((name) => methods[name] ?? []));
      return methods.find(({ draws, mayDraw }) => mayDraw || (draws !== undefined && draws !== "system")) ?? null;
    },
    hasImportEffect: (module) => importEffects.has(module),
    registeredBy: (module) => registered.get(module) ?? [],
    mayHaveImportEffect(module) {
      const top = topLevel(module);
      return top !== "" && !unlistedByModule.has(top) && !plainImports.has(top);
    },
    numbersObjects: (module) => numbering.has(topLevel(module)),
    hooksCells: (module) => cellHooks.has(module) || cellHooks.has(topLevel(module)),
    knowsModule: (module) => unlistedByModule.has(topLevel(module)),
  };
}
