import { describe, expect, test } from "vitest";
import type { Diagnostic, Severity } from "../../src/diagnostics/types.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { applyPolicy } from "../../src/policy/apply-policy.ts";

const names: Readonly<Record<string, string>> = { CW212: "absolute-path", CW101: "use-before-definition" };
const ruleOf = (code: string) => ({ code, name: names[code] ?? code });
const asIs = (_: object, own: Severity) => own;
const known = ["CW101", "CW106", "CW212", "CW621"].map(ruleOf);

/** Judges a CW212 at the given text of one cell; what is told, and how many are allowed. */
function judge(source: string, text: string, code = "CW212") {
  const { notebook } = readNotebook(`# %%\n${source}\n# %%\nother = 1\n`, "a.py");
  const cells = notebook?.cells ?? [];
  const start = (cells[0]?.source ?? "").indexOf(text);
  const location = { cell: 0, span: { start, end: start + text.length } };
  const diagnostic: Diagnostic = { code, severity: "warning", message: "", location };
  const { told, allowed } = applyPolicy([diagnostic], cells, ruleOf, asIs, known);
  return { told: told.map((one) => one.code), allowed: allowed.length };
}

describe("a comment allows", () => {
  test.each([
    ["behind strings", "c = \"it's\"; b = '/x'  # cellwright: allow CW212", "'/x'"],
    ["beside the line", 'a = 1\nb = "/x"  # cellwright: allow CW212 shared disk', '"/x"'],
    ["by name", 'b = "/x"  # cellwright: allow absolute-path', '"/x"'],
    ["by family", 'b = "/x"  # cellwright: allow CW2', '"/x"'],
    ["one of several", 'b = "/x"  # cellwright: allow CW101, CW212 why not', '"/x"'],
    ["above the line", '# cellwright: allow CW212 shared disk\nb = "/x"', '"/x"'],
    ["above other comments", '# cellwright: allow CW212\n# a note\n\nb = "/x"', '"/x"'],
    ["on the last line of what it is about", 'b = f(\n  "/x",\n)  # cellwright: allow CW212', 'b = f(\n  "/x",\n)'],
    ["for the cell", '# cellwright: allow-cell CW212\na = 1\nb = "/x"', '"/x"'],
    ["for the file", 'a = 1\nb = "/x"\n# cellwright: allow-file CW212 all of it', '"/x"'],
  ])("%s", (_, source, text) => {
    expect(judge(source, text)).toEqual({ told: [], allowed: 1 });
  });

  test.each([
    ["another line", '# cellwright: allow CW212\na = 1\nb = "/x"', '"/x"'],
    ["another rule", 'b = "/x"  # cellwright: allow CW101', '"/x"'],
    ["in a string", 'b = "/x  # cellwright: allow CW212"', '"/x'],
    ["in a long string", 'b = """/x\n# cellwright: allow CW212\n"""', '"""/x'],
    ["half a code", 'b = "/x"  # cellwright: allow CW2120', '"/x"'],
  ])("not %s, and is told itself", (_, source, text) => {
    const { told, allowed } = judge(source, text);
    expect(allowed).toBe(0);
    expect(told[0]).toBe("CW212");
  });

  test("what is about the whole cell, from any of its lines", () => {
    const { notebook } = readNotebook("# %%\na = 1\n# cellwright: allow CW621 made up\n", "a.py");
    const location = { cell: 0, span: { start: 0, end: 0 } };
    const diagnostic: Diagnostic = { code: "CW621", severity: "error", message: "", location };
    expect(applyPolicy([diagnostic], notebook?.cells ?? [], ruleOf, asIs, known)).toMatchObject({
      told: [],
      allowed: [{}],
    });
  });
});

test("a comment that allows nothing is told, with a fix", () => {
  const { notebook } = readNotebook("# %%\na = 1  # cellwright: allow CW212 once\n", "a.py");
  const { told } = applyPolicy([], notebook?.cells ?? [], ruleOf, asIs, known);
  expect(told).toMatchObject([{ code: "CW450", severity: "info", fix: { safety: "safe" } }]);
});

test("configuration weighs what is told, and leaves out what is off", () => {
  const diagnostics: readonly Diagnostic[] = [
    { code: "CW101", severity: "error", message: "" },
    { code: "CW212", severity: "error", message: "" },
  ];
  const { told } = applyPolicy(diagnostics, [], ruleOf, ({ code }) => (code === "CW101" ? "info" : null), known);
  expect(told).toEqual([{ code: "CW101", severity: "info", message: "" }]);
});

test.each([
  "# cellwright: alow CW212",
  "# cellwright: allow cw212",
  "# cellwright:allow",
  "# cellwright: ignore CW212",
  "# cellwright allow CW212",
  "# Cell-Wright: allow CW212",
  "# cellwright: allow absolutepath",
  "# cellwright: allow CW999",
  "# cellwright: allow no-such-rule",
])("a comment that is not understood is told: %s", (comment) => {
  const { notebook } = readNotebook(`# %%\na = 1  ${comment}\n`, "a.py");
  const { told } = applyPolicy([], notebook?.cells ?? [], ruleOf, asIs, known);
  expect(told).toMatchObject([{ code: "CW451", severity: "warning", location: { cell: 0, span: { start: 7 } } }]);
});

test.each([
  "# made with cellwright 0.1",
  "# cellwright checks this",
  "'# cellwright: alow CW212'",
  "# https://cellwright.example/allow",
])("prose is no such comment: %s", (text) => {
  const { notebook } = readNotebook(`# %%\na = 1\n${text}\n`, "a.py");
  expect(applyPolicy([], notebook?.cells ?? [], ruleOf, asIs, known).told).toEqual([]);
});
