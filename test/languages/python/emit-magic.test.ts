import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Magic } from "../../../src/languages/facts.ts";
import { type EmitContext, type EmittedMagic, emitMagic } from "../../../src/languages/python/emit-magic.ts";
import { maskCell } from "../../../src/languages/python/mask-cell.ts";
import { askPython, hasPython } from "./test-python.ts";

function emitCell(source: string, boundNames: EmitContext["boundNames"] = null): EmittedMagic {
  const { magics, cellMagics, offsetMap } = maskCell(source);
  return emitMagic([...cellMagics, ...magics][0] as Magic, { cell: 3, offsetMap, boundNames });
}

const lines = "shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout";

describe("emitMagic gives code", () => {
  it.each<[string, string]>([
    ["!ls -l", 'run_shell("ls -l")'],
    ["!echo {a} $b", 'run_shell(f"echo {a} {b}")'],
    ["!echo $HOME", 'run_shell("echo $HOME")'],
    ["!echo $$b {{c}}", 'run_shell("echo $b {c}")'],
    ["!awk '{print $1}' f", "run_shell(\"awk '{print $1}' f\")"],
    ['!echo {d["k"]} it\'s', "run_shell(f'echo {d[\"k\"]} it\\'s')"],
    ["x = !ls {d}", 'x = shell_lines(f"ls {d}")'],
    ["a, b = !cmd", 'a, b = shell_lines("cmd")'],
    ["!!ls", 'shell_lines("ls")'],
    ["%sc x=ls", `x = subprocess.run("ls", ${lines}`],
    ["%ls *.csv", 'run_shell("ls -F *.csv")'],
    ["%mkdir -p out", 'run_shell("mkdir -p out")'],
    ["%cd data", 'os.chdir("data")'],
    ["%cd -q 'my data'", 'os.chdir("my data")'],
    ["%cd ~/data", 'os.chdir(os.path.expanduser("~/data"))'],
    ["%cd {root}/raw", 'os.chdir(os.path.expanduser(f"{root}/raw"))'],
    ["%cd", 'os.chdir(os.path.expanduser("~"))'],
    ["x = %pwd", "x = os.getcwd()"],
    ["%env A=b", 'os.environ["A"] = "b"'],
    ["%set_env A b c", 'os.environ["A"] = "b c"'],
    ["%env A = {value}", 'os.environ["A"] = f"{value}"'],
    ["x = %env A", 'x = os.environ["A"]'],
    ["%xdel x", "del x"],
    ["x = %timeit -o f(a)", "x = timeit_result(lambda: f(a))"],
    [
      "x = %timeit -n 10 -r3 -q -o -p 4 f(a, b=1)",
      "x = timeit_result(lambda: f(a, b=1), number=10, repeat=3, quiet=True)",
    ],
    [",f a b", 'f("a", "b")'],
    ["/f a b", "f(a, b)"],
    ["%%writefile a.txt\nx\n  y", 'write_file("a.txt", (\n    "x\\n"\n    "  y\\n"\n))'],
    ["%%html\n<b>", 'html("<b>\\n")'],
    ["%%SVG\n<svg/>", 'svg("<svg/>\\n")'],
  ])("for %j: %s", (source, code) => expect(emitCell(source).code).toBe(code));

  it("indents what follows the first line", () => {
    const { cellMagics, offsetMap } = maskCell("%%bash\nls");
    const { code } = emitMagic(cellMagics[0] as Magic, { cell: 0, offsetMap, boundNames: null }, "  ");
    expect(code?.split("\n").slice(1)).toEqual([
      '      ["bash"],',
      '      input="ls\\n",',
      "      text=True,",
      "      check=True,",
      "  )",
    ]);
  });

  it("leaves fields alone that name what the notebook does not have", () => {
    const command = "!echo $DATA {x}";
    expect(emitCell(command, new Set(["x"]))).toMatchObject({
      code: expect.stringContaining('"echo $DATA {x}"'),
      uses: [],
    });
    expect(emitCell(command, new Set(["x", "DATA"]))).toMatchObject({
      code: expect.stringContaining("{DATA} {x}"),
      uses: ["DATA", "x"],
    });
  });
});

describe("emitMagic drops with a reason", () => {
  it.each([
    "%matplotlib inline",
    "%load_ext autoreload",
    "%autoreload 2",
    "%config InlineBackend.figure_format = 'retina'",
    "%precision 3",
    "%who",
    "%pip install numpy",
    "obj?",
    "%debug",
    "%time x = 1",
    "%%time\nx",
    "%timeit f()",
  ])("%j", (source) => {
    const { code, dropped } = emitCell(source);
    expect(code).toBeNull();
    expect(dropped).toMatch(/^[a-z].*[^.]$/);
  });

  it.each<[string, boolean]>([
    ["%time x = 1", true],
    ["x = %time f()", true],
    ["%%time\nx", true],
    ["%%capture\nx", true],
    ["%prun f()", true],
    ["%timeit f()", false],
    ["%%timeit\nf()", false],
    ["!ls", false],
  ])("%j, keeping its statement: %j", (source, expected) => expect(emitCell(source).keepsStatement).toBe(expected));
});

describe("emitMagic reports", () => {
  it.each<[string, string, string]>([
    ["%run other.py", "CW301", "error"],
    ["%store -r x", "CW301", "error"],
    ["%reset -f", "CW301", "error"],
    ["%load a.py", "CW301", "warning"],
    ["%xdel x", "CW301", "warning"],
    ["%pylab inline", "CW301", "warning"],
    ["%%R\nx", "CW302", "error"],
    ["%%cython\nx", "CW302", "error"],
    ["%sql select 1", "CW302", "error"],
    ["x = %timeit f()", "CW302", "error"],
    ["x = %timeit -o y = f()", "CW302", "error"],
    ["x = %timeit -o f(); g()", "CW302", "error"],
    ["x = %timeit -o for y in z: f(y)", "CW302", "error"],
    ["x = %timeit -o -c f()", "CW302", "error"],
    ["x = %timeit -o", "CW302", "error"],
    ["x = %who_ls", "CW302", "error"],
    ["%%nobody_knows\nx", "CW303", "error"],
    ["%nobody_knows", "CW303", "warning"],
    ["%timeit f()", "CW304", "info"],
    ["# a\n%%time\nx", "CW305", "error"],
    ["%cd -", "CW306", "error"],
    ["!cd data", "CW307", "info"],
    ["!pip install -r requirements.txt", "CW308", "warning"],
    ["!apt-get install -y graphviz", "CW309", "warning"],
    ["%%bash --bg\nsleep 1", "CW310", "error"],
  ])("%j: %s, %s", (source, code, severity) => {
    const [diagnostic] = emitCell(source).diagnostics;
    expect(diagnostic).toMatchObject({ code, severity, location: { cell: 3 } });
    expect(diagnostic?.hint).toBeTruthy();
  });

  it("nothing for what converts", () => {
    for (const source of ["!ls", "%cd a", "%%bash\nls", "%%time\nx", "%matplotlib inline", "!pip install numpy"]) {
      expect(emitCell(source).diagnostics).toEqual([]);
    }
  });

  it("a place in the source and a mend", () => {
    const [diagnostic] = emitCell("    if a:\n        %xdel x").diagnostics;
    expect(diagnostic?.fix?.edits).toEqual([{ cell: 3, span: { start: 18, end: 25 }, text: "del x" }]);
  });
});

describe.skipIf(!hasPython)("emitted code, run", () => {
  it("is syntax that Python takes, with its imports", () => {
    const sources = [
      "!ls {a}",
      "x = !ls",
      "%cd ~",
      "%env A=b",
      "%%bash --out a\nls\n'\"\\",
      "%%writefile -a a\nx\n\ny",
      "%sc a=ls",
    ];
    const programs = sources.map((source) => {
      const { imports, code } = emitCell(source);
      return [...imports, code].join("\n");
    });
    const check = "import ast, json, sys; print(json.dumps([bool(ast.parse(p)) for p in json.load(sys.stdin)]))";
    expect(askPython(["-c", check], programs)).toEqual(sources.map(() => true));
  });

  it.each<[string, string, unknown]>([
    ["%%bash --out text\necho 'a\"b\\n' \\\n  é\n\necho $((1+1))", "text", 'a"b\\n é\n2\n'],
    ["%%script python3 --out text\nprint('x' * 3)", "text", "xxx\n"],
    ["lines = !printf 'a\\nb\\n'; echo c >&2", "lines", ["a", "b", "c"]],
    ["lines = !echo {n + 1} $name '$name' \"{name!r}\"", "lines", ["3 it $name 'it'"]],
    ["%env SOME_VARIABLE={n}", "__import__('os').environ['SOME_VARIABLE']", "2"],
  ])("%j gives %s", (source, expression, expected) => {
    const { imports, code } = emitCell(source);
    const folder = JSON.stringify(path.resolve("templates/python/package/runtime"));
    const helpers = `import sys; sys.path.insert(0, ${folder}); from terminal import *`;
    const program = [...imports, helpers, "n = 2", "name = 'it'", code].join("\n");
    const run = "import json, sys; q = json.load(sys.stdin); s = {}; exec(q[0], s); print(json.dumps(eval(q[1], s)))";
    expect(askPython(["-c", run], [program, expression])).toEqual(expected);
  });

  it("captures what the statements under %%capture print", () => {
    const { imports, wrap } = emitCell("%%capture out\nprint('a')");
    const program = [
      ...imports,
      wrap?.open,
      "    print('a'); import sys; print('b', file=sys.stderr)",
      wrap?.after,
    ].join("\n");
    const run =
      "import json, sys; s = {}; exec(json.load(sys.stdin), s); o = s['out']; print(json.dumps([o.stdout, o.stderr]))";
    expect(askPython(["-c", run], program)).toEqual(["a\n", "b\n"]);
  });

  it("fills any command in as IPython does", () => {
    const pieces = [
      ..."abc \"'\\%é😀\t\u2028\u00a0{}$",
      "{a}",
      "{d['k']}",
      '{d["k"]}',
      "{b!r}",
      "{c[0:2]}",
      "{{",
      "}}",
      "$a",
      "$$a",
      "$" + "{a}",
      "{a:>3}",
      "{1+1}",
      "$1",
      "{[i for i in c]}",
      "{'\\n'}",
      "{missing}",
      "$missing",
      "{a!x}",
      "{lambda x: x and 1}",
      "{c[0]}{b}",
      '{d["k"] + \'"\'}',
    ];
    const command = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("").trim());
    const commands = fc.sample(command, { numRuns: 1500, seed: 7 });
    const codes = commands.map((text) => {
      const magic: Magic = { form: "shell", arguments: text, span: { start: 0, end: 1 } };
      const context = { cell: 0, offsetMap: null, boundNames: new Set(["a", "b", "c", "d"]) };
      const code = emitMagic(magic, context).code as string;
      return code.slice("run_shell(".length, -")".length);
    });
    const differing = askPython<string[][]>(
      ["fill_commands.py"],
      commands.map((text, index) => [text, codes[index]]),
    );
    expect(differing).toEqual([]);
  });
});
