import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { CheckReport } from "../../src/policy/types.ts";
import { renderCheckSarif, type SarifSource } from "../../src/report/check-sarif.ts";
import { artifactAddress } from "../../src/report/sarif-uri.ts";
import { allRules } from "../../src/rules/all-rules.ts";
import { notebook, place, problem, varied } from "./check-reports.ts";
import { realReport } from "./real-reports.ts";

const source: SarifSource = { version: "1.2.3", rules: allRules, rulesPage: "https://example.org/docs/rules.md" };
const sarif = (report: CheckReport, from = source) => JSON.parse(renderCheckSarif(report, from));

/** SARIF's own schema. It is of draft 4, of which it uses nothing but `id` that later drafts do not have. */
function sarifSchema(): object {
  const text = readFileSync(path.join(import.meta.dirname, "fixtures", "sarif-2.1.0-rtm.5.json"), "utf8");
  const { $schema, id, ...schema } = JSON.parse(text);
  expect($schema).toBe("http://json-schema.org/draft-04/schema#");
  expect(id).toMatch(/sarif-2\.1\.0/);
  return schema;
}

const formats = {
  uri: (text: string) => /^[a-z][a-z0-9+.-]*:/i.test(text) && URL.canParse(text) && !/[^!-~]/.test(text),
  "uri-reference": (text: string) =>
    /^([!#$&-;=?-[\]_a-z~]|%[0-9a-f]{2})+$/i.test(text) && URL.canParse(text, "file:///x/"),
  "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
};
const validate = new Ajv({ allErrors: true, strictSchema: true, unicodeRegExp: false, formats }).compile(sarifSchema());

describe("logs are as SARIF's schema says", () => {
  const odd = [
    "/abs/ü b.ipynb",
    "C:/x/y.ipynb",
    "a:b.ipynb",
    "../up.py",
    "100%/#1?.ipynb",
    "\ud800.ipynb",
    "./here.ipynb",
  ];
  test.each<readonly [string, CheckReport]>([
    ["something of everything", varied],
    ["nothing", { notebooks: [] }],
    ["odd paths", { notebooks: odd.map((name) => notebook(name, [problem({ place: place(1, "«x»") })])) }],
  ])("%s", (_, report) => {
    validate(sarif(report));
    expect(validate.errors).toBeNull();
    validate(sarif(report, { ...source, rules: [], rulesPage: null }));
    expect(validate.errors).toBeNull();
  });

  test("real notebooks", async () => {
    const log = sarif(await realReport());
    validate(log);
    expect(validate.errors).toBeNull();
    const { results, tool } = log.runs[0];
    expect(results.length).toBeGreaterThan(50);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test("and what is not is refused", () => {
    const log = sarif(varied);
    log.runs[0].results[0].level = "bad";
    expect(validate(log)).toBe(false);
  });
});

test("a result says where it is in the file and in the notebook", () => {
  const { runs } = sarif(varied);
  const [run] = runs;
  expect([run.columnKind, run.invocations, run.artifacts[1]]).toEqual([
    "unicodeCodePoints",
    [{ executionSuccessful: true }],
    {
      location: { uri: "sales/report.ipynb", uriBaseId: "%SRCROOT%" },
      roles: ["analysisTarget"],
      mimeType: "application/x-ipynb+json",
    },
  ]);
  const artifactLocation = { uri: "sales/report.ipynb", uriBaseId: "%SRCROOT%", index: 1 };
  expect(run.results[1]).toEqual({
    ruleId: "CW101",
    ruleIndex: run.tool.driver.rules.findIndex(({ id }: { id: string }) => id === "CW101"),
    level: "error",
    message: {
      text: "Cell 2, line 1: `total` is used before it is defined. Help: move the definition of `total` above this cell",
    },
    locations: [
      {
        physicalLocation: { artifactLocation, region: { startLine: 20, startColumn: 12, endLine: 20, endColumn: 17 } },
        logicalLocations: [{ name: "cell 2", fullyQualifiedName: "sales/report.ipynb#id-2", kind: "cell" }],
      },
    ],
    relatedLocations: [
      {
        id: 0,
        physicalLocation: { artifactLocation, region: { startLine: 30, startColumn: 6, endLine: 30, endColumn: 11 } },
        logicalLocations: [{ name: "cell 3", fullyQualifiedName: "sales/report.ipynb#id-3", kind: "cell" }],
        message: { text: "Cell 3, line 1: `total` is defined here" },
      },
    ],
    partialFingerprints: { "cellwright/v1": "0123456789abcdef", primaryLocationLineHash: "0123456789abcdef:1" },
    properties: {
      cell: 2,
      cellRegion: { startLine: 1, startColumn: 7, endLine: 1, endColumn: 12 },
      fix: { title: "move cell 3 above cell 2", safety: "unsafe" },
    },
  });
  expect(run.results[0].locations).toEqual([{ physicalLocation: { artifactLocation, region: { startLine: 1 } } }]);
});

test("what has the same fingerprint is told apart", () => {
  const { runs } = sarif({
    notebooks: [notebook("a.ipynb", [problem(), problem()]), notebook("b.ipynb", [problem()])],
  });
  const hashes = runs[0].results.map(
    (one: Record<string, Record<string, string>>) => one.partialFingerprints?.primaryLocationLineHash,
  );
  expect(hashes).toEqual(["0123456789abcdef:1", "0123456789abcdef:2", "0123456789abcdef:1"]);
});

test("rules are described, those of another origin by their name", () => {
  const rules = sarif({ notebooks: [notebook("a.ipynb", [problem({ code: "CW499", name: "broken-thing" })])] }).runs[0]
    .tool.driver.rules;
  const [first] = rules;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(
    [...new Set([...allRules.map(({ code }) => code), "CW499"])].sort(),
  );
  expect(first).toMatchObject({
    id: "CW101",
    name: "use-before-definition",
    helpUri: "https://example.org/docs/rules.md#cw101-use-before-definition",
    defaultConfiguration: { level: "error" },
    properties: { tags: ["order"], "problem.severity": "error" },
  });
  expect(first.help.markdown).toMatch(
    /^# CW101 use-before-definition\n\n.*\n\n\*\*Found\*\* in:\n\n```python\n# %%\n/s,
  );
  expect(rules.find(({ id }: { id: string }) => id === "CW499")).toEqual({
    id: "CW499",
    name: "broken-thing",
    shortDescription: { text: "broken thing" },
    helpUri: "https://example.org/docs/rules.md#cw499-broken-thing",
    defaultConfiguration: { level: "error" },
    properties: { tags: ["file"], "problem.severity": "error" },
  });
});

test("a message makes no links", () => {
  const { runs } = sarif({
    notebooks: [notebook("a.ipynb", [problem({ message: "[click](https://evil.example) x[0](y)" })])],
  });
  expect(runs[0].results[0].message.text).toBe("[click] (https://evil.example) x[0] (y)");
});

test.each([
  ["a/b c.ipynb", { uri: "a/b%20c.ipynb", uriBaseId: "%SRCROOT%" }],
  ["./a.py", { uri: "a.py", uriBaseId: "%SRCROOT%" }],
  ["a:b.ipynb", { uri: "a%3Ab.ipynb", uriBaseId: "%SRCROOT%" }],
  ["/x/ü.ipynb", { uri: "file:///x/%C3%BC.ipynb" }],
  ["C:/x/#.ipynb", { uri: "file:///C:/x/%23.ipynb" }],
  ["\ud800", { uri: "%EF%BF%BD", uriBaseId: "%SRCROOT%" }],
])("the address of %j", (name, address) => {
  expect(artifactAddress(name)).toEqual(address);
});
