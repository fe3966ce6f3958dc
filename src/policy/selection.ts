import picomatch from "picomatch";
import type { Severity } from "../diagnostics/types.ts";
import type { CheckConfig, Severities } from "./config.ts";
import { SEVERITY_RANKS } from "./matters.ts";

/** What there is to choose from. */
export interface Selectable {
  readonly code: string;
  readonly name: string;
}

/** How findings are chosen and weighed, from configuration and command line. */
export interface Selection {
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly severity: Severities;
  readonly overrides: NonNullable<CheckConfig["overrides"]>;
  /** What weighs less is not told. */
  readonly minSeverity: Severity;
}

/** A selector is a code, the start of one (a family) or a name. */
export function isSelectedBy({ code, name }: Selectable, selector: string): boolean {
  return selector === name || (selector.startsWith("CW") && code.startsWith(selector));
}

/** Selectors that nothing is chosen by: misspelt ones. */
export function unknownSelectors(selectors: readonly string[], known: readonly Selectable[]): readonly string[] {
  return selectors.filter((selector) => !known.some((one) => isSelectedBy(one, selector)));
}

/**
 * The severity of findings of each rule in one notebook; null: they are not told. `path` is the notebook's, from the folder
 * of the configuration, with `/`.
 */
export function severityIn(path: string, selection: Selection): (rule: Selectable, own: Severity) => Severity | null {
  const overrides = selection.overrides.filter(({ paths }) => picomatch.isMatch(path, [...paths], { dot: true }));
  const ignored = [...selection.ignore, ...overrides.flatMap(({ ignore = [] }) => ignore)];
  const isTold = (severity: Severity | "off"): severity is Severity =>
    severity !== "off" && SEVERITY_RANKS[severity] >= SEVERITY_RANKS[selection.minSeverity];
  const severities = [...overrides.map(({ severity = {} }) => severity).reverse(), selection.severity];
  return (rule, own) => {
    const { select } = selection;
    if (select.length > 0 && !select.some((selector) => isSelectedBy(rule, selector))) return null;
    if (ignored.some((selector) => isSelectedBy(rule, selector))) return null;
    for (const one of severities) {
      const chosen = mostExact(rule, one);
      if (chosen !== undefined) return isTold(chosen) ? chosen : null;
    }
    return isTold(own) ? own : null;
  };
}

function mostExact(rule: Selectable, severities: Severities): Severity | "off" | undefined {
  const selectors = Object.keys(severities).filter((selector) => isSelectedBy(rule, selector));
  const weight = (selector: string) => (selector === rule.name ? 10 : selector.length);
  const best = selectors.sort((one, other) => weight(other) - weight(one))[0];
  return best === undefined ? undefined : severities[best];
}
