import { describe, expect, test } from "vitest";
import { readCell, readCells } from "../../harness/python-facts.ts";

const versions = (source: string) => (readCell(source).newerSyntax ?? []).map(({ since }) => since);

describe("syntax that older versions do not have", () => {
  test.each<[string, string, readonly string[]]>([
    ["an assignment in an expression", "if (n := 3):\n    pass", ["3.8"]],
    ["positional-only parameters", "def f(a, /, b):\n    pass", ["3.8"]],
    ["= in an f-string", 'print(f"{x=}", f"{x = !r}")', ["3.8"]],
    ["a comparison in an f-string", 'print(f"{a==b} {a!=b}", f\'{d["="]}\')', []],
    ["builtin generics in an annotation", "def f(a: list[int]):\n    pass", ["3.9"]],
    ["builtin generics inside others", "def f(a: Optional[dict[str, int]]):\n    pass", ["3.9"]],
    ["a union in an annotation", "def f(a: int | None):\n    pass", ["3.10"]],
    ["an annotation that is not evaluated", "def f():\n    a: int | None = None\n    return a", []],
    ["a union of values", "a = b | c\nlist = {}\nlist[1]", []],
    ["match", "match x:\n    case 1:\n        pass", ["3.10"]],
    ["match as a name", "match = re.match('a', 'b')\nprint(match)", []],
    ["except*", "try:\n    pass\nexcept* ValueError:\n    pass", ["3.11"]],
    ["a type statement", "type X = int", ["3.12"]],
    ["type parameters", "def f[T](a: T):\n    pass", ["3.12"]],
    ["division", "x = f(a / b, c)", []],
  ])("%s", (_, source, expected) => {
    expect(versions(source)).toEqual(expected);
  });

  test("annotations that are postponed ask for nothing", () => {
    const [, second] = readCells("from __future__ import annotations", "def f(a: int | None):\n    pass");
    expect(second?.newerSyntax).toBeUndefined();
  });

  test("each kind is told once, at its first place", () => {
    expect(readCell("print(a := 1)\nprint(b := 2)").newerSyntax).toMatchObject([{ span: { start: 6, end: 12 } }]);
  });
});
