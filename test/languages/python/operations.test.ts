import { describe, expect, test } from "vitest";
import type { Operation } from "../../../src/languages/facts.ts";
import { given, readClass, readFunction, readLast } from "../../harness/python-facts.ts";
import { showExpr, showOperation } from "../../harness/show-facts.ts";

const show = (operations: readonly Operation[]) => operations.map(showOperation);

describe("operations of statements", () => {
  test.each<[code: string, ...operations: string[]]>([
    ["x = y", "x := y"],
    ["a = b = f(x, *y, k=z, **w)", "a := f(x, *y, k=z, **w)", "b := f(x, *y, k=z, **w)"],
    ["a, b = 1, 'x'", "a := 1", 'b := "x"'],
    ["a, (b, *c) = d", "a := each d", "b := each each d", "c := list(each each d)"],
    ["x += y", "x :+= {+ x y}"],
    ["x: int = y", "x := y"],
    ["x: int"],
    ["a[0] = y", "update a (item) y"],
    ["df['k'] = df.a.b", "update df .k (item) df.a.b"],
    ["a.b.c = 1", "update a.b .c (attribute) 1"],
    ["a[f()].b = 1", "update a[f()] .b (attribute) 1"],
    ["a[f(x)] = 1", "evaluate f(x)", "update a (item) 1"],
    ["a.b += 1", "update a .b (augmented) 1"],
    ["a['k'] -= 1", "update a .k (augmented) 1"],
    ["del a, b.c, d[0]", "delete a", "update b .c (delete)", "update d (delete)"],
    ["f(x).g(y)", "evaluate f(x).g(y)"],
    ["x", "evaluate x"],
    ["raise E(x)", "evaluate E(x)"],
    ["assert f(x), g(y)", "evaluate f(x)", "evaluate g(y) ?"],
    ["if f(a):\n  b = 1\nelse:\n  c.d()", "evaluate f(a)", "b := 1 ?", "evaluate c.d() ?"],
    ["if a: pass"],
    [
      "for i, j in f(x):\n  g(i)",
      "i := each each f(x) ?",
      "j := each each f(x) ?",
      "evaluate g(i) ?",
      "again from 0 ?",
    ],
    ["while f(): g()", "evaluate f()", "evaluate g() ?", "again from 0 ?"],
    [
      "a = 1\nfor i in a:\n  for j in i: g(j)",
      "i := each a ?",
      "j := each i ?",
      "evaluate g(j) ?",
      "again from 1 ?",
      "again from 0 ?",
    ],
    ["if a.b: pass", "evaluate a.b"],
    ["if a < b: pass", "evaluate {bool < a b}"],
    ["while True:\n  f()\n  break\n  g()", "evaluate f()", "again from 0 ?"],
    ["with f(x) as a, g(): h(a)", "a := entered f(x)", "evaluate entered g()", "evaluate h(a)"],
    [
      "try: a = f()\nexcept (E, F) as e: g(e)\nfinally: h()",
      "a := f() ?",
      "e := tuple(E, F)() ?",
      "evaluate g(e) ?",
      "delete e ?",
      "evaluate h()",
    ],
    ["match f(x):\n  case [a]: pass\n  case b: pass", "evaluate f(x)", "a := each f(x) ?", "b := f(x) ?"],
    ["import a.b, c.d as e", 'a := __import__("a")', 'e := __import__("c.d")'],
    ["from a.b import c as d", 'd := __import__("a.b").c'],
    ["x = (y := f()) + 1", "y := f()", "x := {+ y 1}"],
    ["x = a and (y := f())", "y := f() ?", "x := (a | y)"],
    ["x = f(a) if g(b) else c", "evaluate g(b)", "x := (f(a) | c)"],
    ["x = [f(i) for i in a if g(i)]", "'i := each a ?", "evaluate g('i) ?", "x := {list comprehension f('i)}"],
    [
      "x = {k: v for k, v in d.items()}",
      "'k := each each d.items() ?",
      "'v := each each d.items() ?",
      "x := {dict comprehension 'k 'v}",
    ],
    ["await f(x)", "evaluate {await f(x)}"],
    ["x = lambda a: a.b(c)", "x := <lambda>{return 'a.b(c)}"],
    ["def f(a): pass", "define f"],
    ["class C: pass", "define C"],
    ["type A = int", "A := {type}"],
    ["global x"],
  ])("%s", (code, ...operations) => {
    expect(show(readLast(code).operations)).toEqual(operations);
  });
});

describe("shapes of expressions", () => {
  test.each([
    ["a + b + c * d", "{+ a b {* c d}}"],
    ["a - b + c", "{+ a b c}"],
    ["-a", "{- a}"],
    ["-1.5e3", "-1500"],
    ["0x_ff", "255"],
    ["2j", "<complex>"],
    ["10**400", "{** 10 400}"],
    ["not a", "{bool not a}"],
    ["a < b <= c", "{bool < <= a b c}"],
    ["a not in b", "{bool not in a b}"],
    ["a or b", "(a | b)"],
    ["a[1:b, ::2]", "a[tuple({slice 1 b}, {slice 2})]"],
    ["a[b,]", "a[tuple(b)]"],
    ["(a)", "a"],
    ["a,", "tuple(a)"],
    ["[a, *b]", "list(a, each b)"],
    ["{**a, 'b': c}", 'dict(each a, "b", c)'],
    ["{a}", "set(a)"],
    ["f'{a} {b!r:{c}}'", '{str f-string a " " {str format b c}}'],
    ["f'{{{a=}\\n'", '{str f-string "{" {str spelled a} "\\n"}'],
    ["'a' f'{b}' 'c'", '{str f-string "a" b "c"}'],
    ["'a' \"b\"", '"ab"'],
    ["r'\\n'", '"\\\\n"'],
    ["'\\x41\\u00e9\\n\\101\\q'", '"AéU\\nA\\\\q"'.replace("U", "")],
    ["'\\N{BULLET}'", "<str>"],
    ["b'a'", "<bytes>"],
    ["True", "true"],
    ["None", "<none>"],
    ["...", "<ellipsis>"],
    ["(x for x in a)", "{generator comprehension 'x}"],
  ])("%s", (code, shape) => {
    expect(showExpr(given(readLast(code).display))).toBe(shape);
  });
});

describe("operations of functions", () => {
  const body = (code: string) => show(readFunction(code).operations);

  test.each<[code: string, ...operations: string[]]>([
    ["def f(a, b=1):\n  c = a + g\n  return c", "'c := {+ 'a g}", "return 'c"],
    ["def f():\n  global x\n  x = 1", "x := 1"],
    ["def f(a):\n  if a: return 1\n  g()", "return 1 ?", "evaluate g() ?"],
    ["def f(a):\n  if a: raise E\n  g()", "evaluate g()"],
    ["def f(a):\n  for i in a:\n    if i: break\n  g()", "'i := each 'a ?", "again from 0 ?", "evaluate g()"],
    ["def f():\n  x = yield a\n  yield from b\n  yield", "yield a", "'x := {yield}", "yield each b", "yield <none>"],
    ["def f():\n  import a.b as c\n  c.d()", '\'c := __import__("a.b")', "evaluate 'c.d()"],
    ["def f():\n  def g(): pass\n  return g", "define 'g", "return 'g"],
    ["def f(df):\n  df['a'] = 1\n  df.b = 2", "update 'df .a (item) 1", "update 'df .b (attribute) 2"],
    ["def f():\n  return\n  g()", "return <none>"],
  ])("%s", (code, ...operations) => {
    expect(body(code)).toEqual(operations);
  });

  test("methods keep their written name", () => {
    const { methods, operations } = readClass("class C:\n  def __m(self): pass\n  x = 1");
    expect(methods.map(({ name }) => name)).toEqual(["__m"]);
    expect(show(operations)).toEqual(["'x := 1"]);
  });
});
