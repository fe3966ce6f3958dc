import { describe, expect, it } from "vitest";
import { sourceSpan } from "../../../src/base/offset-map.ts";
import type { Span } from "../../../src/base/spans.ts";
import { maskCell } from "../../../src/languages/python/mask-cell.ts";
import { maskForms } from "./mask-forms.ts";

describe("maskCell", () => {
  it.each(maskForms)("%j becomes %j", (source, masked) => {
    const { code, offsetMap } = maskCell(source);
    expect(code).toBe(masked);
    if (offsetMap === null) expect(code).toHaveLength(source.length);
  });

  it.each(maskForms)("maps what it keeps of %j to its place in the source", (source) => {
    const { code, offsetMap } = maskCell(source);
    for (const match of code.matchAll(/\w\w+/g)) {
      const { start } = sourceSpan(offsetMap, { start: match.index, end: match.index });
      expect(source.slice(start, start + match[0].length)).toBe(match[0]);
    }
  });
});

describe("magics", () => {
  const parts = (source: string) => {
    const { code, magics } = maskCell(source);
    return magics.map(({ form, name, arguments: args, target, span }) => {
      return [form, name ?? "", args, target ?? "", code.slice(span.start, span.end)];
    });
  };

  it.each<[string, string[][]]>([
    ["!ls -l", [["shell", "", "ls -l", "", "0     "]]],
    ["!ls \\\n  -l", [["shell", "", "ls    -l", "", "0    \n    "]]],
    ["!!ls", [["line", "sx", "ls", "", "0   "]]],
    ["x = !ls", [["shell", "", "ls", "x", "0  "]]],
    ["a, b[0] = %sx ls", [["line", "sx", "ls", "a, b[0]", "0     "]]],
    ["%time x = f()", [["line", "time", "x = f()", "", "0    ;"]]],
    ["x = %time f()", [["line", "time", "f()", "x", "      "]]],
    ["%time for i in x: f()", [["line", "time", "for i in x: f()", "", "0\n"]]],
    [
      "%time !ls",
      [
        ["line", "time", "!ls", "", "0    ;"],
        ["shell", "", "ls", "", "0  "],
      ],
    ],
    ["obj.a??", [["help", "", "obj.a", "", "0      "]]],
    ["?obj", [["help", "", "obj", "", "0   "]]],
    [",f a b", [["quote", ",", "f a b", "", "0     "]]],
    ["pip install x", [["line", "pip", "install x", "", "0            "]]],
    ["# a\n%%time\nx", [["line", "%time", "", "", "0     "]]],
    ["  if a:\n    !ls\n", [["shell", "", "ls", "", "0  "]]],
    ["get_ipython().run_line_magic('cd', 'data')", [["line", "cd", "data", "", "0       "]]],
    ["get_ipython().magic(u'matplotlib inline');", [["line", "matplotlib", "inline", "", "0                 "]]],
    ["if a:\n    get_ipython().system('ls \\'b c\\'')\n", [["shell", "", "ls 'b c'", "", "0        "]]],
    ["x = get_ipython().getoutput('ls')", [["shell", "", "ls", "x", "0  "]]],
    ["get_ipython().run_cell_magic('bash', '', 'ls\\n')\nx", []],
    ["get_ipython().run_line_magic('cd', folder)", []],
    ["get_ipython().run_line_magic('cd', f'{a}')", []],
    ["y = 1; get_ipython().run_line_magic('cd', 'data')", []],
  ])("of %j", (source, expected) => expect(parts(source)).toEqual(expected));

  it("of a spelled cell magic: those of its text, at their places", () => {
    const source = "# a\nget_ipython().run_cell_magic('writefile', 'a.txt', 'one\\ntwo\\n')\n";
    const { cellMagics, offsetMap } = maskCell(source);
    expect(cellMagics).toMatchObject([
      { form: "cell", name: "writefile", arguments: "a.txt", foreignBody: "one\ntwo\n" },
    ]);
    const timed = maskCell("get_ipython().run_cell_magic('time', '', 'x = f(1)\\ny = 2\\n')");
    expect(timed.code).toContain("\nx = f(1)\ny = 2\n");
    expect(offsetMap).not.toBe(null);
  });

  it.each<[string, string[][]]>([
    ["%%time\nx", [["time", ""]]],
    [
      "%%time\n%%capture --no-stderr out\nx",
      [
        ["time", ""],
        ["capture", "--no-stderr out"],
      ],
    ],
    ["%%bash -e\nls\n   \nls", [["bash", "-e", "ls\n\nls\n"]]],
    [
      "%%time\n%%writefile a.py\nx = 1\n",
      [
        ["time", ""],
        ["writefile", "a.py", "x = 1\n"],
      ],
    ],
    ["  %%sh\n  ls\n    -l", [["sh", "", "ls\n  -l\n"]]],
    ["%%bash", [["bash", "", ""]]],
  ])("around the cell %j", (source, expected) => {
    const found = maskCell(source).cellMagics.map(({ name, arguments: args, foreignBody }) => {
      return [name, args, ...(foreignBody === undefined ? [] : [foreignBody])];
    });
    expect(found).toEqual(expected);
  });
});

describe("names in magics", () => {
  const at = (source: string, { span }: { span: Span }) => source.slice(span.start, span.end);

  it.each<[string, string[]]>([
    ["!echo {path} $name $$HOME {{x}}", ["path", "name"]],
    ["!echo {a + b[0]!r} {c.d} $e.f", ["a + b[0]", "c.d", "e.f"]],
    ["!awk '{print $1}' $file", []],
    ["!echo '$inside' \"$outside\"", ["outside"]],
    ["x = !ls \\\n  {path}", ["path"]],
    ["%cd {root}", ["root"]],
    ["%%writefile {name}.py\n{x}", ["name"]],
    ["%lprun -f module.f g(x)", ["module.f"]],
    ["%store x y", ["x", "y"]],
    ["/f a b", ["f(a, b)"]],
    ["%env A=1", []],
  ])("%j reads %j", (source, expected) => {
    const { embedded } = maskCell(source);
    expect(embedded.map(({ text }) => text)).toEqual(expected);
    for (const code of embedded) expect(at(source, code)).toContain(code.text.split("(")[0]);
  });

  it.each<[string, string[]]>([
    ["%%capture out\nx", ["out"]],
    ["%%capture --no-display\nx", []],
    ["%%bash --out a --err=b\nls", ["a", "b"]],
    ["%sc lines=ls", ["lines"]],
    ["%store -r x y", ["x", "y"]],
    ["%sql result << select 1", ["result"]],
    ["%%R -i a,b -o c\nc <- a", ["c"]],
  ])("%j binds %j", (source, expected) => {
    const { definitions } = maskCell(source);
    expect(definitions.map(({ name }) => name)).toEqual(expected);
    for (const definition of definitions) expect(at(source, definition)).toBe(definition.name);
  });

  it.each<[string, string[]]>([
    ["%timeit -n 3 x = f()", ["x = f()"]],
    ["%%timeit a = 1\nb = a\nc", ["a = 1\nb = a\nc"]],
    ["%%timeit\nb = a", ["\nb = a"]],
    ["%time x = f()", []],
  ])("%j keeps %j to itself", (source, expected) => {
    const { code, isolated } = maskCell(source);
    expect(isolated.map(({ start, end }) => code.slice(start, end))).toEqual(expected);
  });

  it("takes a bound name for a variable, not for a magic", () => {
    expect(maskCell("ls -l", new Set(["ls", "l"])).code).toBe("ls -l");
    expect(maskCell("pwd", new Set(["x"])).code).toBe("0  ");
    expect(maskCell("pwd", new Set(["pwd"])).code).toBe("pwd");
  });
});

describe("displaySuppressed", () => {
  it.each<[string, boolean]>([
    ["x", false],
    ["x;", true],
    ["x; # shown", true],
    ["x;\n\n# done\n", true],
    ["x # no;", false],
    ["';'", false],
    ["'''\n;\n'''", false],
    ["f(\n);", true],
    ["%%time\nx;", true],
    ["%%time\nx", false],
    ["%%capture\nx", true],
    ["", false],
  ])("of %j is %j", (source, expected) => expect(maskCell(source).displaySuppressed).toBe(expected));
});
