import { describe, expect, test } from "vitest";
import {
  definitionsOf,
  deletionsOf,
  given,
  readCells,
  readClass,
  readFunction,
  readLast,
  usesOf,
} from "../../harness/python-facts.ts";

/** Title, code, definitions, uses, deletions of its last statement (see the harness for the notation). */
type Row = readonly [title: string, code: string, definitions: string, uses: string, deletions?: string];

const rows: readonly Row[] = [
  ["a binding anywhere makes a name local", "def f():\n  print(x)\n  x = 1", "f", "(print)"],
  ["a name that is not bound is free", "def f():\n  return x", "f", "(x)"],
  ["parameters are local", "def f(a, /, b, *c, d, **e):\n  a, b, c, d, e", "f", ""],
  ["a class scope is invisible to its methods", "class C:\n  x = 1\n  def m(self): return x", "C", "(x)"],
  ["a class scope is invisible to comprehensions", "class C:\n  x = 1\n  y = [x for _ in z]", "C", "z x?"],
  ["but the first iterable is evaluated in the class", "class C:\n  x = 1\n  y = [i for i in x]", "C", ""],
  ["a class reads globals before it binds the name", "class C:\n  x = x", "C", "x"],
  ["also past an enclosing function", "def f():\n  x = 1\n  class C:\n    x = x\n  return C", "f", "(x)"],
  [
    "a class that does not bind it reads the function's",
    "def f():\n  x = 1\n  class C:\n    y = x\n  return C",
    "f",
    "",
  ],
  ["bound in the class on one path only", "class C:\n  if a: x = 1\n  y = x", "C", "a x"],
  ["a method of a class may bind a global", "class C:\n  def m(self):\n    global x\n    x = y", "C", "(y)"],
  ["global in a class body", "class C:\n  global x\n  x = 1", "x C", ""],
  ["__class__ in a method is no global", "class C:\n  def m(self): return __class__", "C", ""],
  ["__module__ and __qualname__ are given", "class C:\n  x = __module__ + __qualname__", "C", ""],
  ["the first iterable is evaluated outside", "[x for x in x]", "", "x"],
  ["other iterables inside", "[y for x in a for y in x]", "", "a"],
  ["what a comprehension reads may never be read", "[x + k for x in a if b]", "", "a b? k?"],
  ["comprehension variables do not leak", "[i for i in a]; i", "", "i"],
  ["a walrus in a comprehension leaks, never for certain", "[y := f(x) for x in a]", "y?", "a f?"],
  ["a walrus in a function is local", "def f():\n  if (n := g()): return n", "f", "(g)"],
  ["a walrus in a condition is certain", "if (n := f()) > 3: print(n)", "n", "f print?"],
  ["a walrus after `and` is bound where all held", "if a and (m := f(a)): m.group()", "m?", "a f?"],
  ["a walrus after `or` is bound where none held", "if a or (m := f(a)): pass\nelse: m.group()", "m?", "a f?"],
  ["a walrus under `not`", "while not (a and (m := f())): print(m)", "m", "a f print? m?"],
  ["decorators, defaults, annotations are read at once", "@d\ndef f(a: T = v) -> R:\n  return b", "f", "d v T R (b)"],
  ["bases, keywords and decorators of a class as well", "@d\nclass C(B, metaclass=M): pass", "C", "d B M"],
  ["lambda: defaults now, body later", "f = lambda a, b=x: a + b + y", "f", "x (y)"],
  ["a lambda that calls itself", "f = lambda n: f(n - 1)", "f", ""],
  ["a lambda that is called at once", "x = (lambda: x)()", "x", "(x)"],
  ["a function that calls itself", "def f(n):\n  return f(n - 1)", "f", ""],
  ["nested functions: free names bubble up", "def f():\n  a = 1\n  def g():\n    return a + b\n  return g", "f", "(b)"],
  ["nonlocal is the function's", "def f():\n  a = 1\n  def g():\n    nonlocal a\n    a = b", "f", "(b)"],
  [
    "global in a nested function skips the function",
    "def f():\n  x = 1\n  def g():\n    global x\n    return x",
    "f",
    "(x)",
  ],
  ["an annotation alone binds nothing", "x: int", "", "int"],
  ["but makes the name local in a function", "def f():\n  x: T\n  return x", "f", ""],
  ["local annotations are not evaluated", "def f():\n  x: T = 1\n  return x", "f", ""],
  ["except ... as deletes the name", "try: f()\nexcept E as e: print(e)", "e?", "f? E? print?", "e?"],
  ["and that is seen by what follows inside", "try: f()\nexcept E as e: pass\nelse: pass\n", "e?", "f? E?", "e?"],
  ["del un-binds", "del a, (b, c[i])", "", "c i", "a b"],
  ["del and bind again", "if t:\n  del a\n  a = 1", "a?", "t"],
  ["bind and del again", "for i in r:\n  x = i\n  del x", "i? x?", "r", "x?"],
  [
    "a name that the loop deletes is not bound in its next turn",
    "for i in r:\n  print(x)\n  x = 1\n  del x",
    "i? x?",
    "r print? x?",
    "x?",
  ],
  ["mangled in a class", "class C:\n  def m(self): return __x", "C", "(_C__x)"],
  ["not mangled with two underscores behind", "class C:\n  y = __x__", "C", "__x__"],
  ["NFKC: one name", "ﬁ = 1; fi", "", "fi"],
  ["import a.b binds a", "import a.b, c.d as e", "a e", ""],
  ["from-import binds the member", "from a.b import c, d as e", "c e", ""],
  ["star import binds unknown names", "from a import *", "", ""],
  ["augmented assignment reads and binds", "x += y", "x", "x y"],
  ["f-string fields and nested specifications", 'f"{a!r:>{w}.{p}} {b=} {{c}}"', "", "a w p b"],
  ["f-string of f-strings", "f\"{f'{x}'} {d['k']}\"", "", "x d"],
  ["t-string", 't"{a} {b:{c}}"', "", "a b c"],
  ["conditional expression", "x = a if c else b", "x", "c a? b?"],
  ["both sides of a conditional expression", "a if c else a", "", "c a"],
  ["and, or", "a and b or c", "", "a b? c?"],
  ["chained comparison", "a < b < c", "", "a b c?"],
  ["assert message", "assert a, b", "", "a b?"],
  ["targets with expressions", "a[i].b, (c, *d) = e", "c d", "e a i"],
  ["chained assignment", "a = b = c", "a b", "c"],
  ["a target is bound before the next is read", "i = a[i] = 1", "i", "a"],
  ["generator in a call is read now", "sum(x * k for x in a)", "", "sum a k?"],
  ["a generator that is kept is read later as well", "g = (x * k for x in a)", "g", "a k? (k)"],
  ["type parameters are local", "def f[T: B, *Ts, **P](a: T) -> list[T]: return c", "f", "list (B) (c)"],
  ["type parameters of a class", "class C[T](Base[T]):\n  x: T\n  def m(self) -> T: return T", "C", "Base"],
  ["type alias is evaluated on demand", "type X[T] = dict[T, Y]", "X", "(dict) (Y)"],
  ["defaults of type parameters", "class C[T = D](B): pass", "C", "(D) B"],
  ["`type` as a function", "type(x).a = y", "", "y type x"],
  ["star arguments", "f(*a, k=b, **c)", "", "f a b c"],
  ["slices", "a[b:c, ::d]", "", "a b c d"],
  ["keyword names, attributes and dict keys are no names", "f(a=b).c = {'d': e}", "", "e f b"],
];

describe("scoping rules", () => {
  const complete = rows.map(
    ([title, code, definitions, uses, deletions = ""]) => [title, code, definitions, uses, deletions] as const,
  );

  test.each(complete)("%s", (_, code, definitions, uses, deletions) => {
    const statement = readLast(code);
    expect({
      definitions: definitionsOf(statement),
      uses: usesOf(statement),
      deletions: deletionsOf(statement),
    }).toEqual({
      definitions,
      uses,
      deletions,
    });
  });

  test("`from __future__ import annotations` postpones annotations of this and all later cells", () => {
    const code = "def f(a: T) -> R: return b";
    const cells = readCells(code, "from __future__ import annotations", code, "x: T = 1");
    expect(cells.map(({ statements }) => usesOf(given(statements[0])))).toEqual(["T R (b)", "", "(T) (R) (b)", "(T)"]);
    expect(cells[2]?.statements[0]?.function?.freeNames).toEqual(["b"]);
  });
});

describe("functions and classes", () => {
  test("free names and assigned globals, nested ones included", () => {
    const facts = readFunction(
      "def f(a):\n  global g\n  g = a\n  def h(): return [b for c in d]\n  return lambda: g + e + h()",
    );
    expect([...facts.freeNames].sort()).toEqual(["b", "d", "e"]);
    expect(facts.assignsGlobals).toEqual(["g"]);
  });

  test("a global is free when it is read before it is bound", () => {
    expect(readFunction("def f():\n  global n\n  n += 1")).toMatchObject({
      freeNames: ["n"],
      assignsGlobals: ["n"],
    });
  });

  test("parameters, kinds and flags", () => {
    const facts = readFunction("async def f(a, /, b=1, *c, d, **e):\n  yield a");
    expect(facts.parameters.map(({ name, kind }) => `${name}:${kind}`).join(" ")).toBe(
      "a:positionalOnly b:positional c:rest d:keyword e:keywordRest",
    );
    expect(facts).toMatchObject({ name: "f", async: true, generator: true });
    expect(facts.parameters[1]?.default).toMatchObject({ kind: "literal", value: 1 });
  });

  test("a class: what is read at once and what later", () => {
    const facts = readClass(
      "@d\nclass C(B, key=K):\n  y = v\n  def m(self, a=w):\n    global g\n    g = r\n    return __x",
    );
    expect(facts.namesNow).toEqual(["d", "B", "K", "v", "w"]);
    expect(facts.freeNames).toEqual(["r", "_C__x"]);
    expect(facts.assignsGlobals).toEqual(["g"]);
    expect(facts.methods.map(({ name }) => name)).toEqual(["m"]);
    expect(facts.operations.map(({ op }) => op)).toEqual(["bind"]);
  });
});

describe("tokens", () => {
  const tokensOf = (code: string) =>
    readLast(code).tokens.map(({ name, role, deferred, span }) => {
      expect(code.slice(span.start, span.end).normalize("NFKC")).toContain(name.replace(/^_C/, ""));
      return `${role === "load" ? "" : `${role} `}${name}${deferred ? " later" : ""}`;
    });

  test.each<[string, string, string[]]>([
    ["all places of a name", "x = x + f(x)", ["x", "f", "x", "store x"]],
    ["inside f-strings", "f'{x:{w}}'", ["x", "w"]],
    ["global declarations", "def f():\n  global x\n  x = y", ["store f", "global x later", "y later", "store x later"]],
    ["decorators and defaults", "@d\ndef f(a=b): return a", ["d", "b", "store f"]],
    ["deleted names", "del x", ["delete x"]],
    ["locals have none", "def f(a):\n  b = a\n  return b", ["store f"]],
    ["class members have none", "class C:\n  a = 1\n  b = a", ["store C"]],
    ["imports", "from m import a as b", ["store b"]],
    ["annotated without a value", "x: int", ["store x", "int"]],
    ["code that never runs has tokens, but no uses", "if False:\n  a = b", ["b", "store a"]],
    ["match", "match a:\n  case B(c=d): e", ["a", "B", "store d", "e"]],
  ])("%s", (_, code, expected) => {
    expect(tokensOf(code)).toEqual(expected);
  });
});
