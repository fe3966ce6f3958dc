import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatApart } from "../../src/project/format-apart.ts";
import { createPythonFormatter } from "../../src/project/format-python.ts";

const repository = join(import.meta.dirname, "..", "..");
// Below the repository, where the thread finds the package that it needs.
const folder = join(repository, ".cache", "format-apart");

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(repository, "src", "project", "format-worker.ts")],
    outfile: join(folder, "worker.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    define: { "import.meta.url": "__filename" },
    external: ["@astral-sh/ruff-wasm-nodejs"],
  });
  writeFileSync(
    join(folder, "without.cjs"),
    `const { port, state } = require("node:worker_threads").workerData;
     port.on("message", () => { port.postMessage(null); Atomics.store(state, 0, 1); Atomics.notify(state, 0); });`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sources = ["x=1\n", "def f( a,b ):\n  return {'k':a}\n", "not python at all (\n", "", `text = "é ✓ 😀"\n`];

describe("formatting in another thread", () => {
  test.each(["worker.cjs", "without.cjs"])("gives what formatting here gives (%s)", (script) => {
    const apart = formatApart(join(folder, script));
    const here = createPythonFormatter();
    expect(sources.map(apart)).toEqual(sources.map(here));
    expect(sources.map(apart)[0]).toBe("x = 1\n");
  });
});
