import { packageVersion, readTemplates } from "../../disk/package-files.ts";
import type { CheckReport } from "../../policy/types.ts";
import { renderCheckGithub } from "../../report/check-github.ts";
import { renderCheckJson } from "../../report/check-json.ts";
import { renderCheckJunit } from "../../report/check-junit.ts";
import { renderCheckText } from "../../report/check-text.ts";
import { allRules } from "../../rules/all-rules.ts";
import type { CheckFormat } from "./check-options.ts";

/** A report in one of its forms. */
export async function renderCheckAs(report: CheckReport, format: CheckFormat, colour: boolean): Promise<string> {
  switch (format) {
    case "text":
      return renderCheckText(report, colour);
    case "json":
      return renderCheckJson(report);
    case "junit":
      return renderCheckJunit(report);
    case "github":
      return renderCheckGithub(report);
    case "sarif": {
      const { renderCheckSarif } = await import("../../report/check-sarif.ts");
      return renderCheckSarif(report, { version: packageVersion(), rules: allRules, rulesPage: null });
    }
    case "markdown":
      return (await import("../../report/check-markdown.ts")).renderCheckMarkdown(report);
    case "html":
      return renderPage(report);
  }
}

async function renderPage(report: CheckReport): Promise<string> {
  const { renderCheckHtml } = await import("../../report/check-html.ts");
  const parts = readTemplates("report");
  const [css = "", script = ""] = [parts.get("check.css"), parts.get("check.js")];
  return renderCheckHtml(report, { css, script, rules: allRules });
}
