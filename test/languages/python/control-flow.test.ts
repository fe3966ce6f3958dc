import { expect, test } from "vitest";
import { definitionsOf, deletionsOf, readLast, usesOf } from "../../harness/python-facts.ts";

test.each<[title: string, code: string, definitions: string, uses: string, deletions?: string]>([
  ["if without else", "if c: x = 1", "x?", "c"],
  ["both branches", "if c: x = 1\nelse: x = 2", "x", "c"],
  ["elif chain", "if a: x = 1\nelif b: x = 2\nelse: x = 3", "x", "a b?"],
  ["a branch that raises does not count", "if c: x = 1\nelse: raise E", "x", "c E?"],
  ["a use in both branches is certain", "if c: f(x)\nelse: g(x)", "", "c f? x g?"],
  ["a definition on one path does not hide a use", "if c: x = 1\nprint(x)\n", "", "print x"],
  ["inside one statement it does not either", "with w:\n  if c: x = 1\n  print(x)", "x?", "w c print x"],
  ["and on both paths it does", "with w:\n  if c: x = 1\n  else: x = 2\n  print(x)", "x", "w c print"],
  ["if True", "if True: x = 1\nelse: y = z", "x", ""],
  ["if False", "if 0: x = y", "", ""],
  ["for may run zero times", "for i in r: x = i", "i? x?", "r"],
  ["in the second turn names are bound", "for i in r:\n  print(x)\n  x = 1", "i? x?", "r print? x?"],
  ["for-else without break", "for i in r: pass\nelse: x = 1", "i? x", "r"],
  ["for-else with break", "for i in r:\n  if i: break\nelse: x = 1", "i? x?", "r"],
  [
    "for-else that raises: bound where it was left",
    "for i in r:\n  if i:\n    x = i\n    break\nelse: raise E",
    "i x",
    "r E?",
  ],
  ["while may run zero times", "while c: x = 1", "x?", "c"],
  ["while True runs once", "while True:\n  x = 1\n  if x: break\n  y = 2", "x y?", ""],
  ["break straight in while True", "while True:\n  x = 1\n  break", "x", ""],
  ["continue ends a path", "for i in r:\n  if i: continue\n  x = i", "i? x?", "r"],
  ["with", "with open(p) as f: x = f.read()", "f x", "open p"],
  ["with, one of two", "with a if c else b as f: x = f", "f x", "c a? b?"],
  ["with, one of two in brackets", "with (a as d, b if c else a as f): x = f", "d f x", "a c b?"],
  ["except, one of two", "try: x = 1\nexcept A if c else B as e: print(e)", "x? e?", "c? A? B? print?", "e?"],
  ["with several", "with (a as b, c(b) as (d, e[0])): pass", "b d", "a c e"],
  ["a bracket around one item", "with (a\n  as b): pass", "b", "a"],
  ["suppress may leave early", "with suppress(E): x = 1", "x?", "suppress E"],
  ["try and except both bind", "try: import a\nexcept ImportError: a = None", "a", "ImportError?"],
  ["only try binds", "try: x = 1\nexcept E: pass", "x?", "E?"],
  ["except that raises", "try: x = 1\nexcept E: raise", "x", "E?"],
  ["the body may have been left at any place", "try:\n  x = f()\nexcept E: print(x)", "x?", "f? E? print? x?"],
  ["else of try", "try: x = 1\nexcept E: pass\nelse: y = x", "x? y?", "E?"],
  ["finally is certain", "try: x = 1\nfinally: y = z", "x y", "z"],
  ["finally may read what is not bound", "try: x = f()\nfinally: print(x)", "x", "f print x"],
  ["except without as for several", "try: f()\nexcept (A, B): pass", "", "f? A? B?"],
  ["except*", "try: f()\nexcept* A as e: g(e)", "e?", "f? A? g?", "e?"],
  ["match: one of the cases", "match s:\n  case 1: x = 1\n  case _: x = 2", "x", "s"],
  ["match: no case may fit", "match s:\n  case 1: x = 1", "x?", "s"],
  ["match: captures", "match s:\n  case [a, *b]: pass\n  case {'k': c, **d}: pass", "a? b? c? d?", "s"],
  [
    "match: classes, dotted names and guards are read",
    "match s:\n  case P(x=a) if g(a): pass\n  case m.n | m.o: pass",
    "a?",
    "s P? g? m?",
  ],
  ["match: as, groups, or", "match s:\n  case (1 | 2) as n: pass\n  case (m): pass", "n? m?", "s"],
  ["match: bare name fits all", "match s:\n  case n: pass", "n", "s"],
  ["nested loops and breaks", "for a in r:\n  for b in a:\n    break\n  else:\n    continue\n  x = b", "a? b? x?", "r"],
  ["raise ends: all before is certain", "raise E(x)", "", "E x"],
  ["del in one branch", "if c: del x", "", "c", "x?"],
])("%s", (_, code, definitions, uses, deletions) => {
  const statement = readLast(code);
  expect({ definitions: definitionsOf(statement), uses: usesOf(statement), deletions: deletionsOf(statement) }).toEqual(
    {
      definitions,
      uses,
      deletions: deletions ?? "",
    },
  );
});

test("kinds of definitions", () => {
  const code = "try:\n  import a\n  def f(): pass\n  class C: pass\n  for i in r: x = 1\nexcept E as e: pass";
  expect(readLast(code).definitions.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    "a import",
    "f function",
    "C class",
    "i loop",
    "x variable",
    "e exception",
  ]);
});
