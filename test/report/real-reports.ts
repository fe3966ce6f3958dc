import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { reportNotebook } from "../../src/checking.ts";
import { loadDistributions, loadPython, loadStandardLibrary } from "../../src/cli/load-python.ts";
import type { CheckReport } from "../../src/policy/types.ts";
import { allRules } from "../../src/rules/all-rules.ts";
import { exampleNotebook } from "../harness/checked.ts";
import { transcriptNotebook } from "../harness/transcript.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/** What `check` says of all samples, all notebooks of test cases and of seeded defects, the bad examples of all rules, and broken files. */
export async function realReport(): Promise<CheckReport> {
  const python = await loadPython();
  const lookAround = () => ({
    paths: new Map(),
    localModules: new Set<string>(),
    environment: null,
    declared: null,
    standardLibrary: loadStandardLibrary(),
    distributions: loadDistributions(),
  });
  const context = {
    ...python,
    rules: allRules,
    lookAround,
    severityOf: (_: unknown, own: "error" | "warning" | "info") => own,
    baseline: null,
  };
  const files = [...filesOf("samples"), ...filesOf("test/cases"), ...filesOf("test/defects"), ...examples(), ...broken];
  const notebooks = await Promise.all(files.map(([name, bytes]) => reportNotebook(bytes, name, context)));
  return { notebooks: notebooks.sort((one, other) => (one.path < other.path ? -1 : 1)) };
}

type File = readonly [path: string, bytes: Uint8Array];

function filesOf(folder: string): readonly File[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ipynb$|(^|[\\/])(notebook|defect)\.py$/.test(file))
    .map((file) => [path.posix.join(folder, file.replaceAll("\\", "/")), readFileSync(path.join(root, folder, file))]);
}

function examples(): readonly File[] {
  return allRules.flatMap(({ code, docs }) =>
    docs.bad.map((example, index): File => {
      const { notebook } = exampleNotebook(example);
      const isTranscript = /^In \[/.test(example.notebook);
      const text = isTranscript ? JSON.stringify(transcriptNotebook(example.notebook)) : example.notebook;
      return [`${code}-${index}.${notebook.format === "ipynb" ? "ipynb" : "py"}`, new TextEncoder().encode(text)];
    }),
  );
}

const broken: readonly File[] = [
  ["broken/no-json.ipynb", new TextEncoder().encode("{ nothing")],
  ["broken/empty.ipynb", new Uint8Array()],
  ["broken/other.ipynb", new TextEncoder().encode('{"cells": 3, "nbformat": 4}')],
];
