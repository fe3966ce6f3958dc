import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { notebookText } from "../harness/planned.ts";
import { cli, cliIntoClosedPipe, contentsOf, temporaryFolders } from "./run-cli.ts";

vi.setConfig({ testTimeout: 40_000 });
const folderWith = temporaryFolders();

const good = notebookText(
  ["Load", "n = 3\nx = [v for v in range(n)]"],
  ["Change", "x.append(1)"],
  ["Show", "print(x)"],
);

describe.concurrent("nothing of the notebook runs", () => {
  const mark = `import pathlib\npathlib.Path(__file__).with_name("ran").write_text("x")\n`;
  const evil = [
    'open("ran", "w").write("x")',
    "!touch ran",
    "%%bash\ntouch ran",
    '__import__("os").system("touch ran")',
    "import helper",
  ];
  const beside = Object.fromEntries(
    ["sitecustomize", "usercustomize", "json", "sys", "helper", "numpy", "importlib/__init__", "site"].map((name) => [
      `${name}.py`,
      mark,
    ]),
  );

  test("whatever stands in it and beside it", async () => {
    const text = notebookText(...evil.map((line, at) => [`S${at}`, `${line}\n`] as const), ["Data", "x = [1]"]);
    const folder = folderWith({ "n.ipynb": text, ...beside });
    const before = Object.keys(contentsOf(folder));
    await cli(folder, "plan", "n.ipynb");
    await cli(folder, "plan", "n.ipynb", "--json");
    const ended = await cli(folder, "convert", "n.ipynb", "-o", path.join(folder, "out"));
    expect(ended.code).toBe(0);
    const after = Object.keys(contentsOf(folder)).filter(
      (file) => file !== "out" && !file.startsWith(`out${path.sep}`),
    );
    expect(after).toEqual(before);
    expect(Object.keys(contentsOf(path.join(folder, "out"))).filter((file) => /(^|[\\/])ran$/.test(file))).toEqual([]);
  });

  // An environment that came with a notebook is as little to be trusted as the notebook.
  test("nor does an interpreter that lies beside it", async () => {
    const folder = folderWith({ "n.ipynb": good, ".venv/bin/python": "#!/bin/sh\ntouch ran\nexit 1\n" });
    chmodSync(path.join(folder, ".venv/bin/python"), 0o755);
    await cli(folder, "convert", "n.ipynb", "-o", "out");
    expect(Object.keys(contentsOf(folder))).not.toContain("ran");
  });

  test("a program that is no interpreter is refused in words", async () => {
    const folder = folderWith({ "n.ipynb": good });
    const ended = await cli(folder, "convert", "n.ipynb", "-o", "out", "--python", "echo");
    expect(ended.stderr).toContain("no-interpreter");
  });
});

describe.concurrent("hostile names", () => {
  const titles = [
    "../../up",
    "/etc/x",
    "{{{{",
    "; rm -rf /",
    "class",
    "📈",
    'a "b" \\',
    "a\u202eb",
    "__init__",
    "..",
    "x".repeat(500),
  ];

  test("stay inside the target, and the project is valid Python", async () => {
    const sections = titles.map((title, at) => [title, `v${at} = [${at === 0 ? 1 : `len(v${at - 1})`}]`] as const);
    const folder = folderWith({ "sub/n'\"; x {{y}}.ipynb": notebookText(...sections) });
    const before = contentsOf(folder);
    const ended = await cli(path.join(folder, "sub"), "convert", "n'\"; x {{y}}.ipynb", "-o", "out");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const outside = Object.entries(contentsOf(folder)).filter(([file]) => !file.startsWith(path.join("sub", "out")));
    expect(Object.fromEntries(outside)).toEqual(before);
    const compiled = spawnSync(
      "python3",
      ["-W", "error", "-m", "compileall", "-q", path.join(folder, "sub", "out", "src")],
      { encoding: "utf8" },
    );
    expect(compiled.stdout + compiled.stderr).toBe("");
    expect(compiled.status).toBe(0);
  });
});

test("a heading that Windows takes for a device still makes a step", async () => {
  const folder = folderWith({ "aux.ipynb": notebookText(["Con", "x = [1]"], ["Aux", "print(x)"]) });
  const ended = await cli(folder, "convert", "aux.ipynb", "-o", "out", "--json");
  expect(JSON.parse(ended.stdout)).toMatchObject({ package: "aux_pipeline", steps: ["con_step", "aux_step"] });
});

describe.concurrent("the same input", () => {
  test("gives the same bytes, from another folder as well", async () => {
    const results = ["one", "two"].map(async (name) => {
      const folder = folderWith({ [`${name}/n.ipynb`]: good });
      const ended = await cli(path.join(folder, name), "convert", "n.ipynb", "-o", "out");
      expect(ended.code).toBe(0);
      return contentsOf(path.join(folder, name, "out"));
    });
    const [one, two] = await Promise.all(results);
    expect(two).toEqual(one);
    expect(Object.keys(one ?? {}).length).toBeGreaterThan(10);
  });

  test("--dry-run names what is written, and writes nothing", async () => {
    const folder = folderWith({ "n.ipynb": good });
    const dry = await cli(folder, "convert", "n.ipynb", "-o", "out", "--dry-run");
    expect(Object.keys(contentsOf(folder))).toEqual(["n.ipynb"]);
    const listed = [...dry.stdout.matchAll(/^ {2}(\S.*)$/gm)].map((match) => match[1]);
    const json = JSON.parse((await cli(folder, "convert", "n.ipynb", "-o", "out", "--json")).stdout);
    expect(json).toMatchObject({ version: 1, converted: true, steps: ["load", "change", "show"], diagnostics: [] });
    expect(listed).toEqual(json.files);
    const written = contentsOf(path.join(folder, "out"));
    for (const file of json.files) expect(written).toHaveProperty([path.join(...file.split("/"))]);
  });
});

describe.concurrent("tags that are written", () => {
  test("give the same steps, and change metadata alone", async () => {
    const folder = folderWith();
    cpSync(path.resolve("samples", "energy-forecast", "energy-forecast.ipynb"), path.join(folder, "n.ipynb"));
    const parse = () => JSON.parse(readFileSync(path.join(folder, "n.ipynb"), "utf8"));
    const stepsOf = async () => {
      const { steps } = JSON.parse((await cli(folder, "plan", "n.ipynb", "--json")).stdout) as {
        steps: { title: string }[];
      };
      return steps.map(({ title: _, ...step }) => step);
    };
    const [cells, steps] = [parse().cells, await stepsOf()];
    const written = await cli(folder, "plan", "n.ipynb", "--write-tags");
    expect(written.code).toBe(0);
    const untagged = (all: { metadata: { tags?: unknown } }[]) =>
      all.map(({ metadata: { tags: _, ...metadata }, ...cell }) => ({ ...cell, metadata }));
    expect(untagged(parse().cells)).toEqual(untagged(cells));
    expect(await stepsOf()).toEqual(steps);
    const tagged = readFileSync(path.join(folder, "n.ipynb"));
    await cli(folder, "plan", "n.ipynb", "--write-tags");
    expect(readFileSync(path.join(folder, "n.ipynb")).equals(tagged)).toBe(true);
  });

  test("are not, when the plan has errors", async () => {
    const folder = folderWith({ "n.ipynb": notebookText(["A", "print(nowhere)"]) });
    const before = contentsOf(folder);
    const ended = await cli(folder, "plan", "n.ipynb", "--write-tags");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("plan-has-errors");
    expect(contentsOf(folder)).toEqual(before);
  });
});

describe.concurrent("exit codes and streams", () => {
  test.each<readonly [string, string, readonly string[], number, RegExp, RegExp]>([
    ["a plan", good, ["plan", "n.ipynb"], 0, /^notebook|^n: 3 steps by headings/, /^$/],
    [
      "a plan with warnings",
      notebookText(["A", "x = [1]"]).replace('"metadata":{},"source":"x', '"metadata":{"tags":["step:"]},"source":"x'),
      ["plan", "n.ipynb"],
      0,
      /1 step by auto/,
      /warning CW430/,
    ],
    ["a plan with errors", notebookText(["A", "print(nowhere)"]), ["plan", "n.ipynb"], 1, /1 step by/, /error CW102/],
    ["a diagram", good, ["plan", "n.ipynb", "--mermaid"], 0, /^flowchart TD\n/, /^$/],
    [
      "a plan as JSON",
      notebookText(["A", "print(nowhere)"]),
      ["plan", "n.ipynb", "--json"],
      1,
      /^\{\n {2}"version": 1,/,
      /^$/,
    ],
    [
      "a project",
      good,
      ["convert", "n.ipynb", "-o", "out"],
      0,
      /^Wrote \d+ files to out: 3 steps in src\/n\/steps$/m,
      /^$/,
    ],
    [
      "a refused project",
      notebookText(["A", "print(nowhere)"]),
      ["convert", "n.ipynb", "-o", "out"],
      1,
      /^$/,
      /error CW102[\s\S]*Nothing was written/,
    ],
  ])("%s", async (_, text, args, code, stdout, stderr) => {
    const ended = await cli(folderWith({ "n.ipynb": text }), ...args);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toMatch(stdout);
    expect(ended.stderr).toMatch(stderr);
  });
});

describe.concurrent("output that nobody reads to its end", () => {
  const many = Array.from({ length: 200 }, (_, at) => [`S${at}`, `v${at} = [unknown_${at}]`] as const);
  test.each([["--json"], ["--mermaid"], []])("ends without a word: %s", async (...options) => {
    const folder = folderWith({ "n.ipynb": notebookText(...many) });
    const ended = await cliIntoClosedPipe(folder, "plan", "n.ipynb", ...options);
    expect(ended.code).toBe(1);
    expect(ended.stderr).not.toMatch(/EPIPE|^\s+at |node:/m);
  });

  test("and the project is written", async () => {
    const folder = folderWith({ "n.ipynb": good });
    const ended = await cliIntoClosedPipe(folder, "convert", "n.ipynb", "-o", "out", "--json");
    expect(ended.code).toBe(0);
    expect(Object.keys(contentsOf(path.join(folder, "out")))).toContain("pyproject.toml");
  });
});

describe.concurrent("what --json says of places", () => {
  test("counts from 1, as the text does", async () => {
    const text = notebookText(["A", "x = [1]"], ["B", 'y = "📈é"; z = (x,\n\t nowhere)']);
    const folder = folderWith({ "n.ipynb": text });
    const place = { cell: 4, line: 2, column: 3, endLine: 2, endColumn: 10 };
    for (const args of [["plan"], ["convert", "-o", "out"]]) {
      const [command = "", ...rest] = args;
      const { diagnostics } = JSON.parse((await cli(folder, command, "n.ipynb", ...rest, "--json")).stdout);
      expect(diagnostics).toMatchObject([{ code: "CW102", location: place }]);
    }
    expect((await cli(folder, "plan", "n.ipynb")).stderr).toContain("cell 4, line 2");
  });
});

describe.concurrent("modules beside the notebook", () => {
  const files = {
    "tools/__init__.py": "from . import io\nfrom .shapes.square import side\n",
    "tools/io.py": "import requests\nimport helper\n",
    "tools/unused.py": "import tensorflow\n",
    "tools/shapes/square.py": "from ..io import helper\ntry:\n    import numba\nexcept ImportError:\n    pass\n",
    "helper.py": "def f():\n    import yaml\n",
    "folder/plain.py": "x = 1\n",
    "other.py": "import never_imported\n",
  };

  test("are copied with those that they import, and what they import is asked for", async () => {
    const text = notebookText(["A", "import tools\nfrom folder import plain\nx = [tools.io, plain.x]"]);
    const folder = folderWith({ "n.ipynb": text, ...files });
    const ended = await cli(folder, "convert", "n.ipynb", "-o", "out", "--python", emptyPython(folder));
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain("note CW601");
    expect(ended.stderr).toContain("`numba`");
    const written = Object.keys(contentsOf(path.join(folder, "out", "src")));
    expect(written).toEqual(
      expect.arrayContaining(["helper.py", "tools/io.py", "tools/shapes/square.py", "folder/plain.py"]),
    );
    expect(written).not.toContain("other.py");
    const project = readFileSync(path.join(folder, "out", "pyproject.toml"), "utf8");
    const asked = /dependencies = \[\n(.*?)\]/s
      .exec(project)?.[1]
      ?.match(/(?<=")[^"]+/g)
      ?.filter((one) => /^[a-z]/.test(one));
    expect(asked).toEqual(["cloudpickle", "pydantic", "pyyaml", "requests"]);
  });
});

/** An interpreter in whose environment nothing is installed. */
function emptyPython(folder: string): string {
  const file = path.join(folder, "..", `python-${path.basename(folder)}`);
  writeFileSync(file, `#!/bin/sh\necho '["3.12.1", ["/nowhere"]]'\n`, { mode: 0o755 });
  return file;
}
