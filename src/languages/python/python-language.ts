import type { CellFacts } from "../facts.ts";
import type { LibraryKnowledge } from "../knowledge.ts";
import type { Language } from "../language.ts";
import { emitMagic } from "./emit-magic.ts";
import { KnownCells } from "./known-cells.ts";
import { predictionCalls } from "./prediction-calls.ts";
import { pythonBuiltins } from "./python-builtins.ts";
import { createPythonParser, type PythonParser } from "./python-parser.ts";
import { readPythonFacts } from "./read-python-cell.ts";
import { CallWriter, sourcesOfCalls } from "./written-out-calls.ts";

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
  "end_cell",
  "random_state_kept",
  "timeit_result",
];

/**
 * Python, read with tree-sitter; the bytes are those of its two wasm files. What `knowledge` says that calls run in the
 * notebook is read as if it stood there.
 */
export async function createPythonLanguage(
  wasm: { readonly runtimeWasm: Uint8Array; readonly grammarWasm: Uint8Array },
  knowledge: readonly LibraryKnowledge[] = [],
): Promise<Language> {
  const parser = await createPythonParser(wasm);
  const sources = sourcesOfCalls(knowledge);
  const known = new KnownCells();
  return {
    name: "python",
    readFacts: (cells) =>
      readPythonFacts(parser, cells, { writer: new CallWriter(sources), known }).map((cell) =>
        withWrittenCode(parser, withMagics(cell)),
      ),
    builtins: new Set([...pythonBuiltins, ...NOTEBOOK_BUILTINS]),
    reserved: new Set([...KEYWORDS, ...PROJECT_NAMES]),
    prediction: predictionCalls,
  };
}

/** Adds what a module loads that the cell writes to a file (`%%writefile tools.py`): whoever imports it needs that. */
function withWrittenCode(parser: PythonParser, cell: CellFacts): CellFacts {
  const written = cell.cellMagics.filter(
    ({ name, arguments: text }) => (name === "writefile" || name === "file") && /\.py\s*$/.test(text),
  );
  const [first, ...others] = cell.statements;
  if (written.length === 0 || first === undefined) return cell;
  const sources = written.map(({ foreignBody = "" }, index) => ({ index, source: foreignBody }));
  const modules = readPythonFacts(parser, sources).flatMap((one) => one.statements.flatMap((of) => of.modules));
  return { ...cell, statements: [{ ...first, modules: [...first.modules, ...modules] }, ...others] };
}

/** Adds what a cell's magics install, and what of them cannot be converted. */
function withMagics(cell: CellFacts): CellFacts {
  const magics = [...cell.cellMagics, ...cell.statements.flatMap((statement) => statement.magics)];
  if (magics.length === 0) return cell;
  const context = { cell: cell.cell, offsetMap: cell.offsetMap, boundNames: null };
  const emitted = magics.map((magic) => emitMagic(magic, context));
  return {
    ...cell,
    installs: emitted.flatMap(({ requirements }) => requirements),
    diagnostics: [...cell.diagnostics, ...emitted.flatMap(({ diagnostics }) => diagnostics)],
  };
}
