import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isObject } from "../../src/base/json.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { changedTags, type TagChange } from "../../src/notebook/tag-change.ts";
import { writeTags } from "../../src/notebook/write-tags.ts";
import { codeCell, notebookJson } from "./sample.ts";

function add(cellIndex: number, ...addTags: string[]): TagChange {
  return { cellIndex, addTags, removeTags: [] };
}

function remove(cellIndex: number, ...removeTags: string[]): TagChange {
  return { cellIndex, addTags: [], removeTags };
}

describe("the place and the layout of new tags", () => {
  const rest = '"outputs": [], "source": ""}';
  const cases: [name: string, before: string, change: TagChange, after: string][] = [
    [
      "no metadata, one line",
      `{"cells": [{"cell_type": "raw", "source": ""}]}`,
      add(0, "a"),
      `{"cells": [{"cell_type": "raw", "metadata": {"tags": ["a"]}, "source": ""}]}`,
    ],
    ["an empty cell", `{"cells":[{}]}`, add(0, "a"), `{"cells":[{"metadata":{"tags":["a"]}}]}`],
    [
      "no space",
      `{"cells":[{"metadata":{"a":1},"source":""}]}`,
      add(0, "a", "b"),
      `{"cells":[{"metadata":{"a":1,"tags":["a","b"]},"source":""}]}`,
    ],
    [
      "sorted keys",
      `{"cells": [{"metadata": {"a": 1, "z": 2}, ${rest}]}`,
      add(0, "t"),
      `{"cells": [{"metadata": {"a": 1, "tags": ["t"], "z": 2}, ${rest}]}`,
    ],
    [
      "unsorted keys",
      `{"cells": [{"metadata": {"z": 1, "a": 2}, ${rest}]}`,
      add(0, "t"),
      `{"cells": [{"metadata": {"z": 1, "a": 2, "tags": ["t"]}, ${rest}]}`,
    ],
    [
      "tags that are there",
      `{"cells": [{"metadata": {"tags": ["\\u0061", "b"]}, ${rest}]}`,
      add(0, "a", "c"),
      `{"cells": [{"metadata": {"tags": ["\\u0061", "b", "c"]}, ${rest}]}`,
    ],
    [
      "removing",
      `{"cells": [{"metadata": {"tags": ["a", "b"]}, ${rest}]}`,
      remove(0, "a", "x"),
      `{"cells": [{"metadata": {"tags": ["b"]}, ${rest}]}`,
    ],
    [
      "removing the last",
      `{"cells": [{"metadata": {"tags": ["a"]}, ${rest}]}`,
      remove(0, "a"),
      `{"cells": [{"metadata": {"tags": []}, ${rest}]}`,
    ],
    [
      "nothing to do",
      `{"cells": [{"metadata": {"tags": ["a" ,"b"]}, ${rest}]}`,
      add(0, "b"),
      `{"cells": [{"metadata": {"tags": ["a" ,"b"]}, ${rest}]}`,
    ],
    [
      "metadata that is null",
      `{"cells": [{"metadata": null}]}`,
      add(0, "a"),
      `{"cells": [{"metadata": {"tags": ["a"]}}]}`,
    ],
    [
      "tags that are a string",
      `{"cells": [{"metadata": {"tags": "a"}}]}`,
      add(0, "b"),
      `{"cells": [{"metadata": {"tags": ["a", "b"]}}]}`,
    ],
    [
      "a key that comes twice",
      `{"cells": [{"metadata": {"tags": ["a"]}, "metadata": {"tags": ["b"]}}]}`,
      add(0, "c"),
      `{"cells": [{"metadata": {"tags": ["a"]}, "metadata": {"tags": ["b", "c"]}}]}`,
    ],
    [
      "cells that come twice",
      `{"cells": [{"metadata": {}}], "cells": [{"metadata": {}}]}`,
      add(0, "c"),
      `{"cells": [{"metadata": {}}], "cells": [{"metadata": {"tags": ["c"]}}]}`,
    ],
    [
      "beside what is no cell",
      `{"cells": [null, [{"metadata": {}}], {"metadata": {}}]}`,
      add(2, "c"),
      `{"cells": [null, [{"metadata": {}}], {"metadata": {"tags": ["c"]}}]}`,
    ],
    [
      "worksheets",
      `{"nbformat": 3, "worksheets": [{"cells": [{"metadata": {}}]}, {"a": [{}], "cells": [{"metadata": {}}]}]}`,
      add(1, "c"),
      `{"nbformat": 3, "worksheets": [{"cells": [{"metadata": {}}]}, {"a": [{}], "cells": [{"metadata": {"tags": ["c"]}}]}]}`,
    ],
    [
      "a file of ASCII",
      `{"cells": [{"metadata": {}, "source": "\\u00e9"}]}`,
      add(0, "ü"),
      `{"cells": [{"metadata": {"tags": ["\\u00fc"]}, "source": "\\u00e9"}]}`,
    ],
    [
      "a file of other characters",
      `{"cells": [{"metadata": {}, "source": "é"}]}`,
      add(0, "ü"),
      `{"cells": [{"metadata": {"tags": ["ü"]}, "source": "é"}]}`,
    ],
    [
      "tags that stay on one line",
      `{\n "cells": [\n  {\n   "metadata": {"tags": ["a"]}\n  }\n ]\n}`,
      add(0, "b"),
      `{\n "cells": [\n  {\n   "metadata": {"tags": ["a", "b"]}\n  }\n ]\n}`,
    ],
  ];
  test.each(cases)("%s", (_name, before, change, after) => {
    expect(writeTags(before, [change])).toBe(after);
  });

  test.each([1, 2, "\t"])("a file that Jupyter wrote, indent %j", (indent) => {
    const cell = (tags?: string[]) => ({
      cell_type: "raw",
      metadata: { a: {}, ...(tags === undefined ? {} : { tags }) },
      source: [],
    });
    const bare = { cell_type: "raw", metadata: {}, source: [] };
    const text = (...cells: unknown[]) => `${JSON.stringify({ cells, metadata: {} }, null, indent)}\n`;
    const before = text(cell(), cell(["x"]), cell([]), bare);
    const changes = [add(0, "a"), add(1, "a"), add(2, "a"), add(3, "a", "b"), remove(3, "b")];
    expect(writeTags(before, changes)).toBe(
      text(cell(["a"]), cell(["x", "a"]), cell(["a"]), { ...bare, metadata: { tags: ["a"] } }),
    );
    expect(writeTags(before.replaceAll("\n", "\r\n"), changes)).toBe(
      writeTags(before, changes).replaceAll("\n", "\r\n"),
    );
  });
});

/** JSON text as a program of any taste writes it: the layout, the escapes and the numbers differ. */
function jsonText(
  value: unknown,
  style: { indent: string | number; ascii: boolean; newline: string; numbers: string; end: string },
): string {
  let text = JSON.stringify(value, null, style.indent).replaceAll(/(?<=[:[ ,\n])7(?=[,\n}\]])/g, style.numbers);
  if (style.ascii)
    text = text.replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return text.replaceAll("\n", style.newline) + style.end;
}

const style = fc.record({
  indent: fc.constantFrom<string | number>(0, 1, 2, 4, "\t"),
  ascii: fc.boolean(),
  newline: fc.constantFrom("\n", "\r\n"),
  numbers: fc.constantFrom("7", "7.0", "7e0", "7E+0"),
  end: fc.constantFrom("", "\n", "\n\n"),
});
const tag = fc.constantFrom("a", "b", "c", "é", "step:x", 'q"', "😀", "\u2028");
const tags = fc.uniqueArray(tag, { maxLength: 4 });
const cell = fc.record(
  {
    id: fc.string(),
    source: fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string())),
    metadata: fc.oneof(
      { weight: 6, arbitrary: fc.record({ a: fc.jsonValue(), tags, z: fc.constant(7) }, { requiredKeys: [] }) },
      fc.constant(null),
      fc.constant([]),
    ),
    outputs: fc.array(fc.record({ metadata: fc.record({ tags }), data: fc.jsonValue(), cells: fc.constant([{}]) })),
    cells: fc.constant([{ metadata: { tags: ["a"] } }]),
  },
  { requiredKeys: [] },
);
const changeOf = (count: number) => fc.record({ cellIndex: fc.nat(count - 1), addTags: tags, removeTags: tags });
const example = fc
  .array(cell, { minLength: 1, maxLength: 5 })
  .chain((cells) => fc.tuple(fc.constant(cells), fc.array(changeOf(cells.length), { maxLength: 4 }), style));

test("only the tags change, to what was asked for, and a second time nothing changes", () => {
  fc.assert(
    fc.property(example, ([cells, changes, layout]) => {
      const before = jsonText({ metadata: { tags: ["n"] }, cells, nbformat: 4, nbformat_minor: 4 }, layout);
      const after = writeTags(before, changes);
      const expected = JSON.parse(before);
      expected.cells.forEach((target: { metadata?: unknown }, index: number) => {
        const metadata = isObject(target.metadata) ? target.metadata : {};
        const old = (metadata.tags ?? []) as string[];
        const wanted = changes.filter(({ cellIndex }) => cellIndex === index).reduce(changedTags, old);
        if (wanted.join() !== old.join()) target.metadata = { ...metadata, tags: wanted };
      });
      expect(JSON.parse(after)).toEqual(expected);
      const settled = changes.filter(
        (change, at) => changes.findIndex(({ cellIndex }) => cellIndex === change.cellIndex) === at,
      );
      const once = writeTags(before, settled);
      expect(writeTags(once, settled)).toBe(once);
    }),
    { numRuns: 500 },
  );
});

test("every byte outside the metadata of the changed cells is the same", () => {
  const marker = "[METADATA]";
  /** The text with the metadata of the cells in `changed` cut out, found by their place in a text of known layout. */
  const masked = (text: string) => text.replaceAll(/"metadata": ?\{[^{}]*\}(?=,\s*"outputs")/g, marker);
  fc.assert(
    fc.property(
      fc.array(tags, { minLength: 1, maxLength: 4 }),
      fc.array(changeOf(1)),
      style,
      (tagsOfCells, changes, layout) => {
        const cells = tagsOfCells.map((own) =>
          codeCell("x = 7\ty", {
            metadata: own.length > 0 ? { tags: own } : {},
            outputs: [{ output_type: "stream", name: "é\u2028", text: "7", n: 7 }],
          }),
        );
        const before = jsonText(notebookJson(cells), layout);
        const after = writeTags(before, changes);
        expect(masked(after)).toBe(masked(before));
        expect(masked(after).split(marker).length).toBe(cells.length + 1);
      },
    ),
  );
});

describe("percent scripts", () => {
  const cases: [name: string, before: string, change: TagChange, after: string][] = [
    ["a bare marker", "# %%\nx\n", add(0, "a"), '# %% tags=["a"]\nx\n'],
    ["a marker of VS Code", "#%%\r\nx\r\n#%%\r\ny", add(1, "a"), '#%%\r\nx\r\n#%% tags=["a"]\r\ny'],
    [
      "a title and other metadata",
      "# %% T [markdown] n=1 \n# x",
      add(0, "a", "b"),
      '# %% T [markdown] n=1 tags=["a", "b"]\n# x',
    ],
    ["tags that are there", "# %% tags=['a']  n=1\nx", add(0, "b"), '# %% tags=["a", "b"]  n=1\nx'],
    ["removing", '# %% tags=["a", "b"] n=1\nx', remove(0, "a"), '# %% tags=["b"] n=1\nx'],
    ["JSON", '# %% T {"n": [1, "a, b"]}\nx', add(0, "b"), '# %% T {"n": [1, "a, b"], "tags": ["b"]}\nx'],
    ["nothing to do", "# %% tags=['a']\nx", add(0, "a"), "# %% tags=['a']\nx"],
    [
      "a cell without marker",
      "#!/bin/python\nimport os\n\n# %%\nx",
      add(0, "a"),
      '#!/bin/python\n# %% tags=["a"]\nimport os\n\n# %%\nx',
    ],
    [
      "behind a header cell",
      "# ---\n# title: x\n# ---\n\n# %%\nx",
      add(1, "a"),
      '# ---\n# title: x\n# ---\n\n# %% tags=["a"]\nx',
    ],
    ["a byte order mark", "\ufeff# %%\nx\n", add(0, "a"), '\ufeff# %% tags=["a"]\nx\n'],
    [
      "a plain script",
      "#!/bin/python\n# coding: utf-8\nx = 1\n",
      add(0, "a", "b"),
      "#!/bin/python\n# coding: utf-8\n# tags: a, b\nx = 1\n",
    ],
    ["a plain script with tags", "# tags: a, b\nx = 1\n", remove(0, "a"), "# tags: b\nx = 1\n"],
    ["a plain script without its last tag", "# tags: a\nx = 1\n", remove(0, "a"), "x = 1\n"],
    [
      "an export of nbconvert",
      "# In[1]:\n\n\nx\n\n\n# In[2]:\n\n\ny\n",
      add(1, "a"),
      "# In[1]:\n\n\nx\n\n\n# In[2]:\n\n\n# tags: a\ny\n",
    ],
  ];
  test.each(cases)("%s", (_name, before, change, after) => {
    const written = writeTags(before, [change], "a.py");
    expect(written).toBe(after);
    expect(writeTags(written, [change], "a.py")).toBe(after);
  });

  test("only tags change in what is read", () => {
    const script = readFileSync(new URL("jupytext/script.py", import.meta.url), "utf8");
    const before = readNotebook(script, "a.py").notebook?.cells ?? [];
    const indexes = before.map(({ index }) => index).filter((index) => index > 0);
    const after = readNotebook(
      writeTags(
        script,
        indexes.map((index) => add(index, "new")),
        "a.py",
      ),
      "a.py",
    ).notebook?.cells;
    expect(after).toEqual(
      before.map((one) =>
        one.index === 0
          ? one
          : { ...one, tags: [...one.tags, "new"], metadata: { ...one.metadata, tags: [...one.tags, "new"] } },
      ),
    );
  });
});

test("a cell that is not there is a bug", () => {
  expect(() => writeTags('{"cells": []}', [add(0, "a")])).toThrow("bug:");
  expect(() => writeTags("x = 1", [add(1, "a")], "a.py")).toThrow("bug:");
});
