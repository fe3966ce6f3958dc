import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { docstringBody, stringLiteral } from "../../src/languages/python/emit/string-literal.ts";
import { askPython, hasPython } from "../languages/python/test-python.ts";

const hostile = [
  "",
  '"',
  '""',
  '"""',
  '""""',
  "'''",
  "\\",
  "\\\\",
  'ends with a quote"',
  "ends with a backslash\\",
  '\\"',
  '\\"""',
  '"\\',
  "\n",
  "\r\n",
  "\r",
  "\t\v\f",
  "\u0000\u0001\u007f\u0085",
  "\u2028\u2029\ufeff",
  "\ud800",
  "\udfff x \ud83d",
  "📈 é 結果",
  "{x} {{x}} %s $x `x`",
  "\\N{DIGIT ONE} \\u0041 \\x41",
  "# not a comment",
];

/** Text as Python sees it after evaluating the source, as UTF-16 code units. */
const evaluate = [
  "-c",
  "import ast, json, sys; print(json.dumps([list(ast.literal_eval(s).encode('utf-16-le', 'surrogatepass')) for s in json.load(sys.stdin)]))",
];

const bytes = (text: string) => [...Buffer.from(text, "utf16le")];

describe.skipIf(!hasPython)("Python reads back what we wrote", () => {
  const piece = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', '"""', "\\", "\n", "\r", "\ud800", "'"));
  const texts = [
    ...hostile,
    ...fc.sample(
      fc.array(piece, { maxLength: 5 }).map((parts) => parts.join("")),
      400,
    ),
  ];

  test("string literals", () => {
    expect(askPython(evaluate, texts.map(stringLiteral))).toEqual(texts.map(bytes));
  });

  const asDocstrings = (these: readonly string[]) =>
    askPython(
      evaluate,
      these.map((text) => `"""${docstringBody(text)}"""`),
    );

  test("docstrings", () => {
    const tame = texts.filter((text) => !text.endsWith('"""'));
    expect(asDocstrings(tame)).toEqual(tame.map(bytes));
  });

  test("docstrings that end with three quotes", () => {
    expect(asDocstrings(['a """'])).toEqual([bytes('a """')]);
  });
});

test("a string literal stays on its line and is plain to read", () => {
  expect(stringLiteral('a "b"\n\té\u001b')).toBe('"a \\"b\\"\\n\\té\\u001b"');
  for (const text of hostile) expect(stringLiteral(text)).not.toMatch(/[\r\n\u2028\u2029]/);
});
