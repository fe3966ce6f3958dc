import { describe, expect, test } from "vitest";
import type { Notebook } from "../../../src/notebook/types.ts";
import { loadDetectors } from "../../../src/rules/hygiene/detectors.ts";
import { outputTexts } from "../../../src/rules/hygiene/output-texts.ts";
import { checkExample, exampleNotebook } from "../../harness/checked.ts";

function notebookWith(outputs: readonly object[], metadata: object = {}, source = "x = 1\nprint(x)"): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 4,
    metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
    cells: [{ cell_type: "code", metadata, execution_count: 1, source, outputs }],
  });
}

const shown = (data: object) => ({ output_type: "display_data", metadata: {}, data });
const printed = (text: string) => ({ output_type: "stream", name: "stdout", text });
const codes = (text: string) => checkExample({ notebook: text }).map(({ code, severity }) => `${code} ${severity}`);

describe("texts of outputs", () => {
  test.each([
    [printed("a\n"), ["a\n"]],
    [shown({ "text/plain": ["a\n", "b"], "image/png": "QUJD" }), ["a\nb"]],
    [shown({ "text/html": "<b>a</b>", "application/javascript": "let a" }), ["<b>a</b>"]],
    [shown({ "application/json": { a: [1] } }), ['{"a":[1]}']],
    [{ output_type: "error", ename: "E", evalue: "a", traceback: ["\u001b[0;31mE\u001b[0m", "a"] }, ["E\na"]],
    [{ output_type: "error", ename: "E", evalue: "a", traceback: [] }, ["a"]],
  ])("%j", (output, texts) => {
    const { notebook } = exampleNotebook({ notebook: notebookWith([output]) });
    expect(outputTexts(notebook).map(({ text }) => text)).toEqual(texts);
  });
});

describe("secrets in outputs", () => {
  const hex = "9f8b2c7d41e64a0fb3d5c6e7a8190b2c";

  test.each([
    [printed(`API_KEY=${hex}\n`), true],
    [printed(`{"client_secret": "${hex}"}\n`), true],
    [shown({ "text/html": `<td>token: ${hex}</td>` }), true],
    [{ output_type: "error", ename: "E", evalue: "", traceback: [`password = '${hex}'`] }, true],
    [printed(`commit ${hex}\n`), false],
    [printed("tokens: ['two', 'words'], key: mean_squared_error_2\n"), false],
    [shown({ "image/png": `api_key=${hex}` }), false],
  ])("%j: %s", (output, isFound) => {
    expect(codes(notebookWith([output])).includes("CW621 error")).toBe(isFound);
  });

  test("what the source keeps secret is not to be shown again", () => {
    const source = 'password = "Sommer#2019!"\nprint(password)';
    expect(codes(notebookWith([printed("Sommer#2019!\n")], {}, source))).toContain("CW621 error");
  });

  test("no message tells the secret", () => {
    const found = checkExample({ notebook: notebookWith([printed(`API_KEY=${hex}\n`)]) });
    expect(JSON.stringify(found)).not.toContain(hex.slice(0, 5));
  });
});

describe("huge outputs", () => {
  test.each([
    [[printed("3.14159\n".repeat(140_000))], ["CW627 info"]],
    [[shown({ "image/png": "QUJD".repeat(300_000) })], ["CW627 info"]],
    [[1, 2, 3, 4, 5, 6].map(() => shown({ "image/png": "QUJD".repeat(230_000) })), ["CW627 warning"]],
    [[shown({ "image/png": "QUJD".repeat(100_000) })], []],
  ])("of case %#", (outputs, expected) => {
    expect(codes(notebookWith(outputs)).filter((one) => one.startsWith("CW627"))).toEqual(expected);
  });
});

describe("saved errors", () => {
  const error = { output_type: "error", ename: "ValueError", evalue: "a", traceback: ["ValueError: a"] };

  test.each([
    [{}, "raise ValueError('a')", ["CW626 warning"]],
    [{ tags: ["raises-exception"] }, "raise ValueError('a')", []],
    [{ tags: ["nbval-raises-exception"] }, "raise ValueError('a')", []],
    [{}, "# NBVAL_RAISES_EXCEPTION\nraise ValueError('a')", []],
  ])("%j %s", (metadata, source, expected) => {
    const text = notebookWith([error], metadata, source);
    expect(codes(text).filter((one) => one.startsWith("CW626"))).toEqual(expected);
  });
});

describe("detectors", () => {
  const load = (text: string) => loadDetectors(exampleNotebook({ notebook: text }).notebook as Notebook);

  test("are not loaded for a notebook that needs none", async () => {
    expect(await load(notebookWith([printed("1e+10 https://pandas.pydata.org\n")]))).toEqual({
      secrets: null,
      phones: null,
    });
  });

  test("are loaded where something has the form", async () => {
    const { secrets, phones } = await load(notebookWith([printed("xoxb-1 and +44 20 7946 1834\n")]));
    expect(secrets).not.toBeNull();
    expect(phones).not.toBeNull();
  });
});

describe("removals", () => {
  test("of metadata name the cell, or the notebook, and are safe; those of outputs are not", () => {
    const text = notebookWith([printed("1\n")], { ExecuteTime: { end_time: "2020" }, tags: ["a"] });
    const noisy = text.replace('"metadata":{"kernelspec"', '"metadata":{"vscode":{},"kernelspec"');
    const [fix] = checkExample({ notebook: noisy }).flatMap(({ code, fix: one }) =>
      code === "CW629" && one ? [one] : [],
    );
    expect(fix).toMatchObject({
      safety: "safe",
      removals: [
        { remove: "metadata", cell: null, key: "vscode" },
        { remove: "metadata", cell: 0, key: "ExecuteTime" },
      ],
    });
  });
});
