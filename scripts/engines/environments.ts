import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { exec } from "./exec.ts";

/** The repository's folder. */
export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

const programs = process.platform === "win32" ? "Scripts" : "bin";

/** The interpreter that has what the samples need: `npm run test-venv` makes it. */
export function projectPython(): string {
  return path.join(root, ".test-venv", programs, "python");
}

/** The programs of an environment that holds exactly what the engine's lock file names; made when it is not there. */
export async function engineEnvironment(engine: string): Promise<string> {
  const lock = path.join(root, "scripts", "engines", "locks", `${engine}.txt`);
  const venv = path.join(root, ".cache", "engines", engine);
  const digest = createHash("sha256").update(readFileSync(lock)).digest("hex");
  const stamp = path.join(venv, "lock.sha256");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== digest) {
    rmSync(venv, { recursive: true, force: true });
    mkdirSync(path.dirname(venv), { recursive: true });
    const uv = uvProgram();
    await exec(uv, ["venv", "--quiet", "--python", projectPython(), venv]);
    const python = path.join(venv, programs, "python");
    await exec(uv, ["pip", "install", "--quiet", "--python", python, "-r", lock], { seconds: 900 });
    writeFileSync(stamp, digest);
  }
  return path.join(venv, programs);
}

/** uv on PATH, or the one that the test environment was made with. */
function uvProgram(): string {
  const own = path.join(root, ".cache", "uv", programs, "uv");
  return existsSync(own) ? own : "uv";
}
