import type { Verification, VerifiedItem, VerifiedStep } from "../verify/types.ts";
import { stepDiagram } from "./step-diagram.ts";
import { itemTitle, originText, placeText, sourceLineText, verdictText } from "./verification-words.ts";
import { worstVerdict } from "./worst-verdict.ts";
import { xmlText } from "./xml-text.ts";

/** What the page needs beside the verification. */
export interface PageParts {
  readonly css: string;
  /** Pictures as `data:` URLs, by their paths. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** The verifications of a project's notebooks as a page that stands alone: no script, nothing loaded from outside (its policy forbids both). */
export function renderVerificationHtml(reports: readonly Verification[], parts: PageParts): string {
  const body = reports.flatMap((report) => [
    head(report),
    failure(report),
    first(report, parts),
    `<h2>Steps</h2>\n<div class="diagram">${stepDiagram(report.steps)}</div>`,
    ...report.steps.map((step) => stepSection(step, parts)),
    rest(report.rest, parts),
  ]);
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${xmlText(reports[0]?.package ?? "")}: ${worstVerdict(reports)}</title>
<style>
${parts.css}</style>
</head>
<body>
${body.filter((part) => part !== "").join("\n")}
</body>
</html>
`;
}

function badge(verdict: string): string {
  return `<span class="verdict ${verdict}">${verdict === "notCompared" ? "not compared" : verdict}</span>`;
}

function definitions(rows: readonly (readonly [name: string, value: string])[]): string {
  const shown = rows.filter(([, value]) => value !== "");
  return `<dl>${shown.map(([name, value]) => `<dt>${name}</dt><dd>${xmlText(value)}</dd>`).join("")}</dl>`;
}

function head(report: Verification): string {
  const { relative, absolute } = report.tolerance;
  const [one, two] = report.seconds.notebook;
  return `<h1>${xmlText(report.package)} ${badge(report.verdict)}</h1>
<p>${xmlText(verdictText(report))}</p>
${definitions([
  ["notebook", `${report.notebook} (run twice: ${one.toFixed(1)} s, ${two.toFixed(1)} s)`],
  [
    "pipeline",
    `${report.project} (${report.inProcess ? "one process" : "a process for each step"}: ${report.seconds.pipeline.toFixed(1)} s)`,
  ],
  ["python", report.python],
  [
    "compared",
    relative === 0 && absolute === 0 ? "exactly" : `numbers within ${relative} relative, ${absolute} absolute`,
  ],
])}`;
}

function failure({ pipelineFailure }: Verification): string {
  if (pipelineFailure === null) return "";
  const where = pipelineFailure.step === null ? "" : ` in step ${xmlText(pipelineFailure.step)}`;
  return `<section class="first"><h2>The pipeline stopped${where}</h2><pre>${xmlText(pipelineFailure.text)}</pre></section>`;
}

function first({ firstDivergence }: Verification, parts: PageParts): string {
  if (firstDivergence === null) return "";
  const { item } = firstDivergence;
  const origin = originText(firstDivergence);
  return `<section class="first">
<h2>First difference: ${xmlText(itemTitle(item))}</h2>
${details(item)}
${origin === null ? "" : `<p>${xmlText(origin)}</p>`}
${pictures(item, parts)}
</section>`;
}

function details({ difference, changedAt }: VerifiedItem): string {
  return definitions([
    ["at", difference === null ? "" : placeText(difference)],
    ["notebook", difference?.notebook ?? ""],
    ["pipeline", difference?.pipeline ?? ""],
    ["last changed by", changedAt === null ? "" : sourceLineText(changedAt)],
  ]);
}

function stepSection(step: VerifiedStep, parts: PageParts): string {
  const cells = step.cells.length === 0 ? "" : `<p>cells ${step.cells.join(", ")}</p>`;
  return `<section><h3>${xmlText(step.title || step.name)} <code>${xmlText(step.name)}</code> ${badge(step.verdict)}</h3>
${cells}${table(step.items)}
${step.items.map((item) => pictures(item, parts)).join("")}</section>`;
}

function rest(items: readonly VerifiedItem[], parts: PageParts): string {
  if (items.length === 0) return "";
  return `<section><h2>At the end</h2>${table(items)}${items.map((item) => pictures(item, parts)).join("")}</section>`;
}

function table(items: readonly VerifiedItem[]): string {
  if (items.length === 0) return "<p>Nothing to compare.</p>";
  const rows = items.map((item) => {
    const name = item.kind === "input" ? `${item.name} (taken)` : item.name;
    return `<tr><td><code>${xmlText(name)}</code></td><td>${badge(item.verdict)}</td><td>${note(item)}</td></tr>`;
  });
  return `<table><thead><tr><th>what</th><th>verdict</th><th></th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

function note(item: VerifiedItem): string {
  if (item.verdict === "differs") return details(item);
  if (item.reason !== null) return xmlText(item.reason);
  if (item.partly) return "as far as it could be looked into";
  if (item.cause === null) return "";
  const { explanation, at, patch } = item.cause;
  const place = at === null ? "" : `<p><code>${xmlText(sourceLineText(at))}</code></p>`;
  return `<p>${xmlText(explanation)}</p>${place}${patch === null ? "" : `<pre>${xmlText(patch)}</pre>`}`;
}

/** The two pictures of a figure side by side; of those that are equal none is shown. */
function pictures({ figure, verdict, name }: VerifiedItem, { pictures: urls }: PageParts): string {
  if (figure === null || verdict === "equal") return "";
  const side = (title: string, path: string | null) => {
    const url = path === null ? undefined : urls.get(path);
    const image =
      url === undefined ? "<p>no picture</p>" : `<img src="${xmlText(url)}" alt="${xmlText(`${name}, ${title}`)}">`;
    return `<figure>${image}<figcaption>${title}</figcaption></figure>`;
  };
  return `<div class="pair">${side("notebook", figure.notebook)}${side("pipeline", figure.pipeline)}</div>`;
}
