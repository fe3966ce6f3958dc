import { describe, expect, test } from "vitest";
import { definitionsOf, readCell, usesOf } from "../../harness/python-facts.ts";

/** What each version of Python added, with the definitions and uses of all its statements. */
test.each<[version: string, code: string, definitions: string, uses: string]>([
  ["3.5 await and async", "async def f(): await g\nawait f()", "f", "(g) f"],
  ["3.5 unpacking", "x = [*a, *b, {**c, 'k': d}]\nf(*a, **c)", "x", "a b c d f a c"],
  ["3.5 matrix product", "x = a @ b\nx @= c", "x x", "a b x c"],
  ["3.6 underscores in numbers", "x = 1_000 + 0x_ff + 1e1_0j", "x", ""],
  ["3.6 asynchronous comprehensions", "x = [i async for i in a if await f(i)]", "x", "a f?"],
  ["3.8 positional-only parameters", "def f(a, /, b, *, c): return a + b + c", "f", ""],
  ["3.8 walrus", "if (n := len(a)) > 10: print(n)", "n", "len a print?"],
  ["3.8 f-string with =", "f'{a=} {b = !r} {c=:>{w}}'", "", "a b c w"],
  ["3.8 return and yield of an unpacked tuple", "def f(): return 1, *a\ndef g(): yield 1, *b", "f g", "(a) (b)"],
  ["3.8 continue in finally", "for i in r:\n  try: f()\n  finally: continue", "i?", "r f?"],
  ["3.9 any expression as decorator", "@a[0].b(c) or d\ndef f(): pass", "f", "a c d?"],
  ["3.9 union of dicts", "x = a | b\nx |= c", "x x", "a b x c"],
  [
    "3.10 match",
    "match p:\n  case Point(x=0, y=v) if v > w: pass\n  case [1, 2, *_] | None: pass",
    "v?",
    "p Point? w?",
  ],
  ["3.10 match on a tuple", "match a, b:\n  case 1, x: pass\n  case -1, 1 + 2j: pass", "x?", "a b"],
  [
    "3.10 soft keywords as names",
    "match = case = _ = 1\nmatch(case)\ntype = match[case]",
    "match case _ type",
    "match case match case",
  ],
  ["3.10 brackets around with", "with (\n  open(a) as x,\n  open(b) as y,\n): pass", "x y", "open a b"],
  ["3.10 union types", "def f(a: int | None = b) -> C | D: pass", "f", "b int C D"],
  ["3.11 except*", "try: f()\nexcept* (A, B) as e: g(e)", "e?", "f? A? B? g?"],
  ["3.11 star in an index", "x = a[*b, c]", "x", "a b c"],
  ["3.11 star in an annotation", "def f(*args: *Ts): pass", "f", "Ts"],
  ["3.12 type parameters", "def f[T: (A, B), *Ts, **P](x: T): pass", "f", "(A) (B)"],
  ["3.12 type aliases", "type A[T] = list[T] | B", "A", "(list) (B)"],
  ["3.12 quotes inside f-strings", 'f"{a["k"]} {f"{b}"}"', "", "a b"],
  ["3.12 comments and newlines in f-strings", "f'''{\n  a  # note\n}'''", "", "a"],
  ["3.13 defaults of type parameters", "class C[T = int, *Ts = *A, **P = [B]]: pass", "C", "(int) (A) (B)"],
  ["3.14 except without brackets", "try: f()\nexcept A, B: g()", "", "f? A? B? g?"],
  ["3.14 t-strings", "x = t'{a} {b:{c}}'", "x", "a b c"],
])("%s", (_, code, definitions, uses) => {
  const { statements } = readCell(code);
  expect(statements.map(definitionsOf).filter(Boolean).join(" ")).toBe(definitions);
  expect(statements.map(usesOf).filter(Boolean).join(" ")).toBe(uses);
});

describe("names that only look like keywords", () => {
  test.each([
    ["type(x).a = 1", "type x"],
    ["type (x) [0] = y", "y type x"],
    ["print >> f, x", "print f x"],
    ["exec('x')", "exec"],
    ["print", "print"],
    ["async_ = 1", ""],
  ])("%s", (code, uses) => {
    const cell = readCell(code);
    expect(cell.statements.map(usesOf).join(" ").trim().split(" ").sort()).toEqual(uses.split(" ").sort());
    expect(cell.diagnostics).toEqual([]);
  });
});
