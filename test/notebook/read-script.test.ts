import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNotebook } from "../../src/notebook/read-notebook.ts";

function cellsOf(text: string): [kind: string, source: string, tags: readonly string[]][] {
  const { notebook } = readNotebook(text, "a.py");
  return (notebook?.cells ?? []).map(({ kind, source, tags }) => [kind, source, tags]);
}

test("a script that jupytext wrote is read as jupytext reads it", () => {
  // script.py: jupytext 1.19.6 wrote it from a notebook of awkward cells; cells.json: what it reads from it.
  const folder = new URL("jupytext/", import.meta.url);
  const expected = JSON.parse(readFileSync(new URL("cells.json", folder), "utf8"));
  const { notebook, diagnostics } = readNotebook(readFileSync(new URL("script.py", folder)), "script.py");
  expect(diagnostics).toEqual([]);
  expect(notebook).toMatchObject({ format: "percent", language: "python", kernel: "python3", nbformat: [4, 5] });
  const cells = notebook?.cells.map(({ kind, source, tags, metadata }) => ({
    kind,
    source,
    tags,
    title: metadata.title ?? null,
  }));
  expect(cells).toEqual(expected);
  expect(notebook?.metadata.kernelspec).toEqual({
    display_name: "Python 3.8 ('venv': it's a rather long name that will be folded over several lines by YAML, yes)",
    language: "python",
    name: "python3",
  });
});

describe("percent scripts", () => {
  const cases: [name: string, text: string, cells: [string, string, string[]?][]][] = [
    [
      "markers",
      "# %%\nx = 1\n\n# %%\ny = 2\n",
      [
        ["code", "x = 1"],
        ["code", "y = 2"],
      ],
    ],
    [
      "VS Code",
      "#%%\nx = 1\n#%% [markdown]\n# # Title\n#%%\ny = 2",
      [
        ["code", "x = 1"],
        ["markdown", "# Title"],
        ["code", "y = 2"],
      ],
    ],
    [
      "no space before the type",
      "# %%[markdown]\n# a\n# %%\nx",
      [
        ["markdown", "a"],
        ["code", "x"],
      ],
    ],
    [
      "code above the first marker",
      "import os\n\n# %%\nx = 1\n",
      [
        ["code", "import os"],
        ["code", "x = 1"],
      ],
    ],
    ["blank lines above the first marker", "\n\n# %%\nx = 1\n", [["code", "x = 1"]]],
    [
      "short for Markdown",
      "# %% [md]\n# a\n# %% [raw]\n# b\n",
      [
        ["markdown", "a"],
        ["raw", "b"],
      ],
    ],
    [
      "Markdown in a string",
      '# %% [markdown]\n"""\n# Title\n\n# %% no marker\n"""\n\n# %%\nx\n',
      [
        ["markdown", "# Title\n\n# %% no marker"],
        ["code", "x"],
      ],
    ],
    ["Markdown in a raw string", "# %% [markdown]\nr'''a\n$\\alpha$'''\n", [["markdown", "a\n$\\alpha$"]]],
    [
      "markers in strings",
      "# %%\nx = '''\n# %%\n'''\n# %%\ny",
      [
        ["code", "x = '''\n# %%\n'''"],
        ["code", "y"],
      ],
    ],
    [
      "a string that does not end on its line",
      "# %%\nx = 'a\n# %%\ny",
      [
        ["code", "x = 'a"],
        ["code", "y"],
      ],
    ],
    [
      "a quote in a comment",
      '# %%\n# don\'t """\n# %%\ny',
      [
        ["code", '# don\'t """'],
        ["code", "y"],
      ],
    ],
    [
      "escaped quotes",
      "# %%\nx = '''\\'''# '''\n# %%\ny",
      [
        ["code", "x = '''\\'''# '''"],
        ["code", "y"],
      ],
    ],
    [
      "quotes in a commented cell magic",
      '# %%\n# %%html\n# """\n# %%\ny',
      [
        ["code", '%%html\n# """'],
        ["code", "y"],
      ],
    ],
    ["magics", "# %%\n# %matplotlib inline\n# !ls -la\nx = 1", [["code", "%matplotlib inline\n!ls -la\nx = 1"]]],
    [
      "a comment in plain words",
      "# %%\n# cat pictures are nice\n# is it so?\nx = 1",
      [["code", "# cat pictures are nice\n# is it so?\nx = 1"]],
    ],
    ["a language", '# %% language="bash" magic_args="-e"\n# ls\n', [["code", "%%bash -e\nls"]]],
    ["tags", '# %% tags=["a", "b c"]\nx', [["code", "x", ["a", "b c"]]]],
    ["tags as Python writes them", "# %% tags=['a', \"b\"] other=True none=None\nx", [["code", "x", ["a", "b"]]]],
    ["tags behind a title", '# %% A title: x [markdown] tags=["a"] n=5\n# x', [["markdown", "x", ["a"]]]],
    ["tags in JSON", '# %% [markdown] {"tags": ["a"], "n": {}}\n# x', [["markdown", "x", ["a"]]]],
    [
      "Windows line ends",
      "# %%\r\nx = 1\r\ny = 2\r\n\r\n# %%\r\nz\r\n",
      [
        ["code", "x = 1\ny = 2"],
        ["code", "z"],
      ],
    ],
    [
      "a longer comment that is no marker",
      "# %%\nx\n# %%time\ny\n# %%%\nz",
      [
        ["code", "x\n%%time\ny"],
        ["code", "z"],
      ],
    ],
    [
      "two blank lines for PEP 8",
      "# %%\nx\n\n\n# %%\ndef f(): pass\n",
      [
        ["code", "x"],
        ["code", "def f(): pass"],
      ],
    ],
    [
      "a plain script",
      '#!/usr/bin/env python\n# coding: utf-8\n"""Doc."""\nimport os\n\nx = 1\n\n\n\n',
      [["code", '"""Doc."""\nimport os\n\nx = 1']],
    ],
    [
      "a header of another program",
      "# ---\n# title: a\n# ---\n\n# %%\nx",
      [
        ["raw", "---\ntitle: a\n---"],
        ["code", "x"],
      ],
    ],
  ];
  test.each(cases)("%s", (_name, text, cells) => {
    expect(cellsOf(text)).toEqual(cells.map(([kind, source, tags = []]) => [kind, source, tags]));
  });
});

test("metadata and titles of markers are kept", () => {
  const { notebook, diagnostics } = readNotebook(
    '# %% My "title" key="a=b" n=1.5 flag=true list=[1, {"a": "]"}] bare\nx',
    "a.py",
  );
  expect(diagnostics).toEqual([]);
  expect(notebook?.cells[0]?.metadata).toEqual({
    title: 'My "title"',
    key: "a=b",
    n: 1.5,
    flag: true,
    list: [1, { a: "]" }],
    bare: null,
  });
});

test("metadata that cannot be read is told", () => {
  const { notebook, diagnostics } = readNotebook('# %%\nx\n# %% tags=["a" n=1\ny', "a.py");
  expect(notebook?.cells.map(({ source }) => source)).toEqual(["x", "y"]);
  expect(diagnostics).toMatchObject([
    { code: "CW420", location: { cell: 1 }, message: expect.stringMatching(/Line 3/) },
  ]);
});

test("a header that is not understood is told, and the cells are read", () => {
  const { notebook, diagnostics } = readNotebook(
    "# ---\n# jupyter:\n#   a: &b c\n#   kernelspec:\n#     name: k\n# ---\n# %%\nx",
    "a.py",
  );
  expect(diagnostics).toMatchObject([{ code: "CW421" }]);
  expect(notebook).toMatchObject({ kernel: "k", cells: [{ source: "x" }] });
});

test("an export of nbconvert gives the notebook's cells", () => {
  // What `jupyter nbconvert --to script` (7.17) writes.
  const text =
    "#!/usr/bin/env python\n# coding: utf-8\n\n# # Title\n# \n# Some text\n\n# In[1]:\n\n\nimport os\n\n\n# ## Part\n\n# More text\n\n# In[ ]:\n\n\n# a comment\nx = 1\n\n\ndef f():\n    pass\n\n\n# In[12]:\n\n\n# only a comment\n\n\n# In[ ]:\n\n\n\n\n";
  const { notebook } = readNotebook(text, "a.py");
  expect(notebook?.format).toBe("script");
  expect(notebook?.cells.map(({ kind, source }) => [kind, source])).toEqual([
    ["markdown", "# Title\n\nSome text"],
    ["code", "import os"],
    ["markdown", "## Part"],
    ["markdown", "More text"],
    ["code", "# a comment\nx = 1\n\n\ndef f():\n    pass"],
    ["code", "# only a comment"],
    ["code", ""],
  ]);
});

test("reading a script never throws and takes time that grows with its length", () => {
  const piece = fc.constantFrom(
    "# %%",
    " tags=",
    '["a"',
    "]",
    "{",
    '"',
    "'''",
    '"""',
    "\n",
    "\r",
    "x",
    "# ",
    "---",
    "jupyter:",
    "\\",
    "```",
    "# In[1]:",
    " ",
    "\0",
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (script) => void readNotebook(script, "a.py")),
    { numRuns: 2000 },
  );
  const long = [
    "# %% a=".padEnd(2e5, "="),
    "# %% ".padEnd(2e5, "["),
    "# ```\n".repeat(2e4),
    "# %% [markdown]\n".repeat(2e4),
    `${"# ".repeat(1e5)}%`,
    "'\\".repeat(1e5),
    `# %% ${"a ".repeat(1e5)}`,
  ];
  for (const script of long) {
    const start = performance.now();
    readNotebook(`# %%\n${script}`, "a.py");
    expect(performance.now() - start).toBeLessThan(3000);
  }
});
