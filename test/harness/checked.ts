import { dirname, join, normalize } from "node:path/posix";
import { checkNotebook } from "../../src/checking.ts";
import { loadDistributions, loadPython, loadStandardLibrary } from "../../src/cli/load-python.ts";
import type { Diagnostic } from "../../src/diagnostics/types.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import type { Notebook } from "../../src/notebook/types.ts";
import { allRules } from "../../src/rules/all-rules.ts";
import { readDeclarations } from "../../src/rules/environment/declarations.ts";
import { loadPhoneFinder } from "../../src/rules/hygiene/personal/phone-finder.ts";
import { loadSecretFinder } from "../../src/rules/hygiene/secrets/secret-finder.ts";
import type { Example } from "../../src/rules/rule.ts";
import type { Environment, Surroundings, SurroundingsQuestion } from "../../src/rules/surroundings.ts";
import { transcriptNotebook } from "./transcript.ts";

const python = await loadPython();
const standardLibrary = loadStandardLibrary();
const distributions = loadDistributions();
const detectors = { secrets: await loadSecretFinder(), phones: await loadPhoneFinder() };

/** The notebook of an example, whatever way it is written. */
export function exampleNotebook({ notebook: text }: Example): {
  notebook: Notebook;
  diagnostics: readonly Diagnostic[];
} {
  const isTranscript = /^In \[/.test(text);
  const isJson = isTranscript || text.startsWith("{");
  const source = isTranscript ? JSON.stringify(transcriptNotebook(text)) : text;
  const { notebook, diagnostics } = readNotebook(
    new TextEncoder().encode(source),
    isJson ? "example.ipynb" : "example.py",
  );
  if (notebook === null) throw new Error(`the example is no notebook: ${JSON.stringify(diagnostics)}`);
  return { notebook, diagnostics };
}

/** All that is said of an example: by the reader, by facts and by rules. */
export function checkExample(example: Example): readonly Diagnostic[] {
  const { notebook, diagnostics } = exampleNotebook(example);
  const lookAround = (question: SurroundingsQuestion) => surroundingsOf(example, question);
  return [
    ...diagnostics,
    ...checkNotebook(notebook, { ...python, rules: allRules, lookAround, detectors }).diagnostics,
  ];
}

/** What is said of code cells alone, in short: `CW101@2` for cell 2. */
export function checkCells(...sources: readonly string[]): readonly string[] {
  const notebook = sources.map((source) => `# %%\n${source}\n`).join("");
  return checkExample({ notebook }).map(({ code, location }) => (location ? `${code}@${location.cell + 1}` : code));
}

function surroundingsOf({ beside = {}, installed }: Example, { paths }: SurroundingsQuestion): Surroundings {
  const files = Object.keys(beside);
  const folders = new Set(files.map((file) => dirname(file)));
  const kindOf = (path: string) => {
    const at = normalize(path);
    return files.includes(at) ? "file" : folders.has(at) ? "folder" : "absent";
  };
  return {
    paths: new Map(paths.map((path) => [path, kindOf(join(path))])),
    localModules: new Set(files.filter((file) => file.endsWith(".py")).map((file) => file.replace(/(\/.*|\.py)$/, ""))),
    environment: installed === undefined ? null : environmentOf(installed),
    declared: readDeclarations(new Map(Object.entries(beside))),
    standardLibrary,
    distributions,
  };
}

function environmentOf(versions: Readonly<Record<string, string>>): Environment {
  const installed = Object.entries(versions).map(
    ([distribution, version]) => [distribution.replaceAll("-", "_"), { distribution, version }] as const,
  );
  return { path: "python", version: "3.11.7", installed: new Map(installed), kernels: new Set(["python3"]) };
}
