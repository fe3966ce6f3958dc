import type { Notebook } from "../../notebook/types.ts";

/** A warning of the end of something, as a saved output has it. */
export interface SavedDeprecation {
  readonly cell: number;
  readonly category: string;
  /** Its first line, not too long. */
  readonly text: string;
}

const WARNING =
  /\b((?:Pending)?DeprecationWarning|FutureWarning|MatplotlibDeprecationWarning|VisibleDeprecationWarning): ([^\n]*)/;
/** Longer outputs are looked at in their first part only. */
const MOST = 20_000;

/** The first such warning of each cell and text, in what was printed to the error stream. */
export function savedDeprecations({ cells }: Pick<Notebook, "cells">): readonly SavedDeprecation[] {
  const told = new Set<string>();
  const found: SavedDeprecation[] = [];
  for (const { index, outputs } of cells) {
    for (const output of outputs) {
      if (output.output_type !== "stream" || output.name !== "stderr") continue;
      const text = textOf(output.text).slice(0, MOST);
      if (!text.includes("Warning: ")) continue;
      const match = WARNING.exec(text);
      const message = match?.[2]?.trim() ?? "";
      if (match === null || told.has(message)) continue;
      told.add(message);
      found.push({ cell: index, category: match[1] as string, text: shortened(message) });
    }
  }
  return found;
}

function textOf(text: unknown): string {
  return Array.isArray(text) ? text.join("") : typeof text === "string" ? text : "";
}

function shortened(text: string): string {
  const plain = text.replace(/[`\s]+/g, " ").trim();
  const ended = plain.length > 120 ? `${plain.slice(0, 120)}...` : plain;
  return /[.!?]$/.test(ended) ? ended : `${ended}.`;
}
