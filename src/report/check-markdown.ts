import type { CheckReport, NotebookReport, Problem } from "../policy/types.ts";
import { checkFunnel, stageText, wasRun } from "./check-funnel.ts";
import { checkTotals, countSeverities, ruleTotals, severities, totalsText } from "./check-totals.ts";
import { counted } from "./counted.ts";
import { markdownText } from "./markdown-text.ts";
import { severityWords } from "./severity-words.ts";

/** GitHub takes a summary of a megabyte; nobody reads that much. */
const MOST_NOTEBOOKS = 50;
const MOST_PROBLEMS = 20;

/** A check as Markdown for the page of a build: totals, rules, and the notebooks with the worst problems. Shows no code of notebooks. */
export function renderCheckMarkdown(report: CheckReport): string {
  const found = report.notebooks.filter(({ problems }) => problems.length > 0).sort(worstFirst);
  const left = found.length - MOST_NOTEBOOKS;
  return [
    "## Notebook check",
    `${markdownText(totalsText(checkTotals(report)))}.`,
    ...(wasRun(report) ? [funnelTable(report)] : []),
    ...(found.length === 0 ? [] : [ruleTable(report)]),
    ...found.slice(0, MOST_NOTEBOOKS).map(notebookPart),
    ...(left > 0 ? [`${counted(left, "more notebook")} with problems not shown.`] : []),
  ]
    .join("\n\n")
    .concat("\n");
}

function worstFirst(one: NotebookReport, other: NotebookReport): number {
  const [a, b] = [countSeverities(one.problems), countSeverities(other.problems)];
  return b.error - a.error || b.warning - a.warning || b.info - a.info;
}

function table(head: readonly string[], align: string, rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), align, ...rows.map(line)].join("\n");
}

function funnelTable(report: CheckReport): string {
  const rows = checkFunnel(report).map((stage) => [stage.title, stageText(stage), stage.note]);
  return table(["", "notebooks", ""], "|---|---:|---|", rows);
}

function ruleTable(report: CheckReport): string {
  const rows = ruleTotals(report).map(({ code, name, severity, problems, notebooks }) => [
    markdownText(`${code} ${name}`),
    severityWords[severity],
    String(problems),
    String(notebooks),
  ]);
  return table(["rule", "severity", "problems", "notebooks"], "|---|---|---:|---:|", rows);
}

function notebookPart({ path, problems }: NotebookReport): string {
  const counts = countSeverities(problems);
  const title = severities.filter((one) => counts[one] > 0).map((one) => counted(counts[one], severityWords[one]));
  const sorted = severities.flatMap((severity) => problems.filter((problem) => problem.severity === severity));
  const left = sorted.length - MOST_PROBLEMS;
  return [
    `<details><summary>${markdownText(path)}: ${title.join(", ")}</summary>`,
    "",
    ...sorted.slice(0, MOST_PROBLEMS).map(problemItem),
    ...(left > 0 ? [`- ${left} more`] : []),
    "",
    "</details>",
  ].join("\n");
}

function problemItem({ code, severity, message, place, hint }: Problem): string {
  const where = place === null ? "" : `, cell ${place.cell}, line ${place.line}`;
  const help = hint === null ? "" : ` *Help:* ${markdownText(hint)}`;
  return `- **${severityWords[severity]} ${markdownText(code)}**${where}: ${markdownText(message)}${help}`;
}
