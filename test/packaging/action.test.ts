import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { cli, temporaryFolders } from "../cli/run-cli.ts";

const makeFolder = temporaryFolders();
const repository = path.resolve(import.meta.dirname, "..", "..");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const action = parse(readFileSync(path.join(repository, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

function notebook(...sources: readonly string[]): string {
  const cells = sources.map((source, at) => {
    return { cell_type: "code", execution_count: null, id: `c${at}`, metadata: {}, outputs: [], source };
  });
  const kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
  return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}
const broken = notebook("print(never_defined)");
const fine = notebook("print(1)");

/** Runs the step that checks, with inputs as GitHub gives them: the defaults where none is given. */
function runStep(files: Readonly<Record<string, string>>, given: Readonly<Record<string, string>> = {}) {
  const step = action.runs.steps.find(({ run }) => run?.includes("check.sh"));
  const [folder, temporary] = [makeFolder(files), makeFolder({ output: "", summary: "" })];
  const values = Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const input = /^\$\{\{ inputs\.(\S+) \}\}$/.exec(expression)?.[1];
    const value = input === undefined ? repository : (given[input] ?? action.inputs[input]?.default);
    return [name, value] as const;
  });
  const at = (name: string) => path.join(temporary, name);
  const env = { RUNNER_TEMP: temporary, GITHUB_OUTPUT: at("output"), GITHUB_STEP_SUMMARY: at("summary") };
  const done = spawnSync("bash", ["-c", step?.run ?? "exit 9"], {
    cwd: folder,
    env: { ...process.env, ...Object.fromEntries(values), ...env },
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  const output = readFileSync(at("output"), "utf8");
  return { folder, code: done.status, stdout: done.stdout, output, summary: readFileSync(at("summary"), "utf8") };
}

describe.skipIf(process.platform === "win32")("the step of the GitHub action", () => {
  test("annotates, writes SARIF and the summary, and fails", () => {
    const { folder, code, stdout, output, summary } = runStep({ "a.ipynb": broken, "b.ipynb": fine });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=a\.ipynb,.*CW102/m);
    expect(output).toBe("exit-code=1\nsarif=cellwright.sarif\n");
    expect(summary).toContain("CW102");
    const sarif = JSON.parse(readFileSync(path.join(folder, "cellwright.sarif"), "utf8"));
    expect(sarif.runs[0].results).toHaveLength(1);
  });

  test("takes paths with blanks and further options, one on each line", () => {
    const inputs = { paths: "my notes/a.ipynb\n\n  \n-b.ipynb\n", args: "--select=CW1\n--severity\nCW102=info\n" };
    const { code, stdout } = runStep({ "my notes/a.ipynb": broken, "-b.ipynb": broken, "c.ipynb": broken }, inputs);
    expect(code).toBe(0);
    expect(stdout.match(/^::notice file=.*CW102/gm)).toHaveLength(2);
  });

  test("inputs are no code", () => {
    const { folder, code } = runStep({ "a.ipynb": fine }, { paths: '$(touch made)\n";touch made;"', args: "" });
    expect(code).toBe(2);
    expect(existsSync(path.join(folder, "made"))).toBe(false);
  });

  test("leaves out what is not wanted", () => {
    const { folder, code, output, summary } = runStep(
      { "a.ipynb": broken },
      { sarif: "", summary: "false", "fail-on": "never" },
    );
    expect([code, output, summary]).toEqual([0, "exit-code=0\n", ""]);
    expect(existsSync(path.join(folder, "cellwright.sarif"))).toBe(false);
  });

  test("cuts a summary that GitHub would refuse", () => {
    const long = notebook(...Array.from({ length: 20 }, (_, at) => `print(never_${"x".repeat(2000)}${at})`));
    const files = Array.from({ length: 50 }, (_, at) => [`${at}.ipynb`, long] as const);
    const { summary } = runStep(Object.fromEntries(files), { format: "json" });
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/CW102[\s\S]*The rest is in the log\.\n$/);
  });
});

test("actions of others are pinned by a hash", () => {
  const used = action.runs.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  expect(used.length).toBeGreaterThan(0);
  for (const one of used) expect(one).toMatch(/@[0-9a-f]{40}$/);
});

describe("hooks of pre-commit", () => {
  const text = readFileSync(path.join(repository, ".pre-commit-hooks.yaml"), "utf8");
  const hooks = parse(text) as readonly { readonly id: string; readonly entry: string }[];

  test.each(hooks.map(({ id, entry }) => [id, entry] as const))("%s", async (_, entry) => {
    const [program, ...args] = entry.split(" ");
    expect(program).toBe("cellwright");
    const folder = makeFolder({ "a.ipynb": fine });
    expect((await cli(folder, ...args, "a.ipynb")).code).toBe(0);
    writeFileSync(path.join(folder, "b.ipynb"), broken);
    expect((await cli(folder, ...args, "a.ipynb", "b.ipynb")).code).toBe(1);
  });
});
