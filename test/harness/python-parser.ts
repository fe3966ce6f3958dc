import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createPythonParser, type PythonParser } from "../../src/languages/python/python-parser.ts";

const { resolve } = createRequire(import.meta.url);

/** The real parser, with the WebAssembly modules of the installed packages. */
export async function loadPythonParser(): Promise<PythonParser> {
  const [runtimeWasm, grammarWasm] = await Promise.all([
    readFile(resolve("web-tree-sitter/web-tree-sitter.wasm")),
    readFile(resolve("tree-sitter-python/tree-sitter-python.wasm")),
  ]);
  return createPythonParser({ runtimeWasm, grammarWasm });
}
