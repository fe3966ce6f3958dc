import { analyze } from "../../src/analysis/analyze.ts";
import type { Analysis, NameUpdate, Statement } from "../../src/analysis/types.ts";
import { loadPython } from "../../src/cli/load-python.ts";

const { language, knowledge } = await loadPython();

/** The data flow of code cells with these sources. `mayRaise`: cells, from 0, that are tagged to raise. */
export function analyseCells(sources: readonly string[], mayRaise: readonly number[] = []): Analysis {
  const cells = sources.map((source, index) => ({
    id: `cell-${index}`,
    index,
    kind: "code" as const,
    source,
    tags: [],
    metadata: {},
    executionCount: null,
    outputs: [],
    attachments: {},
  }));
  return analyze(language.readFacts(cells), { knowledge, builtins: language.builtins, mayRaise: new Set(mayRaise) });
}

/** What is known of the last statement of one cell. */
export function analyseLast(source: string): Statement {
  return analyseCells([source]).statements.at(-1) as Statement;
}

/** Updates in short, by name: `x` certain and proved, `x?` not certain, `x~` assumed. */
export function showUpdates(updates: readonly NameUpdate[]): string {
  return updates
    .map(({ name, certain, evidence }) => `${name}${evidence === "assumed" ? "~" : certain ? "" : "?"}`)
    .sort()
    .join(" ");
}

/** Effects in short: `sets matplotlib`, `unknown?`. */
export function showEffects({ effects }: Statement): string {
  return [...new Set(effects.map(({ kind, resource }) => `${kind} ${resource ?? "?"}`))].sort().join(", ");
}

/** Reads of notebook names in short: `x<0` from statement 0, `x<0,1` from either, `x<0(f)` through `f`, `x<` from nowhere. */
export function showReads({ reads }: Statement): string {
  return reads
    .map(({ name, from, through }) => `${name}<${from.join(",")}${through === undefined ? "" : `(${through})`}`)
    .sort()
    .join(" ");
}
