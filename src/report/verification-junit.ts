import type { Verification, VerifiedItem } from "../verify/types.ts";
import { itemTitle, originText, placeText, sourceLineText, verdictText } from "./verification-words.ts";
import { xmlText } from "./xml-text.ts";

/**
 * The verifications of a project's notebooks as JUnit XML: a test suite for each step, a test case for each thing that was compared.
 */
export function renderVerificationJunit(reports: readonly Verification[]): string {
  const [first] = reports;
  const failed = first === undefined || first.pipelineFailure === null ? [] : [pipelineSuite(first)];
  const count = (verdict: keyof Verification["counts"]) =>
    reports.reduce((sum, { counts }) => sum + counts[verdict], 0);
  const skipped = count("unstable") + count("notCompared");
  const all = count("equal") + count("differs") + skipped + failed.length;
  const totals = `tests="${all}" failures="${count("differs")}" errors="${failed.length}" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlText(first?.package ?? "")}" ${totals} time="${first?.seconds.total ?? 0}">`,
    ...failed,
    ...reports.flatMap(suitesOf),
    "</testsuites>",
    "",
  ].join("\n");
}

function suitesOf(report: Verification): readonly string[] {
  const suites = [
    ...report.steps.map((step) => ({ name: step.name, items: step.items })),
    ...(report.rest.length > 0 ? [{ name: "the whole", items: report.rest }] : []),
  ];
  return suites.map(({ name, items }) => suite(report, name, items));
}

function pipelineSuite(report: Verification): string {
  const { step, text } = report.pipelineFailure ?? { step: null, text: "" };
  return [
    '  <testsuite name="run" tests="1" failures="0" errors="1" skipped="0">',
    `    <testcase classname="${xmlText(`${report.package}.run`)}" name="${xmlText(step ?? "the pipeline")}">`,
    `      <error message="${xmlText(verdictText(report))}">${xmlText(text)}</error>`,
    "    </testcase>",
    "  </testsuite>",
  ].join("\n");
}

function suite(report: Verification, name: string, items: readonly VerifiedItem[]): string {
  const count = (...verdicts: readonly VerifiedItem["verdict"][]) =>
    items.filter((item) => verdicts.includes(item.verdict)).length;
  const totals = `tests="${items.length}" failures="${count("differs")}" errors="0" skipped="${count("unstable", "notCompared")}"`;
  const cases = items.map((item) => {
    const head = `    <testcase classname="${xmlText(`${report.package}.${name}`)}" name="${xmlText(itemTitle(item))}"`;
    const inner = outcome(report, item);
    return inner === null ? `${head}/>` : `${head}>\n      ${inner}\n    </testcase>`;
  });
  return [`  <testsuite name="${xmlText(name)}" ${totals}>`, ...cases, "  </testsuite>"].join("\n");
}

function outcome(report: Verification, item: VerifiedItem): string | null {
  switch (item.verdict) {
    case "equal":
      return null;
    case "differs":
      return `<failure message="${xmlText(failureMessage(item))}">${xmlText(failureText(report, item))}</failure>`;
    case "unstable":
      return `<skipped message="${xmlText(`unstable: ${item.cause?.explanation ?? ""}`)}"/>`;
    case "notCompared":
      return `<skipped message="${xmlText(`not compared: ${item.reason ?? ""}`)}"/>`;
  }
}

function failureMessage({ difference }: VerifiedItem): string {
  if (difference === null) return "differs";
  const sides =
    difference.notebook === "" ? difference.pipeline : `${difference.notebook} became ${difference.pipeline}`;
  return [placeText(difference), sides].filter((part) => part !== "").join(": ");
}

function failureText({ firstDivergence }: Verification, item: VerifiedItem): string {
  const isFirst = firstDivergence?.item === item;
  const lines = [
    ...(isFirst ? ["first difference"] : []),
    ...(item.changedAt === null ? [] : [sourceLineText(item.changedAt)]),
    ...(isFirst && firstDivergence !== null ? [originText(firstDivergence) ?? ""] : []),
  ];
  return lines.filter((line) => line !== "").join("\n");
}
