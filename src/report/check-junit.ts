import type { CheckReport, NotebookReport, Problem } from "../policy/types.ts";
import { severities } from "./check-totals.ts";
import { counted } from "./counted.ts";
import { plainText } from "./plain-text.ts";
import { severityWords } from "./severity-words.ts";
import { withoutSecrets } from "./without-secrets.ts";
import { xmlText } from "./xml-text.ts";

interface TestCase {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/**
 * A check as JUnit XML, in the form that Jenkins reads: a test suite for each notebook, a test case for each rule that it
 * breaks, or one that is called `clean`. Rules of which there are notes only do not fail; the notes are what the test printed.
 */
export function renderCheckJunit(report: CheckReport): string {
  const suites = withoutSecrets(report).notebooks.map((notebook) => ({ notebook, cases: casesOf(notebook) }));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cellwright check" ${totals(all)}>`,
    ...suites.map(({ notebook, cases }) => suite(notebook, cases)),
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf({ problems }: NotebookReport): readonly TestCase[] {
  const byName = new Map<string, Problem[]>();
  for (const problem of problems) {
    const name = `${problem.code} ${problem.name}`;
    byName.set(name, [...(byName.get(name) ?? []), problem]);
  }
  if (byName.size === 0) return [{ name: "clean", problems: [] }];
  return [...byName].map(([name, found]) => ({ name, problems: found }));
}

function totals(cases: readonly TestCase[]): string {
  return `tests="${cases.length}" failures="${cases.filter(({ problems }) => fails(problems)).length}" errors="0"`;
}

function fails(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity !== "info");
}

function suite({ path, run }: NotebookReport, cases: readonly TestCase[]): string {
  const name = attribute(path);
  const seconds = run?.seconds.reduce((all, one) => all + one.seconds, 0);
  const time = seconds === undefined ? "" : ` time="${seconds.toFixed(3)}"`;
  return [
    `  <testsuite name="${name}" ${totals(cases)} skipped="0"${time} file="${name}">`,
    ...cases.map((one) => testCase(name, one)),
    "  </testsuite>",
  ].join("\n");
}

function testCase(suiteName: string, { name, problems }: TestCase): string {
  const head = `    <testcase classname="${suiteName}" name="${attribute(name)}"`;
  if (problems.length === 0) return `${head}/>`;
  return `${head}>\n      ${outcome(problems)}\n    </testcase>`;
}

function outcome(problems: readonly Problem[]): string {
  const text = xmlText(plainText(problems.map(problemText).join("\n\n")));
  if (!fails(problems)) return `<system-out>${text}</system-out>`;
  const worst = severities.find((severity) => problems.some((one) => one.severity === severity)) ?? "error";
  const first = problems.find(({ severity }) => severity === worst);
  const more = problems.length > 1 ? ` (and ${counted(problems.length - 1, "more place")})` : "";
  const message = attribute(`${first?.message ?? ""}${more}`);
  return `<failure type="${severityWords[worst]}" message="${message}">${text}</failure>`;
}

function problemText({ severity, message, place, related, hint }: Problem): string {
  const where = place === null ? [] : [`cell ${place.cell}, line ${place.line}`];
  const code = place === null || place.text === "" ? [] : [`    ${place.text}`];
  return [
    `${[...where, severityWords[severity]].join(": ")}: ${message}`,
    ...code,
    ...related.map((one) => `cell ${one.place.cell}, line ${one.place.line}: ${one.message}`),
    ...(hint === null ? [] : [`help: ${hint}`]),
  ].join("\n");
}

/** Line ends and tabs in attributes become blanks when they are read, so they are written as such. */
function attribute(text: string): string {
  return xmlText(plainText(text.replace(/\s/g, " ")));
}
