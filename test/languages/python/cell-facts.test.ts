import { describe, expect, test } from "vitest";
import type { Span } from "../../../src/base/spans.ts";
import { definitionsOf, given, readCell, readCells, readLast, usesOf } from "../../harness/python-facts.ts";
import { showExpr } from "../../harness/show-facts.ts";

const cut = (code: string, spans: readonly Span[]) => spans.map(({ start, end }) => code.slice(start, end));

describe("comments", () => {
  test("above, beside, inside and behind", () => {
    const source =
      "# one\n\n# two\nx = f(  # inside\n  1)  # beside\n# three\ny = 1; z = 2  # z\ndef g():\n  # body\n  pass\n  # end of body\n# last";
    const { statements, trailingComments, code } = readCell(source);
    const placed = statements.map(({ commentsAbove, commentBeside }) => [
      cut(code, commentsAbove),
      commentBeside === null ? null : cut(code, [commentBeside])[0],
    ]);
    expect(placed).toEqual([
      [["# one", "# two"], "# beside"],
      [["# three"], null],
      [[], "# z"],
      [[], null],
    ]);
    expect(cut(code, trailingComments)).toEqual(["# last"]);
  });

  test("only comments", () => {
    const { statements, trailingComments } = readCell("# a\n# b");
    expect([statements.length, trailingComments.length]).toEqual([0, 2]);
  });

  test.each([3, 200])("runs of %i lines", (count) => {
    const run = (indent: string) => Array.from({ length: count }, (_, at) => `${indent}# ${at}\n`).join("");
    const text = `"""\n${run("")}"""`;
    const source = `${run("")}x = 1\ndef f():\n    y = 2\n${run("  ")}    return y\nz = (\n${run("")}3)\ns = ${text}\n${run("")}`;
    const { statements, trailingComments, code } = readCell(source);
    expect(statements.map(({ commentsAbove }) => commentsAbove.length)).toEqual([count, 0, 0, 0]);
    expect(trailingComments.length).toBe(count);
    expect(cut(code, [statements[0]?.commentsAbove[2] ?? { start: 0, end: 0 }])).toEqual(["# 2"]);
    expect(statements.map(({ span }) => code.slice(span.start, span.end))).toEqual([
      "x = 1",
      `def f():\n    y = 2\n${run("  ")}    return y`,
      `z = (\n${run("")}3)`,
      `s = ${text}`,
    ]);
  });

  test("a cell magic is no comment", () => {
    const { statements, trailingComments } = readCell("%%time\nx = 1");
    expect([statements[0]?.commentsAbove, trailingComments]).toEqual([[], []]);
  });
});

describe("spans and kinds", () => {
  test.each([
    ["import a", "import"],
    ["from a import b", "import"],
    ["@d\ndef f(): pass", "function"],
    ["async def f(): pass", "function"],
    ["class C: pass", "class"],
    ["x = 1", "assignment"],
    ["x += 1", "assignment"],
    ["x: int", "assignment"],
    ["f(x)", "expression"],
    ["del x", "delete"],
    ["if a: b", "compound"],
    ["async with a: b", "compound"],
    ["match a:\n  case b: c", "compound"],
    ["raise E", "other"],
    ["pass", "other"],
    ["type A = B", "other"],
    ["%matplotlib inline", "magic"],
    ["!ls", "magic"],
    ["x = !ls", "assignment"],
  ])("%s is %s", (code, kind) => {
    const statement = readLast(code);
    expect(statement.kind).toBe(kind);
    expect(statement.span).toEqual({ start: 0, end: code.length });
  });

  test("a comment that is indented like a block is part of it, blank lines behind it are not", () => {
    const code = "def f():\n  return 1\n  # end\n\n\n# next\nx = 1";
    expect(cut(code, [given(readCell(code).statements[0]).span])).toEqual(["def f():\n  return 1\n  # end"]);
  });

  test("several statements in one line", () => {
    const { statements, code } = readCell("a = 1; b = 2;");
    expect(
      cut(
        code,
        statements.map(({ span }) => span),
      ),
    ).toEqual(["a = 1", "b = 2"]);
  });
});

describe("what a cell shows", () => {
  test.each([
    ["x = 1\nx", "x"],
    ["f(x)", "f(x)"],
    ["await f(x)", "{await f(x)}"],
    ["%time f(x)", "f(x)"],
    ["f(x)  # note", "f(x)"],
    ["f(x);", null],
    ["x = 1", null],
    ["if a: b", null],
    ["x\nfor i in r: i", null],
    ["!ls", null],
    ["%%capture\nx", null],
    ["%%timeit\nx", null],
  ])("%s", (code, shown) => {
    const { display } = readLast(code);
    expect(display === null ? null : showExpr(display)).toBe(shown);
  });

  test("only the last statement shows its value", () => {
    expect(readCell("a\nb").statements.map(({ display }) => display === null)).toEqual([true, false]);
  });
});

describe("what a notebook shows that was told to show more or less", () => {
  const python = (mode: string) => `InteractiveShell.ast_node_interactivity = "${mode}"`;
  test.each<[string, string, (string | null)[]]>([
    [python("all"), "x\nf(y)\nz = 1", ["x", "f(y)", null]],
    [python("all"), "x\nf(y);", [null, null]],
    [python("none"), "x", [null]],
    [python("last_expr_or_assign"), "x\ny = 1", [null, "y"]],
    [python("last_expr_or_assign"), "y += 1", ["y"]],
    [python("last_expr_or_assign"), "y: int = 1", ["y"]],
    [python("last_expr_or_assign"), "y = 1;", [null]],
    [python("last_expr_or_assign"), "a, b = 1, 2", [null]],
    [python("last_expr_or_assign"), "a = b = 1", [null]],
    [python("last_expr_or_assign"), "a[0] = 1", [null]],
    [python("whatever"), "x\ny", [null, "y"]],
    [`%config ${python("all")}`, "x\ny", ["x", "y"]],
    ["%config InteractiveShell.ast_node_interactivity='all'", "x\ny", ["x", "y"]],
  ])("after %s: %s", (setting, code, shown) => {
    const [first, second] = readCells(`${setting}\n1\n2`, code);
    expect(first?.statements.map(({ display }) => display !== null)).toEqual([false, false, true]);
    expect(second?.statements.map(({ display }) => (display === null ? null : showExpr(display)))).toEqual(shown);
  });
});

describe("multi-line strings", () => {
  test.each<[string, string, string[]]>([
    ["triple quotes", "x = '''a\nb'''", ["'''a\nb'''"]],
    ["on one line", "x = '''a b'''", []],
    ["formatted", "x = f'''a\n{b}'''", ["f'''a\n{b}'''"]],
    ["a line continued inside", "x = 'a\\\nb'", ["'a\\\nb'"]],
    ["adjacent literals in a bracket", "x = ('a'\n  'b')", []],
    ["one of adjacent literals", "x = ('a'\n  '''b\nc''')", ["'''b\nc'''"]],
    ["in a function", "def f():\n  '''Doc\n  text'''", ["'''Doc\n  text'''"]],
  ])("%s", (_, code, expected) => {
    expect(cut(code, readLast(code).multilineStrings)).toEqual(expected);
  });
});

describe("imports", () => {
  test.each<[string, object[]]>([
    ["import a", [{ module: "a", name: "a" }]],
    [
      "import a.b, c.d as e",
      [
        { module: "a.b", name: "a" },
        { module: "c.d", name: "e" },
      ],
    ],
    [
      "from a.b import c, d as e",
      [
        { module: "a.b", member: "c", name: "c" },
        { module: "a.b", member: "d", name: "e" },
      ],
    ],
    ["from .. import a", [{ module: "..", member: "a", name: "a" }]],
    ["from .a import (\n  b,\n)", [{ module: ".a", member: "b", name: "b" }]],
    ["from a import *", [{ module: "a", member: "*" }]],
    ["from __future__ import annotations", [{ module: "__future__", member: "annotations", name: "annotations" }]],
    [
      "try: import a\nexcept E: import b as a",
      [
        { module: "a", name: "a" },
        { module: "b", name: "a" },
      ],
    ],
    ["def f(): import a", []],
  ])("%s", (code, imports) => {
    expect(readLast(code).imports.map(({ span: _, ...imported }) => imported)).toEqual(imports);
  });
});

describe("dynamic access to names", () => {
  test.each<[string, object[]]>([
    ["exec('x = 1')", [{ name: "exec", text: "x = 1" }]],
    ["eval(a)", [{ name: "eval" }]],
    ["eval(a, {'x': 1})", []],
    ["eval(a, names)", []],
    ["eval(a, np.__dict__)", []],
    ["eval(a, globals=names)", []],
    ["eval(a, None)", [{ name: "eval" }]],
    ["eval(a, f.__globals__)", [{ name: "eval" }]],
    ["eval(*a)", [{ name: "eval" }]],
    ["eval(a, globals())", [{ name: "eval" }, { name: "globals" }]],
    ["globals()['x'] = 1", [{ name: "globals" }]],
    ["locals()", [{ name: "locals" }]],
    ["vars()", [{ name: "vars" }]],
    ["vars(x)", []],
    ["def f(): return locals(), globals()", [{ name: "globals" }]],
    ["def f(eval): eval(x)", []],
    ["df.eval('a + b')", []],
    ["ast.literal_eval(x)", []],
    ["%run other.py -x", [{ name: "%run", text: "other.py -x" }]],
    ["%store -r x", [{ name: "%store", text: "-r x" }]],
    ["%store x", []],
    ["get_ipython().run_line_magic('run', 'a.py')", [{ name: "%run", text: "a.py" }]],
    ["get_ipython().magic('time f()')", []],
    ["if get_ipython().magic('time f()'): pass", [{ name: "get_ipython", text: "%time f()" }]],
    ["ip = get_ipython()", [{ name: "get_ipython" }]],
  ])("%s", (code, expected) => {
    expect(readLast(code).dynamic.map(({ span: _, ...found }) => found)).toEqual(expected);
  });

  test("a name that some cell binds is no builtin", () => {
    const cells = readCells("eval(x)", "def eval(y): pass");
    expect(cells[0]?.statements[0]?.dynamic).toEqual([]);
  });
});

describe("magics", () => {
  test.each<[code: string, definitions: string, uses: string]>([
    ["x = !ls {path}", "x", "path?"],
    ["x = %time f()", "x", "f"],
    ["%time x = f(y)", "x", "f y"],
    ["%timeit x = f(y)", "", "f y"],
    ["%%timeit a = g()\nx = f(a)", "", "g f"],
    ["%%capture out\nx = f()", "x out", "f"],
    ["%%bash --out y\nls", "y", ""],
    ["!echo $HOME $$x {a.b}", "", "HOME? a?"],
  ])("%s", (code, definitions, uses) => {
    const { statements } = readCell(code);
    expect(statements.map(definitionsOf).filter(Boolean).join(" ")).toBe(definitions);
    expect(statements.map(usesOf).filter(Boolean).join(" ")).toBe(uses);
  });

  test("stand with their statement", () => {
    const { statements } = readCell("%time x = f()\ny = !ls\n%matplotlib inline");
    expect(
      statements.map(({ kind, magics }) => [kind, ...magics.map(({ name = "!", target = "" }) => name + target)]),
    ).toEqual([["magic", "time"], ["assignment"], ["assignment", "!y"], ["magic", "matplotlib"]]);
  });

  test("their value is no number", () => {
    expect(readLast("x = !ls").operations).toMatchObject([{ value: { kind: "operation", operator: "magic" } }]);
  });
});

describe("awaiting", () => {
  test.each([
    ["await f()", true],
    ["x = [await f() for i in r]", true],
    ["async for i in r: pass", true],
    ["async with a: pass", true],
    ["[i async for i in r]", true],
    ["async def f(): await g()", false],
    ["f()", false],
  ])("%s: %s", (code, awaits) => {
    expect(readLast(code).awaits).toBe(awaits);
  });
});
