import { createKnowledgeBase, type KnowledgeBase } from "../analysis/knowledge-base.ts";
import { readCodeData, readCodeDataFolder, readPackageBytes } from "../disk/package-files.ts";
import type { LibraryKnowledge } from "../languages/knowledge.ts";
import type { Language } from "../languages/language.ts";
import { createPythonLanguage } from "../languages/python/python-language.ts";

const FOLDER = "languages/python";

/** The Python language with its parser, from the files of our package. */
export async function loadPython(): Promise<{ language: Language; knowledge: KnowledgeBase }> {
  const libraries = [...readCodeDataFolder(`${FOLDER}/knowledge`).values()] as unknown as readonly LibraryKnowledge[];
  const wasm = {
    runtimeWasm: readPackageBytes("web-tree-sitter/web-tree-sitter.wasm"),
    grammarWasm: readPackageBytes("tree-sitter-python/tree-sitter-python.wasm"),
  };
  const language = await createPythonLanguage(wasm, libraries);
  return { language, knowledge: createKnowledgeBase(libraries) };
}

/** Names of modules of the standard library, of every Python that we know. */
export function loadStandardLibrary(): ReadonlySet<string> {
  const data = readCodeData(`${FOLDER}/standard-library.json`) as unknown as {
    readonly modules: Readonly<Record<string, object>>;
  };
  return new Set(Object.keys(data.modules));
}

/** Import names whose distribution is called differently. */
export function loadDistributions(): ReadonlyMap<string, string> {
  const data = readCodeData(`${FOLDER}/modules.json`) as unknown as {
    readonly distributions: Readonly<Record<string, string>>;
  };
  return new Map(Object.entries(data.distributions));
}
