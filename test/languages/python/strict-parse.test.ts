import { describe, expect, it } from "vitest";
import { findPython2, python2Diagnostic } from "../../../src/languages/python/find-python2.ts";
import { isExpression, strictParse } from "../../../src/languages/python/strict-parse.ts";

describe("strictParse", () => {
  it.each([
    "",
    "x = 1",
    "match x:\n    case [a, *_]: pass",
    "f'{x!r:>{w}}'",
    "async def f():\n    await g()",
    "type A[T] = list[T]",
  ])("takes %j", (code) => expect(strictParse(code)).toBeNull());

  it.each<[string, number, number]>([
    ["x = = 1", 1, 4],
    ["x = 1\ny = )", 2, 4],
    ["é = 1; y = = 2", 1, 11],
    ["'😀'; y = = 2", 1, 10],
    ["x = `a`", 1, 4],
  ])("finds the problem of %j at %i:%i", (code, line, column) => {
    expect(strictParse(code)).toEqual({ line, column, message: expect.stringMatching(/^[A-Z]/) });
  });

  it.each<[string, boolean]>([
    ["a", true],
    ["a.b[0]", true],
    ["a if b else c", true],
    ["lambda: 1", true],
    ["a, b", true],
    ["class", false],
    ["a = 1", false],
    ["print $1", false],
    ["yield a", false],
    ["a) or (b", false],
    ["*a", false],
    ["a := 1", false],
    ["", false],
  ])("isExpression of %j is %j", (text, expected) => expect(isExpression(text)).toBe(expected));
});

describe("findPython2", () => {
  it.each<[string, string | null]>([
    ["print 'a'", "print 'a'"],
    ["x = 1\nif x: print x, y", "print"],
    ["print >>f, x", "print"],
    ["exec 'x = 1'", "exec"],
    ["try:\n    a\nexcept ValueError, e:\n    b", "except ValueError, e"],
    ["try:\n    a\nexcept (A, B), e:\n    b", "except (A, B), e"],
    ["raise ValueError, 'no'", "raise ValueError, 'no'"],
    ["x = `y`", "`y`"],
    ["if a <> b: c", "<>"],
    ["x = 0777", "0777"],
    ["x = 10L", "10L"],
    ["x = ur'a'", "ur"],
    ["print('a')", null],
    ["print", null],
    ["print = 3", null],
    ["print\nx", null],
    ["'print x'", null],
    ["# print x", null],
    ["'''\nprint x\n'''", null],
    ["x.print_ 3", null],
    ["exec(code)", null],
    ["except_ = a, b", null],
    ["x = 1.0e-07 + 1E+07", null],
    ["born 2012-01-05 at 10:05", null],
    ["x = 0o17 + 00 + 0.5 + 1e10 + 0x10", null],
    ["raise ValueError('a, b')", null],
  ])("in %j: %j", (code, expected) => {
    const [first] = findPython2(code);
    if (expected === null) expect(first).toBeUndefined();
    else expect(expected).toContain(code.slice(first?.span.start, first?.span.end).replace(/\s+$/, "") || "missing");
  });

  it("makes one diagnostic of a cell", () => {
    const diagnostic = python2Diagnostic("print 'a'\nprint 'b'", 4, null);
    expect(diagnostic).toMatchObject({
      code: "CW311",
      severity: "error",
      location: { cell: 4, span: { start: 0, end: 5 } },
    });
    expect(diagnostic?.message).toContain("1 more");
    expect(python2Diagnostic("print('a')", 4, null)).toBeNull();
  });
});
