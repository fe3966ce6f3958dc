import { describe, expect, test } from "vitest";
import type { Edit, Fix, Removal } from "../../src/diagnostics/types.ts";
import { applyFixes } from "../../src/notebook/apply-fixes.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { sourcePlaces } from "../../src/notebook/source-places.ts";
import type { Notebook } from "../../src/notebook/types.ts";

function read(text: string, path: string): Notebook {
  const { notebook } = readNotebook(text, path);
  if (notebook === null) throw new Error("no notebook");
  return notebook;
}

/** Replaces the first `old` of a cell. */
function replacing(notebook: Notebook, cell: number, old: string, text: string): Edit {
  const start = (notebook.cells[cell] as { source: string }).source.indexOf(old);
  return { cell, span: { start, end: start + old.length }, text };
}

const fixOf = (edits: readonly Edit[], removals: readonly Removal[] = []): Fix => ({
  title: "",
  safety: "safe",
  edits,
  removals,
});

const notebookText = `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 3,
   "metadata": {"ExecuteTime": {"start": 1},
     "tags": ["a"]},
   "outputs": [
    {"name": "stdout", "output_type": "stream", "text": ["1\\n"]}
   ],
   "source": [
    "x = 1\\n",
    "caf\\u00e9 = \\"a\\"\\n",
    "print(x)"
   ]
  },
  {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": "y = 2\\ny"}
 ],
 "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "vscode": {"hash": "1"}},
 "nbformat": 4,
 "nbformat_minor": 4
}
`;

describe("applyFixes", () => {
  const notebook = read(notebookText, "a.ipynb");

  test("changes the named text of a list of lines and nothing else", () => {
    const { text } = applyFixes(notebookText, notebook, [fixOf([replacing(notebook, 0, "print(x)", "print(x + 1)")])]);
    expect(text).toBe(notebookText.replace("print(x)", "print(x + 1)"));
  });

  test("adds and removes lines in the layout of the list", () => {
    const { text } = applyFixes(notebookText, notebook, [
      fixOf([replacing(notebook, 0, "x = 1\n", "import os\nx = 2\n")]),
    ]);
    expect(text).toBe(notebookText.replace('    "x = 1\\n",\n', '    "import os\\n",\n    "x = 2\\n",\n'));
    const shorter = applyFixes(notebookText, notebook, [fixOf([replacing(notebook, 0, "\nprint(x)", "")])]);
    expect(shorter.text).toBe(notebookText.replace('\\n",\n    "print(x)"', '"'));
  });

  test("changes a source that is one string", () => {
    const { text } = applyFixes(notebookText, notebook, [fixOf([replacing(notebook, 1, "2", "3")])]);
    expect(text).toBe(notebookText.replace("y = 2", "y = 3"));
  });

  test("takes out outputs, not the count, and keys of metadata", () => {
    const removals: readonly Removal[] = [
      { remove: "outputs", cell: 0 },
      { remove: "metadata", cell: 0, key: "ExecuteTime" },
      { remove: "metadata", cell: null, key: "vscode" },
    ];
    const { text } = applyFixes(notebookText, notebook, [fixOf([], removals)]);
    const after = read(text, "a.ipynb");
    expect(after.cells[0]).toMatchObject({ outputs: [], executionCount: 3, metadata: { tags: ["a"] } });
    expect(after.metadata).toEqual({ kernelspec: { name: "python3", display_name: "Python 3" } });
    expect(after.cells[0]?.source).toBe(notebook.cells[0]?.source);
    expect(text).toContain('"caf\\u00e9 = \\"a\\"\\n"');
  });

  test("takes out what format 3 has beside the metadata", () => {
    const cell =
      '{"cell_type": "code", "language": "python", "metadata": {}, "collapsed": false, "input": ["x = 1"], "outputs": []}';
    const old = `{"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": [${cell}]}]}`;
    const removal: Removal = { remove: "metadata", cell: 0, key: "collapsed" };
    const { text } = applyFixes(old, read(old, "a.ipynb"), [fixOf([], [removal])]);
    expect(text).toBe(old.replace('"collapsed": false, ', ""));
  });

  test("leaves out a fix that touches what another one changes", () => {
    const fixes = [
      fixOf([replacing(notebook, 0, "print(x)", "print(1)")]),
      fixOf([replacing(notebook, 0, "x)", "z)")]),
    ];
    expect(applyFixes(notebookText, notebook, fixes).applied).toEqual([fixes[0]]);
  });

  test("keeps a byte order mark and the line ends of a script", () => {
    const script = "\ufeff# %%\r\nx = 1\r\n# %% [markdown]\r\n# Text\r\n# %%\r\n# é\r\nprint(x)\r\n";
    const read_ = read(script, "a.py");
    const { text } = applyFixes(script, read_, [fixOf([replacing(read_, 2, "x)", "x + 1)")])]);
    expect(text).toBe(script.replace("print(x)", "print(x + 1)"));
  });
});

describe("sourcePlaces", () => {
  const notebook = read(notebookText, "a.ipynb");
  const find = sourcePlaces(notebookText, notebook);
  const lines = notebookText.split("\n");

  test.each([
    [0, "x = 1"],
    [0, "print(x)"],
    [1, "y = 2"],
  ])("finds text of cell %i in the JSON: %s", (cell, part) => {
    const start = (notebook.cells[cell]?.source ?? "").indexOf(part);
    const place = find({ cell, span: { start, end: start + part.length } });
    expect((lines[place.line - 1] as string).slice(place.column - 1, place.endColumn - 1)).toBe(part);
  });

  test("counts what is escaped as it stands in the file", () => {
    const start = (notebook.cells[0]?.source ?? "").indexOf('"a"');
    const place = find({ cell: 0, span: { start, end: start + 3 } });
    expect((lines[place.line - 1] as string).slice(place.column - 1, place.endColumn - 1)).toBe('\\"a\\"');
  });

  test("finds lines of scripts below their markers", () => {
    const script = "# %%\nx = 1\n\n# %% [markdown]\n# Text\n\n# %%\n\n# %time\nprint(x)\n";
    const place = sourcePlaces(script, read(script, "a.py"))({ cell: 2, span: { start: 7, end: 12 } });
    expect(place).toMatchObject({ line: 10, column: 1, endColumn: 6 });
  });
});
