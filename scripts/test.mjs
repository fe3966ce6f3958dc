/**
 * `npm test`: everything, cheapest first, with a summary at the end. Goes on after a failure, so that one run shows all.
 * `npm test -- lint unit` runs only the parts that are named.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { activated, ensureVenv, pythonOf, root, runMain, SetupError } from "./python-env.mjs";

const venv = path.join(root, ".test-venv");
const bin = (name) => path.join(root, "node_modules", ".bin", name);
const fromRoot = (...parts) => path.join(root, ...parts);

// Some unit tests ask Python itself whether we are right, so they get the environment too.
const parts = [
  { name: "lint", command: [bin("biome"), "check", "--error-on-warnings", "."] },
  { name: "types", command: [bin("tsc"), "--noEmit"] },
  { name: "unused", command: [bin("knip")] },
  { name: "build", command: [process.execPath, fromRoot("scripts", "build.mjs")] },
  { name: "unit", needsPython: true, command: [bin("vitest"), "run", "--project", "unit"] },
  { name: "package", command: [process.execPath, fromRoot("scripts", "check-package.mjs")] },
  {
    name: "runtime",
    needsPython: true,
    folder: "test/runtime",
    command: [pythonOf(venv), "-m", "pytest", "-q", "-p", "no:cacheprovider", "test/runtime"],
  },
  {
    name: "proof",
    needsPython: true,
    folder: "test/proof",
    command: [pythonOf(venv), "-m", "pytest", "-q", "-p", "no:cacheprovider", "test/proof"],
  },
  {
    name: "e2e",
    needsPython: true,
    folder: "test/e2e",
    command: [bin("vitest"), "run", "--project", "e2e"],
  },
];

function run(part) {
  if (part.needsPython) ensureVenv(venv, fromRoot("test", "requirements.txt"));
  const [program, ...args] = part.command;
  const env = part.needsPython ? activated(venv) : process.env;
  const done = spawnSync(program, args, { cwd: root, env, stdio: "inherit", shell: process.platform === "win32" });
  return done.status === 0;
}

await runMain(() => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    const names = parts.map((part) => part.name).join(", ");
    throw new SetupError(`No part of the tests is called ${unknown.join(", ")}. There are: ${names}`);
  }
  const chosen = parts.filter((part) => wanted.length === 0 || wanted.includes(part.name));
  const results = [];
  for (const part of chosen) {
    if (part.folder !== undefined && !existsSync(fromRoot(part.folder))) continue;
    console.log(`\n── ${part.name} ${"─".repeat(70 - part.name.length)}`);
    const started = performance.now();
    const passed = attempt(part);
    results.push({ name: part.name, passed, seconds: (performance.now() - started) / 1000 });
  }
  console.log(`\n── summary ${"─".repeat(63)}`);
  for (const { name, passed, seconds } of results) {
    console.log(`${passed ? "✓" : "✗"} ${name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s`);
  }
  const failed = results.filter((result) => !result.passed).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/** Like {@link run}; what is missing on this machine is shown and counts as a failure of that part. */
function attempt(part) {
  try {
    return run(part);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return false;
  }
}
