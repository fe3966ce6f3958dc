import type { CellFacts } from "../facts.ts";
import type { Language } from "../language.ts";
import { emitMagic } from "./emit-magic.ts";
import { pythonBuiltins } from "./python-builtins.ts";
import { createPythonParser } from "./python-parser.ts";
import { readPythonFacts } from "./read-python-cell.ts";

/** Names that IPython puts into the namespace beside Python's own builtins. */
const NOTEBOOK_BUILTINS = ["display", "get_ipython", "__name__", "__doc__", "__builtins__", "__file__", "exit", "quit"];
const KEYWORDS =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type".split(
    " ",
  );
/** Names of modules and folders of a generated project that a step or package must not take. */
const PROJECT_NAMES = [
  "steps",
  "functions",
  "settings",
  "params",
  "pipeline",
  "table",
  "runner",
  "artifacts",
  "display",
  "figures",
  "report",
];

/** Python, read with tree-sitter; the bytes are those of its two wasm files. */
export async function createPythonLanguage(wasm: {
  readonly runtimeWasm: Uint8Array;
  readonly grammarWasm: Uint8Array;
}): Promise<Language> {
  const parser = await createPythonParser(wasm);
  return {
    readFacts: (cells) => readPythonFacts(parser, cells).map(withMagicDiagnostics),
    builtins: new Set([...pythonBuiltins, ...NOTEBOOK_BUILTINS]),
    reserved: new Set([...KEYWORDS, ...PROJECT_NAMES]),
  };
}

/** Adds what cannot be converted of a cell's magics. */
function withMagicDiagnostics(cell: CellFacts): CellFacts {
  const magics = [...cell.cellMagics, ...cell.statements.flatMap((statement) => statement.magics)];
  const found = magics.flatMap(
    (magic) => emitMagic(magic, { cell: cell.cell, offsetMap: cell.offsetMap, boundNames: null }).diagnostics,
  );
  return found.length === 0 ? cell : { ...cell, diagnostics: [...cell.diagnostics, ...found] };
}
