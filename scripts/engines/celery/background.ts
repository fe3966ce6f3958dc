import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const GRACE_MS = 15_000;

/** How a program is started that goes on running. */
export interface BackgroundOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
}

/** Programs that run until they are ended, all of them at the end, with whatever they have started. Linux only. */
export class Background {
  private readonly running = new Map<string, ChildProcess>();
  private readonly logs: string;

  /** What the programs print goes to `<folder>/<name>.log`. */
  constructor(folder: string) {
    this.logs = folder;
    mkdirSync(folder, { recursive: true });
  }

  start(name: string, program: string, args: readonly string[], options: BackgroundOptions = {}): void {
    const log = openSync(path.join(this.logs, `${name}.log`), "a");
    const { env, cwd, uid } = options;
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", log, log],
      detached: true,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    child.on("error", (error) => console.error(`${name}: ${error.message}`));
    this.running.set(name, child);
  }

  /** Waits until `isReady` says so, asked each `pause` ms; throws when the program has ended, or after `seconds`. */
  async ready(name: string, isReady: () => Promise<boolean>, seconds = 240, pause = 500): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!(await isReady().catch(() => false))) {
      const child = this.running.get(name);
      const ended = child === undefined || child.exitCode !== null || child.signalCode !== null;
      if (ended || Date.now() > end) throw new Error(`${name} does not start:\n${this.log(name).slice(-3000)}`);
      await sleep(pause);
    }
  }

  /** Waits until a program has ended by itself; throws when it failed. */
  async over(name: string): Promise<void> {
    const child = this.running.get(name);
    while (child !== undefined && child.exitCode === null && child.signalCode === null) await sleep(100);
    this.running.delete(name);
    if (child?.exitCode !== 0) throw new Error(`${name} failed:\n${this.log(name).slice(-3000)}`);
  }

  log(name: string): string {
    return readFileSync(path.join(this.logs, `${name}.log`), "utf8");
  }

  /** Ends a program and its descendants at once, as a machine does that loses power. */
  kill(name: string): void {
    const pid = this.running.get(name)?.pid;
    this.running.delete(name);
    if (pid !== undefined) for (const each of family(pid)) signal(each, "SIGKILL");
  }

  /** The command lines of a program's descendants. */
  commands(name: string): readonly string[] {
    const pid = this.running.get(name)?.pid;
    return pid === undefined ? [] : family(pid).map(commandOf);
  }

  /** Ends all programs, the last one first; kills what does not end by itself. */
  async endAll(): Promise<void> {
    const children = [...this.running.values()].reverse();
    const all = new Set(children.flatMap(({ pid }) => (pid === undefined ? [] : family(pid))));
    for (const { pid } of children) if (pid !== undefined) signal(pid, "SIGTERM");
    const end = Date.now() + GRACE_MS;
    while (Date.now() < end && [...all].some(isAlive)) await sleep(250);
    for (const pid of all) signal(pid, "SIGKILL");
    this.running.clear();
  }
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** A process and its descendants, even those that lead a group of their own. */
function family(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    const parent = Number(statusOf(name, "PPid"));
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [pid];
  for (const each of found) found.push(...(children.get(each) ?? []));
  return found;
}

function statusOf(pid: string, field: string): string {
  try {
    return new RegExp(`^${field}:\\s*(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "";
  } catch {
    return ""; // it has ended meanwhile
  }
}

function isAlive(pid: number): boolean {
  return !["", "Z"].includes(statusOf(String(pid), "State").slice(0, 1));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended meanwhile
  }
}
