import type { Severity } from "../diagnostics/types.ts";
import type { CheckReport, NotebookReport, Place, Problem } from "../policy/types.ts";
import { checkFunnel, stageText, wasRun } from "./check-funnel.ts";
import { checkTotals, countSeverities, severityText, totalsText } from "./check-totals.ts";
import { markedLine } from "./marked-line.ts";
import { oneLine } from "./one-line.ts";
import { severityWords } from "./severity-words.ts";
import { blankFor, textWidth } from "./text-width.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** Numbers of the styles of terminals. */
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 };

/** Of problems that are alike so many places are named; reports of other forms have them all. */
const MOST_PLACES = 20;

type Style = keyof typeof STYLES;
type Paint = (styles: readonly Style[], text: string) => string;

const COLOURS: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", info: "blue" };

/** A check for a terminal: problems by notebook with their lines of code, then what it comes to. Nothing of a notebook is obeyed. */
export function renderCheckText(report: CheckReport, colour: boolean): string {
  const paint: Paint = (styles, text) =>
    colour ? `\u001b[${styles.map((style) => STYLES[style]).join(";")}m${text}\u001b[0m` : text;
  const shown = withoutSecrets(report);
  const found = shown.notebooks.filter(({ problems }) => problems.length > 0);
  return [
    ...found.map((notebook) => notebookText(notebook, paint)),
    ...(wasRun(shown) ? [funnelText(shown)] : []),
    `${summary(shown, paint)}\n`,
  ].join("\n");
}

function summary(report: CheckReport, paint: Paint): string {
  const totals = checkTotals(report);
  const style = totals.error > 0 ? "red" : totals.warning > 0 ? "yellow" : "green";
  return paint(["bold", style], totalsText(totals));
}

function notebookText({ path, problems }: NotebookReport, paint: Paint): string {
  const title = `${paint(["bold"], oneLine(path))}: ${severityText(countSeverities(problems))}`;
  return [title, "", ...alike(problems).map(([first, more]) => problemText(first, more, paint))].join("\n");
}

/** Problems of one rule with one help together, in the order of the first of each: one mend is likely to be that of all. */
function alike(problems: readonly Problem[]): readonly (readonly [Problem, readonly Problem[]])[] {
  const groups = new Map<string, [Problem, Problem[]]>();
  for (const problem of problems) {
    const { code, severity, hint, place, related } = problem;
    const isAlone = hint === null || place === null || related.length > 0;
    const key = JSON.stringify(isAlone ? groups.size : [code, severity, hint]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem, []]);
    else group[1].push(problem);
  }
  return [...groups.values()];
}

function placesText(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const places = problems.flatMap(({ place }) => (place === null ? [] : [`cell ${place.cell}, line ${place.line}`]));
  const shown = [...new Set(places)];
  const more = shown.length > MOST_PLACES ? `; and ${shown.length - MOST_PLACES} more` : "";
  return [`  and in ${shown.slice(0, MOST_PLACES).join("; ")}${more}`];
}

function problemText(problem: Problem, more: readonly Problem[], paint: Paint): string {
  const { code, name, severity, message, place, related, hint, fix } = problem;
  const word = paint(["bold", COLOURS[severity]], severityWords[severity]);
  const lines = [`${word} ${paint(["bold"], `${code} ${oneLine(name)}`)}: ${oneLine(message)}`];
  if (place !== null) lines.push(...frame(place, COLOURS[severity], paint));
  for (const one of related) lines.push(`  ${oneLine(one.message)}:`, ...frame(one.place, "blue", paint));
  lines.push(...placesText(more));
  if (hint !== null) lines.push(`  help: ${oneLine(hint)}`);
  if (fix !== null) lines.push(`  ${fix.safety === "safe" ? "--fix" : "--unsafe-fixes"}: ${oneLine(fix.title)}`);
  return `${lines.join("\n")}\n`;
}

function frame(place: Place, colour: Style, paint: Paint): readonly string[] {
  const number = String(place.line);
  const head = paint(["dim"], `  --> cell ${place.cell}, line ${number}`);
  if (place.text === "") return [head];
  const { before, marked, after } = markedLine(place);
  const [left, middle] = [oneLine(before), oneLine(marked)];
  const mark = paint([colour], "^".repeat(Math.max(1, textWidth(middle))));
  return [
    head,
    `${paint(["dim"], `   ${number} |`)} ${oneLine(`${before}${marked}${after}`)}`,
    `${paint(["dim"], `   ${" ".repeat(number.length)} |`)} ${blankFor(left)}${mark}`,
  ];
}

function funnelText(report: CheckReport): string {
  const stages = checkFunnel(report);
  const rows = stages.map((stage) => ({ title: stage.title, count: stageText(stage), note: stage.note }));
  const wide = (key: "title" | "count") => Math.max(...rows.map((row) => row[key].length));
  const [titles, counts] = [wide("title"), wide("count")];
  return `${rows.map(({ title, count, note }) => `${title.padEnd(titles)}  ${count.padStart(counts)}  ${note}`.trimEnd()).join("\n")}\n`;
}
