import { spawn } from "node:child_process";
import type { ExecOptions } from "./trial.ts";

const LONGEST_TAIL = 4000;

/** Runs a program to its end and returns what it prints. Throws, with the end of its output, when that is not code 0. */
export function exec(program: string, args: readonly string[], options: ExecOptions = {}): Promise<string> {
  const { env, cwd, seconds = 600 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    let all = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      all += chunk;
    });
    child.stderr.on("data", (chunk) => {
      all += chunk;
    });
    const timer = setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), seconds * 1000);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args.join(" ")} ended with ${code ?? signal}:\n${all.slice(-LONGEST_TAIL)}`));
    });
  });
}
