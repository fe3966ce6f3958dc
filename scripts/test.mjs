/**
 * `npm test`: everything, cheapest first, with a summary at the end. Goes on after a failure, so that one run shows all.
 * `npm test -- lint unit` runs only the parts that are named. As many run at the same time as there are processors
 * (`--jobs N`: so many); what a part says is shown when it is over.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { activated, ensureVenv, pythonOf, root, runMain, SetupError } from "./python-env.mjs";

const venv = path.join(root, ".test-venv");
const bin = (name) => path.join(root, "node_modules", ".bin", name);
const fromRoot = (...parts) => path.join(root, ...parts);
const pytest = [pythonOf(venv), "-m", "pytest", "-q", "-p", "no:cacheprovider"];

/**
 * A part waits for those of earlier stages; the last has tests that measure, and uses all processors itself. The files of a
 * part with `folders` go to several processes. Some unit tests ask Python itself whether we are right, so they get the
 * environment too.
 */
const parts = [
  { name: "lint", stage: 1, command: [bin("biome"), "check", "--error-on-warnings", "."] },
  { name: "types", stage: 1, command: [bin("tsc"), "--noEmit"] },
  { name: "unused", stage: 1, command: [bin("knip")] },
  { name: "build", stage: 1, command: [process.execPath, fromRoot("scripts", "build.mjs")] },
  { name: "runtime", stage: 2, needsPython: true, folders: ["test/runtime"], command: pytest },
  { name: "small", stage: 2, needsPython: true, folders: ["test/small"], command: pytest },
  { name: "proof", stage: 2, needsPython: true, folders: ["test/proof", "test/probe", "test/check"], command: pytest },
  { name: "unit", stage: 2, needsPython: true, command: [bin("vitest"), "run", "--project", "unit"] },
  { name: "package", stage: 2, command: [process.execPath, fromRoot("scripts", "check-package.mjs")] },
  { name: "wheel", stage: 2, command: [process.execPath, fromRoot("scripts", "check-wheel.mjs")] },
  { name: "quickstart", stage: 2, command: [process.execPath, fromRoot("scripts", "quickstart.mjs"), "--built"] },
  {
    name: "engines",
    stage: 3,
    needsPython: true,
    command: [bin("tsx"), fromRoot("scripts", "engines", "engines.ts"), "--tests", "--sample", "shell-and-magics"],
  },
  { name: "e2e", stage: 3, needsPython: true, command: [bin("vitest"), "run", "--project", "e2e"] },
];
const SHARDS_PER_JOB = 3;

/** The processes of a part, the longest first as far as the size of its files tells. */
function tasksOf(part, jobs) {
  if (part.folders === undefined) return [{ part, title: part.name, command: part.command }];
  const files = part.folders
    .filter((folder) => existsSync(fromRoot(folder)))
    .flatMap((folder) => readdirSync(fromRoot(folder)).map((name) => path.posix.join(folder, name)))
    .filter((file) => /(^|\/)test_[^/]*\.py$/.test(file))
    .map((file) => ({ file, size: statSync(fromRoot(file)).size }))
    .sort((one, other) => other.size - one.size);
  const count = jobs === 1 ? 1 : Math.min(files.length, jobs * SHARDS_PER_JOB);
  const shards = Array.from({ length: count }, () => ({ size: 0, files: [] }));
  for (const { file, size } of files) {
    const smallest = shards.reduce((best, shard) => (shard.size < best.size ? shard : best));
    smallest.files.push(file);
    smallest.size += size;
  }
  return shards.map((shard, at) => ({
    part,
    title: count === 1 ? part.name : `${part.name} ${at + 1} of ${count}`,
    command: [...part.command, ...shard.files.sort()],
  }));
}

/** Runs one process; alone it talks to the terminal itself. */
function run({ part, command }, isAlone) {
  const [program, ...args] = command;
  const env = part.needsPython ? activated(venv) : process.env;
  const stdio = isAlone ? "inherit" : ["ignore", "pipe", "pipe"];
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio, shell: process.platform === "win32" });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => said.push(data));
    child.on("error", (error) => resolve({ passed: false, said: `${error.message}\n` }));
    child.on("close", (code) => resolve({ passed: code === 0, said: Buffer.concat(said).toString() }));
  });
}

/** Runs the tasks of one stage, so many at a time; gives what became of each. */
async function runStage(tasks, jobs) {
  const waiting = [...tasks];
  const results = [];
  const isAlone = tasks.length === 1 || jobs === 1;
  const work = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const header = `\n── ${task.title} ${"─".repeat(Math.max(0, 70 - task.title.length))}`;
      if (isAlone) console.log(header);
      const started = performance.now();
      const { passed, said } = await run(task, isAlone);
      const ended = performance.now();
      if (!isAlone) process.stdout.write(`${header}\n${said}`);
      results.push({ name: task.part.name, passed, started, ended });
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
  return results;
}

/** The environment of Python, or what is missing on this machine: then the parts that need it fail. */
function preparePython(chosen) {
  if (!chosen.some((part) => part.needsPython)) return true;
  try {
    ensureVenv(venv, fromRoot("test", "requirements.txt"));
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return false;
  }
}

function readArguments(args) {
  const at = args.indexOf("--jobs");
  const jobs = at === -1 ? availableParallelism() : Math.max(1, Number(args[at + 1]) || 1);
  const wanted = at === -1 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    const names = parts.map((part) => part.name).join(", ");
    throw new SetupError(`No part of the tests is called ${unknown.join(", ")}. There are: ${names}`);
  }
  return { jobs, chosen: parts.filter((part) => wanted.length === 0 || wanted.includes(part.name)) };
}

await runMain(async () => {
  const { jobs, chosen } = readArguments(process.argv.slice(2));
  const started = performance.now();
  const hasPython = preparePython(chosen);
  const results = [];
  for (const stage of [1, 2, 3]) {
    const here = chosen.filter((part) => part.stage === stage);
    const lost = here.filter((part) => part.needsPython && !hasPython);
    for (const { name } of lost) results.push({ name, passed: false, started: 0, ended: 0 });
    const tasks = here.filter((part) => !lost.includes(part)).flatMap((part) => tasksOf(part, jobs));
    results.push(...(await runStage(tasks, jobs)));
  }
  console.log(`\n── summary ${"─".repeat(63)}`);
  const summary = chosen.map(({ name }) => {
    const own = results.filter((result) => result.name === name);
    const seconds = own.reduce((sum, result) => sum + result.ended - result.started, 0) / 1000;
    return { name, passed: own.every((result) => result.passed), seconds };
  });
  for (const { name, passed, seconds } of summary)
    console.log(`${passed ? "✓" : "✗"} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`);
  const failed = summary.filter((result) => !result.passed).length;
  const total = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${summary.length - failed} passed, ${failed} failed, in ${total} s (${jobs} at a time)`);
  return failed === 0 ? 0 : 1;
});
