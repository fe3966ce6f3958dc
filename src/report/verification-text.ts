import type { Verification, VerifiedItem, VerifiedStep } from "../verify/types.ts";
import { plainText } from "./plain-text.ts";
import { textWidth } from "./text-width.ts";
import { itemTitle, originText, placeText, sourceLineText, verdictText } from "./verification-words.ts";

/** More items of one kind are counted, not told: the JSON has them all. */
const MOST_TOLD = 20;

/** A verification for people: the verdict, the first divergence, a table of steps, and what else there is to know. */
export function renderVerification(report: Verification): string {
  const sections = [
    head(report),
    failure(report),
    divergence(report),
    table(report.steps),
    told("also different", others(report), differing),
    unstableLines(withVerdict(report, "unstable")),
    told("not compared", withVerdict(report, "notCompared"), notCompared),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function head(report: Verification): readonly string[] {
  const [first, second] = report.seconds.notebook;
  const { relative, absolute } = report.tolerance;
  const isExact = relative === 0 && absolute === 0;
  return [
    `${report.verdict}: ${plainText(verdictText(report))}`,
    "",
    `notebook  ${plainText(report.notebook)}, run twice: ${seconds(first)} and ${seconds(second)}`,
    `pipeline  ${plainText(report.project)}, ${report.inProcess ? "in one process" : "each step in a process of its own"}: ${seconds(report.seconds.pipeline)}`,
    `python    ${plainText(report.python)}`,
    `compared  ${isExact ? "exactly" : `numbers within ${relative} relative, ${absolute} absolute`}; ${seconds(report.seconds.total)} in all`,
  ];
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function failure({ pipelineFailure }: Verification): readonly string[] {
  if (pipelineFailure === null) return [];
  const { step, text } = pipelineFailure;
  return [`The pipeline stopped${step === null ? "" : ` in step ${step}`}:`, `  ${plainText(text)}`];
}

function divergence({ firstDivergence }: Verification): readonly string[] {
  if (firstDivergence === null) return [];
  const { item } = firstDivergence;
  const origin = originText(firstDivergence);
  return [
    `first difference: ${plainText(itemTitle(item))}`,
    ...details(item),
    ...(origin === null ? [] : [`  ${origin}`]),
  ];
}

function details({ difference, changedAt }: VerifiedItem): readonly string[] {
  const lines: string[] = [];
  if (difference !== null) {
    const place = placeText(difference);
    if (place !== "") lines.push(`  at        ${plainText(place)}`);
    if (difference.notebook !== "") lines.push(`  notebook  ${plainText(difference.notebook)}`);
    lines.push(`  pipeline  ${plainText(difference.pipeline)}`);
  }
  if (changedAt !== null) lines.push(`  changed   ${plainText(sourceLineText(changedAt))}`);
  return lines;
}

function table(steps: readonly VerifiedStep[]): readonly string[] {
  const rows = [["step", "verdict", "values", "text", "figures", "files"], ...steps.map(row)];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => textWidth(cells[at] ?? ""))));
  return rows.map((cells) =>
    cells
      .map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - textWidth(cell)))
      .join("  ")
      .trimEnd(),
  );
}

function row({ name, verdict, items }: VerifiedStep): readonly string[] {
  const share = (kinds: readonly VerifiedItem["kind"][]) => {
    const own = items.filter((item) => kinds.includes(item.kind) && item.verdict !== "notCompared");
    return own.length === 0 ? "" : `${own.filter((item) => item.verdict === "equal").length}/${own.length}`;
  };
  const text = items.find((item) => item.kind === "text")?.verdict ?? "";
  return [name, verdict, share(["input", "output"]), text, share(["figure"]), share(["file"])];
}

function all(report: Verification): readonly VerifiedItem[] {
  return [...report.steps.flatMap((step) => step.items), ...report.rest];
}

function withVerdict(report: Verification, verdict: VerifiedItem["verdict"]): readonly VerifiedItem[] {
  return all(report).filter((item) => item.verdict === verdict);
}

function others(report: Verification): readonly VerifiedItem[] {
  return withVerdict(report, "differs").filter((item) => item !== report.firstDivergence?.item);
}

function told(
  title: string,
  items: readonly VerifiedItem[],
  tell: (item: VerifiedItem) => readonly string[],
): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length > MOST_TOLD ? [`  and ${items.length - MOST_TOLD} more`] : [];
  return [
    title,
    ...items
      .slice(0, MOST_TOLD)
      .flatMap((item) => tell(item))
      .map((line) => `  ${plainText(line)}`),
    ...more,
  ];
}

function differing(item: VerifiedItem): readonly string[] {
  const { difference } = item;
  if (difference === null) return [itemTitle(item)];
  const sides =
    difference.notebook === "" ? difference.pipeline : `${difference.notebook} became ${difference.pipeline}`;
  return [`${itemTitle(item)}: ${[placeText(difference), sides].filter((part) => part !== "").join(": ")}`];
}

/** What has one cause is told together. */
function unstableLines(items: readonly VerifiedItem[]): readonly string[] {
  const groups = new Map<string, VerifiedItem[]>();
  for (const item of items) {
    const key = JSON.stringify({ ...item.cause, explanation: item.cause?.name });
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const blocks = [...groups.values()].flatMap((group) => [...causeLines(group[0]?.cause ?? null), namesOf(group)]);
  return blocks.length === 0 ? [] : ["unstable", ...blocks.map((line) => `  ${plainText(line)}`)];
}

function namesOf(group: readonly VerifiedItem[]): string {
  const more = group.length > MOST_TOLD ? `, and ${group.length - MOST_TOLD} more` : "";
  return `  shows in: ${group.slice(0, MOST_TOLD).map(itemTitle).join("; ")}${more}`;
}

function causeLines(cause: VerifiedItem["cause"]): readonly string[] {
  if (cause === null) return [];
  const at = cause.at === null || cause.patch !== null ? [] : [`  ${sourceLineText(cause.at)}`];
  return [cause.explanation, ...at, ...(cause.patch?.split("\n") ?? []).map((line) => `  ${line}`)];
}

function notCompared(item: VerifiedItem): readonly string[] {
  return [`${itemTitle(item)}: ${item.reason ?? ""}`];
}
