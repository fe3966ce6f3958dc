import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckReport } from "../../src/policy/types.ts";
import { renderCheckJunit } from "../../src/report/check-junit.ts";
import { notebook, place, problem, varied } from "./check-reports.ts";
import { realReport } from "./real-reports.ts";

test("a suite for each notebook, a case for each rule that it breaks", () => {
  expect(renderCheckJunit(varied)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cellwright check" tests="4" failures="2" errors="0">
  <testsuite name="clean.ipynb" tests="1" failures="0" errors="0" skipped="0" time="1.250" file="clean.ipynb">
    <testcase classname="clean.ipynb" name="clean"/>
  </testsuite>
  <testsuite name="sales/report.ipynb" tests="3" failures="2" errors="0" skipped="0" time="1.250" file="sales/report.ipynb">
    <testcase classname="sales/report.ipynb" name="CW410 old-format">
      <system-out>note: The file has format 3.</system-out>
    </testcase>
    <testcase classname="sales/report.ipynb" name="CW101 use-before-definition">
      <failure type="error" message="\`total\` is used before it is defined. (and 1 more place)">cell 2, line 1: error: \`total\` is used before it is defined.
    print(total)
cell 3, line 1: \`total\` is defined here
help: move the definition of \`total\` above this cell

cell 5, line 1: error: \`total\` is used before it is defined.
    total</failure>
    </testcase>
    <testcase classname="sales/report.ipynb" name="CW203 unseeded-draw">
      <failure type="warning" message="\`rng\` has no seed.">cell 4, line 1: warning: \`rng\` has no seed.
    x = rng()</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
});

const xmllint = process.env.XMLLINT ?? "xmllint";
const hasXmllint = spawnSync(xmllint, ["--version"]).status === 0;
const why = hasXmllint ? "" : " (no xmllint: Debian has it in libxml2-utils; XMLLINT names another one)";
const schema = path.join(import.meta.dirname, "fixtures", "junit-10.xsd");

describe.skipIf(!hasXmllint)(`Jenkins's schema accepts${why}`, async () => {
  const nasty = "<b>&\"'\u0000\u001b\ud800]]>\r\n\t\ufffe";
  test.each<readonly [string, CheckReport]>([
    ["something of everything", varied],
    ["nothing", { notebooks: [] }],
    ["real notebooks", await realReport()],
    [
      "texts that are no XML",
      {
        notebooks: [
          notebook(nasty, [problem({ name: nasty, message: nasty, hint: nasty, place: place(1, `${nasty}«x»`) })]),
        ],
      },
    ],
  ])("%s", (_, report) => {
    const folder = mkdtempSync(path.join(tmpdir(), "junit-"));
    try {
      const file = path.join(folder, "report.xml");
      writeFileSync(file, renderCheckJunit(report));
      const { status, stderr } = spawnSync(xmllint, ["--noout", "--nonet", "--schema", schema, file], {
        encoding: "utf8",
      });
      expect([status, stderr]).toEqual([0, `${file} validates\n`]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
