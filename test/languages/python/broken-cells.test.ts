import { describe, expect, test } from "vitest";
import { given, readCell, readLast } from "../../harness/python-facts.ts";

const boundIn = (code: string) =>
  readCell(code).statements.flatMap(({ definitions }) => definitions.map(({ name }) => name));

describe("cells that are not Python 3", () => {
  test.each<[title: string, code: string, at: number, message: RegExp]>([
    ["unclosed bracket", "a = 1\nf(a\nb = 2", 6, /not valid Python 3/],
    ["something missing", "x = ", 4, /not valid Python 3/],
    ["unclosed text", "a = 1\nx = 'abc", 10, /not valid Python 3/],
    ["wrong indentation", "x = 1\n  y = 2", 8, /indent/],
    ["else at the wrong column", "if x:\n  y\n else:\n  z", 0, /[Ii]ndentation/],
    ["a block is missing", "def f():\nx = 1", 9, /indented block/],
  ])("%s", (_, code, at, message) => {
    const { diagnostics } = readCell(code);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: "CW401", severity: "error", message: expect.stringMatching(message) });
    expect(diagnostics[0]?.location?.span.start).toBeLessThanOrEqual(code.length);
    if (at > 0) expect(diagnostics[0]?.location?.span.start).toBeGreaterThan(0);
  });

  test.each([
    "print 'a'",
    "print a, b",
    "exec 'a'",
    "a <> b",
    "raise A, 'b'",
    "10L",
    "try:\n  f()\nexcept A, e:\n  print e",
  ])("Python 2: %s", (code) => {
    expect(readCell(code).diagnostics).toMatchObject([
      { severity: "error", message: expect.stringContaining("Python 2") },
    ]);
  });

  test("what stands around an unclosed bracket is read all the same", () => {
    expect(boundIn("a = 1\nb = f(a\nc = 2\ndef g():\n  return c\nd = [1,\n2]\ne = 3")).toEqual([
      "a",
      "c",
      "g",
      "d",
      "e",
    ]);
  });

  test("clauses and decorators stay with their statement", () => {
    const code = "x = (1\n@d\ndef f(): pass\nif a:\n  b = 1\nelse:\n  b = 2\n'''\ntext\n'''";
    const { statements } = readCell(code);
    expect(statements.map(({ kind }) => kind).slice(-3)).toEqual(["function", "compound", "expression"]);
    expect(statements.at(-2)?.definitions).toMatchObject([{ name: "b", certain: true }]);
  });

  test("spans are offsets into the cell", () => {
    const code = "f(\nlong_name = 1";
    const { span } = given(readLast(code).definitions[0]);
    expect(code.slice(span.start, span.end)).toBe("long_name");
  });

  test("places are those in the source, when the code was dedented", () => {
    const source = "    x = 1\n    y = f(\n";
    const { diagnostics } = readCell(source);
    expect(diagnostics[0]?.location?.span.start).toBeGreaterThanOrEqual(source.indexOf("y"));
  });
});

describe("valid cells that could be taken for broken ones", () => {
  test.each([
    "print(1)",
    "print  (1), 2",
    "x = {\n'a': 1}",
    "if a: b; c\nelse: d",
    "\f\nx = 1",
    "lambda: (yield)",
    "try: f()\nexcept (A, B): pass",
    "# only a comment",
    "",
    "if a:\n\n  # c\n  b",
  ])("%j", (code) => {
    expect(readCell(code).diagnostics).toEqual([]);
  });
});

describe("nesting", () => {
  const many = 5000;
  const list = (text: string, separator: string) => Array(many).fill(text).join(separator);

  test.each<[string, string, boolean]>([
    ["brackets", `x = ${"[".repeat(many)}${"]".repeat(many)}`, false],
    ["unclosed brackets", "(".repeat(many), false],
    ["calls", `x${".f()".repeat(many)}`, false],
    ["not", `${"not ".repeat(many)}x`, false],
    ["conditional expressions", `x = ${"a if b else ".repeat(many)}c`, false],
    ["products and quotients in turn", `x = ${list("a * b / c", " * ")}`, false],
    ["sums", `x = ${list("a", " + ")}`, true],
    ["sums and differences", `x = ${list("a - b", " + ")}`, true],
    ["and", list("a", " and "), true],
    ["comparisons", list("a", " < "), true],
    ["adjacent texts", `x = ${list("f'{a}'", " ")}`, true],
    ["elif", `if a: b = 1\n${"elif c: b = 2\n".repeat(many)}`, true],
    ["chained assignment", list("a", " = "), true],
  ])("%s, five thousand deep or long", (_, code, isRead) => {
    const { diagnostics } = readCell(code);
    if (isRead) expect(diagnostics).toEqual([]);
    else expect(diagnostics).toMatchObject([{ code: "CW401", severity: "error" }]);
  });
});
