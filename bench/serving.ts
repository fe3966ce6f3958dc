/**
 * `npm run bench:serving`: requests per second and latency of a project's server on loopback, with one and with many rows in a
 * request, beside FastAPI that checks the same rows and has no model. In turns, so that what else happens hits both alike.
 * Needs the tests' Python (`npm run test-venv`).
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { cellwright, root } from "./measure.ts";

const { values: options } = parseArgs({
  options: {
    connections: { type: "string", default: "8" },
    seconds: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
  },
});
const python = path.join(root, ".test-venv", "bin", "python");
const here = path.join(root, "bench", "serving");
const scratch = mkdtempSync(path.join(tmpdir(), "bench-serving-"));
const project = path.join(scratch, "iris");
const model = path.join(scratch, "model");
const env = { ...process.env, PYTHONPATH: path.join(project, "src") };
const flower = { sepal_length: 6.1, sepal_width: 2.8, petal_length: 4.6, petal_width: 1.4 };

interface Figures {
  readonly requests: number;
  readonly per_second: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function started(command: readonly string[]): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const port = await freePort();
  const args = command.map((part) => part.replace("PORT", String(port)));
  const child = spawn(python, args, { cwd: project, env, stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    const isThere = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return { process: child, url };
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error(`no answer of ${args.join(" ")}`);
}

function load(url: string, rows: number): Figures {
  const body = path.join(scratch, `${rows}.json`);
  writeFileSync(body, JSON.stringify({ rows: Array.from({ length: rows }, () => flower) }));
  const args = [path.join(here, "load.py"), `${url}/predict`, body, options.connections, options.seconds];
  return JSON.parse(execFileSync(python, args, { encoding: "utf8" }));
}

function median(figures: readonly Figures[]): Figures {
  const sorted = [...figures].sort((a, b) => a.per_second - b.per_second);
  return sorted[sorted.length >> 1] as Figures;
}

const notebook = path.join(root, "samples", "iris-exploration", "iris-exploration.ipynb");
const running: ChildProcess[] = [];
try {
  const convert = ["convert", notebook, "-o", project, "--style", "production", "--name", "iris", "--python", python];
  execFileSync(process.execPath, [cellwright, ...convert], { stdio: "ignore" });
  execFileSync(python, ["-m", "iris", "run"], { cwd: project, env, stdio: "ignore" });
  execFileSync(python, ["-m", "iris", "export", "-o", model], { cwd: project, env, stdio: "ignore" });
  const own = await started(["-m", "iris", "serve", "--from", model, "--port", "PORT"]);
  running.push(own.process);
  const bare = await started([path.join(here, "bare.py"), model, "PORT"]);
  running.push(bare.process);
  console.log(`${cpus()[0]?.model ?? "?"}, ${options.connections} connections, median of ${options.rounds} rounds\n`);
  console.log("rows  server    requests/s  rows/s    p50 ms   p95 ms");
  for (const rows of [1, 100]) {
    const rounds = Array.from({ length: Number(options.rounds) }, () => ({
      own: load(own.url, rows),
      bare: load(bare.url, rows),
    }));
    const [ours, theirs] = [median(rounds.map((one) => one.own)), median(rounds.map((one) => one.bare))];
    for (const [name, one] of [
      ["project", ours],
      ["bare", theirs],
    ] as const)
      console.log(
        [
          String(rows).padEnd(5),
          name.padEnd(9),
          String(one.per_second).padEnd(11),
          String(Math.round(one.per_second * rows)).padEnd(9),
          String(one.p50_ms).padEnd(8),
          one.p95_ms,
        ].join(" "),
      );
    console.log(`      ${(ours.per_second / theirs.per_second).toFixed(2)} of what FastAPI does without a model\n`);
  }
} finally {
  for (const child of running) child.kill();
  rmSync(scratch, { recursive: true, force: true });
}
