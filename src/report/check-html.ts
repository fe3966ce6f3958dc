import type { CheckReport } from "../policy/types.ts";
import { checkFunnel, type FunnelStage, stageText } from "./check-funnel.ts";
import { detailLines, notebookTable } from "./check-page-data.ts";
import { type CheckTotals, checkTotals, type RuleTotal, ruleTotals, severityText } from "./check-totals.ts";
import { counted } from "./counted.ts";
import { inlinePieces } from "./inline-code.ts";
import { scriptJson } from "./json-text.ts";
import { oneLine } from "./one-line.ts";
import type { DescribedRule } from "./sarif-rules.ts";
import { severityWords } from "./severity-words.ts";
import { withoutSecrets } from "./without-secrets.ts";
import { xmlText } from "./xml-text.ts";

/** What the page needs beside the report: `templates/report/check.css` and `check.js`, and the rules for their explanations. */
export interface CheckPageParts {
  readonly css: string;
  readonly script: string;
  readonly rules: readonly DescribedRule[];
}

/**
 * A check as a page that stands alone. Its policy allows this one script, by its hash, and nothing from outside. Problems
 * lie in the page as one line of JSON for each notebook and are read when somebody opens it, so that thousands of
 * notebooks load at once.
 */
export async function renderCheckHtml(report: CheckReport, parts: CheckPageParts): Promise<string> {
  const shown = withoutSecrets(report);
  const rules = ruleTotals(shown);
  // As the HTML parser would: the hash is of the text that it sees.
  const script = parts.script.replace(/\r\n?/g, "\n");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${await sha256(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Notebook check: ${grouped(severityText(checkTotals(shown))) || "no problems"}</title>
<style>
${parts.css}</style>
</head>
<body>
<main>
${summary(checkTotals(shown))}
${funnel(checkFunnel(shown))}
${ruleSection(rules, parts.rules)}
${notebookSection(rules)}
</main>
<script type="application/json" id="index">${scriptJson(notebookTable(shown, rules))}</script>
<script type="application/x-ndjson" id="details">
${detailLines(shown, rules)}
</script>
<script>${script}</script>
</body>
</html>
`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

/** A sentence with its code in `code` elements. */
function sentence(text: string): string {
  return inlinePieces(oneLine(text))
    .map((piece) => (piece.isCode ? `<code>${xmlText(piece.text)}</code>` : xmlText(piece.text)))
    .join("");
}

function summary(totals: CheckTotals): string {
  const figures = [
    ["notebooks", totals.notebooks, ""],
    ["with problems", totals.withProblems, ""],
    ["errors", totals.error, totals.error > 0 ? "error" : ""],
    ["warnings", totals.warning, totals.warning > 0 ? "warning" : ""],
    ["notes", totals.info, totals.info > 0 ? "info" : ""],
  ] as const;
  const rest = [
    ...(totals.safeFixes > 0 ? [`${totals.safeFixes} can be fixed with <code>--fix</code>`] : []),
    ...(totals.unsafeFixes > 0 ? [`${totals.unsafeFixes} with <code>--unsafe-fixes</code>`] : []),
    ...(totals.allowed > 0 ? [`${totals.allowed} allowed by comments`] : []),
    ...(totals.known > 0 ? [`${totals.known} known from before`] : []),
  ];
  return `<h1>Notebook check</h1>
<ul class="figures">${figures.map(([title, number, style]) => `<li class="${style}"><b>${grouped(number)}</b> ${title}</li>`).join("")}</ul>
${rest.length === 0 ? "" : `<p class="rest">${rest.join("; ")}</p>`}`;
}

/** Numbers as `12,345`, the same on every machine. */
function grouped(text: string | number): string {
  return String(text).replace(/\B(?=(\d{3})+\b)/g, ",");
}

function funnel(stages: readonly FunnelStage[]): string {
  return `<h2>How far they come</h2>
<table class="funnel"><thead class="hidden"><tr><th>stage</th><th>share</th><th>notebooks</th><th>more</th></tr></thead><tbody>
${stages.map(funnelRow).join("\n")}
</tbody></table>`;
}

function funnelRow(stage: FunnelStage): string {
  const { title, passed, asked, note } = stage;
  const share = asked === 0 ? 0 : (passed / asked) * 100;
  const bar = asked === 0 ? "" : `<div class="bar"><div style="width:${share.toFixed(1)}%"></div></div>`;
  return `<tr${asked === 0 ? ' class="unasked"' : ""}><th scope="row">${title}</th><td>${bar}</td><td class="number">${grouped(stageText(stage))}</td><td>${grouped(note)}</td></tr>`;
}

function ruleSection(totals: readonly RuleTotal[], rules: readonly DescribedRule[]): string {
  if (totals.length === 0) return "<p>No rule was broken.</p>";
  const docs = new Map(rules.map((rule) => [rule.code, rule.docs]));
  return `<h2>Rules</h2>
<table class="rules"><thead><tr><th>rule</th><th>severity</th><th class="number">problems</th><th class="number">notebooks</th></tr></thead><tbody>
${totals.map((total, index) => ruleRow(total, index, docs.get(total.code))).join("\n")}
</tbody></table>`;
}

function ruleRow(total: RuleTotal, index: number, docs: DescribedRule["docs"] | undefined): string {
  const { code, name, severity, problems, notebooks } = total;
  const title = `<b>${xmlText(code)}</b> ${sentence(name)}`;
  const text =
    docs === undefined
      ? title
      : `<details><summary>${title}</summary>${[docs.finds, docs.why, docs.mend].map((one) => `<p>${sentence(one)}</p>`).join("")}</details>`;
  const show = `<button type="button" class="link" data-rule="${index}" title="show these notebooks" aria-label="show the ${counted(notebooks, "notebook")} that ${xmlText(code)} is about">${grouped(notebooks)}</button>`;
  return `<tr><td>${text}</td><td><span class="badge ${severity}">${severityWords[severity]}</span></td><td class="number">${grouped(problems)}</td><td class="number">${show}</td></tr>`;
}

function notebookSection(rules: readonly RuleTotal[]): string {
  const options = rules.map(
    ({ code, name }, index) => `<option value="${index}">${xmlText(code)} ${sentence(name)}</option>`,
  );
  return `<h2 id="notebooks">Notebooks</h2>
<noscript><p>The list of notebooks needs JavaScript.</p></noscript>
<form class="filters" id="filters">
<label>Search <input type="search" id="search" placeholder="part of a path" autocomplete="off" spellcheck="false"></label>
<label>Rule <select id="rule"><option value="">any</option>${options.join("")}</select></label>
<label>Show <select id="only"><option value="problems">with problems</option><option value="errors">with errors</option><option value="clean">without problems</option><option value="all" selected>all</option></select></label>
</form>
<div class="pages"><span id="count" role="status" aria-live="polite"></span><span><button type="button" id="previous">previous</button> <button type="button" id="next">next</button></span></div>
<table class="notebooks" id="table"><thead><tr id="columns"></tr></thead><tbody id="rows"></tbody></table>`;
}
