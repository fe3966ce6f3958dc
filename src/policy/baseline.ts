import { isObject, type Json } from "../base/json.ts";
import { Failure } from "../diagnostics/failure.ts";
import type { CheckReport, Problem } from "./types.ts";

/** Findings that were there before: how many of each, by fingerprint, by path of their notebook. */
export interface Baseline {
  readonly version: 1;
  readonly notebooks: Readonly<Record<string, readonly string[]>>;
}

/** What there is to write down so that only new findings are told. */
export function baselineOf({ notebooks }: CheckReport): Baseline {
  const entries = notebooks
    .filter(({ problems }) => problems.length > 0)
    .map(({ path, problems }) => [path, problems.map(({ fingerprint }) => fingerprint).sort()] as const);
  return { version: 1, notebooks: Object.fromEntries(entries) };
}

/** Reads a baseline. Fails with `bad-baseline`. */
export function readBaseline(text: string, path: string): Baseline {
  let value: Json | null = null;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    // Told below, with whatever else is no baseline.
  }
  const isBaseline =
    isObject(value) &&
    value.version === 1 &&
    isObject(value.notebooks) &&
    Object.values(value.notebooks).every((list) => Array.isArray(list) && list.every((one) => typeof one === "string"));
  if (isBaseline) return value as unknown as Baseline;
  throw new Failure("bad-baseline", `${path} is no baseline.`, "write one with `--write-baseline`");
}

/** The problems of a notebook that a baseline does not know. */
export function newProblems(problems: readonly Problem[], baseline: Baseline, path: string): readonly Problem[] {
  const known = new Set(Object.hasOwn(baseline.notebooks, path) ? baseline.notebooks[path] : []);
  return problems.filter(({ fingerprint }) => !known.has(fingerprint));
}
