import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDistributions, loadStandardLibrary } from "../../src/cli/load-python.ts";
import { namesByCode } from "../../src/diagnostics/names.ts";
import type { Diagnostic } from "../../src/diagnostics/types.ts";
import { loadPython, planNotebook, readNotebook } from "../../src/index.ts";
import { dependencyDiagnostics } from "../../src/project/python/dependencies.ts";
import { allRules } from "../../src/rules/all-rules.ts";

const repository = join(import.meta.dirname, "..", "..");
const read = (...parts: string[]) => readFileSync(join(repository, ...parts), "utf8");

/** Words of the document for severities. */
const severityByWord: Readonly<Record<string, string>> = { error: "error", warning: "warning", note: "info" };

interface Section {
  readonly code: string;
  readonly severities: readonly string[];
  readonly text: string;
  readonly example: { readonly language: string; readonly source: string } | null;
}

function sectionsOf(document: string): readonly Section[] {
  return document
    .split(/^(?=#{2,3} )/m)
    .filter((part) => part.startsWith("### "))
    .map((text) => {
      const title = /^### (?<code>CW\d{3}) \((?<words>[a-z, ]+)\): \S/.exec(text)?.groups;
      if (title === undefined) throw new Error(`not the title of a diagnostic: ${text.split("\n")[0]}`);
      const words = (title.words as string).split(/, | or /);
      const example = /^```(?<language>\w+)\n(?<source>.*?)^```$/ms.exec(text)?.groups;
      return {
        code: title.code as string,
        severities: words.map((word) => severityByWord[word] ?? `unknown word ${word}`),
        text,
        example: example ? { language: example.language as string, source: example.source as string } : null,
      };
    });
}

/** Codes that the source can give: those in string literals. */
function codesInSource(): readonly string[] {
  const files = readdirSync(join(repository, "src"), { recursive: true, encoding: "utf8" });
  const texts = files.filter((file) => file.endsWith(".ts")).map((file) => read("src", file));
  const codes = texts.flatMap((text) => [...text.matchAll(/["'`](CW\d{3})["'`]/g)].map((match) => match[1] as string));
  return [...new Set(codes)].sort();
}

const sections = sectionsOf(read("docs", "diagnostics.md"));
let python: Awaited<ReturnType<typeof loadPython>>;
beforeAll(async () => {
  python = await loadPython();
});

const nothingInstalled = {
  standardLibrary: loadStandardLibrary(),
  distributions: loadDistributions(),
  installed: new Map(),
  local: new Set<string>(),
  loadedByLocal: [],
};

function diagnose({ language, source }: NonNullable<Section["example"]>): readonly Diagnostic[] {
  const { notebook, diagnostics } = readNotebook(source, language === "json" ? "example.ipynb" : "example.py");
  if (notebook === null) return diagnostics;
  const planned = planNotebook(notebook, { ...python, by: null, level: null, catalog: true, models: "all" });
  return [...diagnostics, ...planned.diagnostics, ...dependencyDiagnostics(planned.graph, nothingInstalled)];
}

describe("docs/diagnostics.md", () => {
  test("tells of every code that no rule gives, and of no other, in order", () => {
    const ruled = new Set(allRules.map(({ code }) => code));
    expect(sections.map((section) => section.code)).toEqual(codesInSource().filter((code) => !ruled.has(code)));
    expect(Object.keys(namesByCode)).toEqual(sections.map((section) => section.code));
  });

  test("links to each family that it has", () => {
    const families = [...read("docs", "diagnostics.md").matchAll(/^## (CW\dxx): (.*)$/gm)];
    const links = [...read("docs", "diagnostics.md").matchAll(/\]\(#(.*?)\)/g)].map((match) => match[1]);
    expect(families.map(([, family, title]) => `${family}-${title}`.toLowerCase().replaceAll(" ", "-"))).toEqual(links);
  });

  test.each(sections)("says what to do about $code", ({ text }) => {
    const prose = text.replace(/^```.*?^```$/gms, "").trim();
    expect(prose.split(/\n\n/).length).toBeGreaterThanOrEqual(text.includes("```") ? 2 : 3);
  });

  const withExample = sections.filter((section) => section.example !== null);
  test("has an example wherever one can be written down", () => {
    const without = sections.filter((section) => section.example === null).map((section) => section.code);
    expect(without).toEqual([
      "CW110",
      "CW341",
      "CW402",
      "CW403",
      "CW407",
      "CW408",
      "CW419",
      "CW423",
      "CW424",
      "CW425",
      "CW426",
      "CW440",
      "CW450",
      "CW451",
      "CW501",
      "CW502",
      "CW503",
      "CW504",
      "CW505",
      "CW506",
      "CW507",
      "CW602",
    ]);
  });

  test.each(withExample)("shows a notebook that gives $code", ({ code, severities, example }) => {
    const found = diagnose(example as NonNullable<typeof example>).filter((one) => one.code === code);
    expect(found.length).toBeGreaterThan(0);
    for (const { severity } of found) expect(severities).toContain(severity);
  });
});
