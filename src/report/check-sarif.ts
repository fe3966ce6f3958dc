import type { TextRange } from "../base/text-range.ts";
import type { CheckReport, NotebookReport, Place, Problem } from "../policy/types.ts";
import { jsonText } from "./json-text.ts";
import { plainText } from "./plain-text.ts";
import { type DescribedRule, sarifRules } from "./sarif-rules.ts";
import { artifactAddress } from "./sarif-uri.ts";
import { severityWords } from "./severity-words.ts";

/** What the log says of the program that made it. */
export interface SarifSource {
  /** Version of Cellwright. */
  readonly version: string;
  /** All rules that were asked. */
  readonly rules: readonly DescribedRule[];
  /** Address of the page `docs/rules.md`, to which rules are linked; null when nobody knows one. */
  readonly rulesPage: string | null;
}

/** A check as a log in SARIF 2.1.0. Regions are in the notebooks' files; cells are named in messages and as logical locations. */
export function renderCheckSarif(report: CheckReport, { version, rules, rulesPage }: SarifSource): string {
  const problems = report.notebooks.flatMap((notebook) => notebook.problems);
  const descriptors = sarifRules(rules, problems, rulesPage);
  const indexes = new Map(descriptors.map(({ id }, index) => [id, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Cellwright", semanticVersion: version, rules: descriptors } },
        columnKind: "unicodeCodePoints",
        defaultEncoding: "utf-8",
        invocations: [{ executionSuccessful: true }],
        artifacts: report.notebooks.map(({ path }) => ({
          location: artifactAddress(path),
          roles: ["analysisTarget"],
          ...(path.endsWith(".ipynb") ? { mimeType: "application/x-ipynb+json" } : {}),
        })),
        results: report.notebooks.flatMap((notebook, artifact) => results(notebook, artifact, indexes)),
      },
    ],
  };
  // Programs read it, and code hosts limit its size.
  return `${jsonText(log, 0)}\n`;
}

function results(notebook: NotebookReport, artifact: number, ruleIndexes: ReadonlyMap<string, number>) {
  const counts = new Map<string, number>();
  return notebook.problems.map((problem) => {
    const occurrence = (counts.get(problem.fingerprint) ?? 0) + 1;
    counts.set(problem.fingerprint, occurrence);
    return {
      ruleId: problem.code,
      ruleIndex: ruleIndexes.get(problem.code) ?? -1,
      level: severityWords[problem.severity],
      message: { text: messageText(problem) },
      locations: [location(notebook.path, artifact, problem.place)],
      ...(problem.related.length > 0 ? { relatedLocations: relatedLocations(notebook.path, artifact, problem) } : {}),
      partialFingerprints: {
        "cellwright/v1": problem.fingerprint,
        // The name that GitHub looks for; it would else hash the lines of the file, which are JSON.
        primaryLocationLineHash: `${problem.fingerprint}:${occurrence}`,
      },
      ...properties(problem),
    };
  });
}

function messageText({ message, hint, place }: Problem): string {
  const where = place === null ? "" : `Cell ${place.cell}, line ${place.line}: `;
  return plain(`${where}${message}${hint === null ? "" : ` Help: ${hint}`}`);
}

/** Text of a message: `[text](target)` would be a link. */
function plain(text: string): string {
  return plainText(text).replace(/\](?=\()/g, "] ");
}

function location(path: string, index: number, place: Place | null) {
  // GitHub wants a line for everything; what is about the whole file is shown above it.
  const region = place === null ? { startLine: 1 } : regionOf(place.file);
  return {
    physicalLocation: { artifactLocation: { ...artifactAddress(path), index }, region },
    ...(place === null ? {} : { logicalLocations: [cellOf(path, place)] }),
  };
}

function relatedLocations(path: string, artifact: number, { related }: Problem) {
  return related.map(({ place, message }, id) => ({
    id,
    ...location(path, artifact, place),
    message: { text: plain(`Cell ${place.cell}, line ${place.line}: ${message}`) },
  }));
}

function regionOf({ line, column, endLine, endColumn }: TextRange) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function cellOf(path: string, { cell, cellId }: Place) {
  const name = `cell ${cell}`;
  return { name, fullyQualifiedName: plainText(`${path}#${cellId === "" ? name : cellId}`), kind: "cell" };
}

/** What SARIF has no place for: where it is in the cell, and what `--fix` would do. */
function properties({ place, fix }: Problem) {
  if (place === null && fix === null) return {};
  const inCell = place === null ? {} : { cell: place.cell, cellRegion: regionOf(place) };
  return { properties: { ...inCell, ...(fix === null ? {} : { fix }) } };
}
