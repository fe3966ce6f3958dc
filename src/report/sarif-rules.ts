import type { Severity } from "../diagnostics/types.ts";
import type { Problem } from "../policy/types.ts";
import type { Rule } from "../rules/rule.ts";
import { ruleDocs } from "./rule-docs.ts";
import { severityWords } from "./severity-words.ts";

/** What reports say of a rule. */
export type DescribedRule = Pick<Rule, "code" | "name" | "severity" | "docs">;

/** What GitHub calls severities. */
const GITHUB: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "recommendation" };
/** Families of codes by their first digit. */
const FAMILIES: Readonly<Record<string, string>> = {
  "1": "order",
  "2": "effects",
  "3": "conversion",
  "4": "file",
  "5": "environment",
  "6": "hygiene",
};

/** A rule as SARIF describes it. */
export interface SarifRule {
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Descriptions of the rules, by code; problems of other origin (a file that cannot be read) get one by their name alone. */
export function sarifRules(
  rules: readonly DescribedRule[],
  problems: readonly Problem[],
  rulesPage: string | null,
): readonly SarifRule[] {
  const described = new Map(rules.map((rule) => [rule.code, describe(rule, rulesPage)]));
  for (const problem of problems)
    if (!described.has(problem.code)) described.set(problem.code, named(problem, rulesPage));
  return [...described.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function named(
  { code, name, severity }: Pick<Rule, "code" | "name" | "severity">,
  rulesPage: string | null,
): SarifRule {
  const family = FAMILIES[code.charAt(2)];
  return {
    id: code,
    name,
    shortDescription: { text: name.replaceAll("-", " ") },
    ...(rulesPage === null ? {} : { helpUri: `${rulesPage}#${code.toLowerCase()}-${name}` }),
    defaultConfiguration: { level: severityWords[severity] },
    properties: { tags: family === undefined ? [] : [family], "problem.severity": GITHUB[severity] },
  };
}

function describe(rule: DescribedRule, rulesPage: string | null): SarifRule {
  const { finds, why, mend } = rule.docs;
  const { id, name, shortDescription: _, ...rest } = named(rule, rulesPage);
  return {
    id,
    name,
    shortDescription: { text: finds },
    fullDescription: { text: `${finds} ${why}` },
    help: { text: `${finds}\n\n${why}\n\n${mend}`, markdown: `${ruleDocs(rule, 1)}\n` },
    ...rest,
  };
}
