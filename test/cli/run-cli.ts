import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect } from "vitest";

const program = path.resolve("dist", "cli", "main.js");
if (!existsSync(program)) throw new Error("the command line is not built: npm run build");

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder. Whatever happens: no stack, no words of Node, an exit code of ours. */
export async function cli(folder: string, ...args: readonly string[]): Promise<Ended> {
  const ended = await new Promise<Ended>((resolve) => {
    const options = { cwd: folder, timeout: 60_000, maxBuffer: 1e9 };
    const child = execFile(process.execPath, [program, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$|node:internal|\bbug:|UnhandledPromise/m);
  expect([0, 1, 2]).toContain(ended.code);
  return ended;
}

/** Runs the built command line with its output going to somebody who does not read it. */
export function cliIntoClosedPipe(folder: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    child.on("close", (code) => resolve({ code, stdout: "", stderr }));
  });
}

/** Makes folders with files in them, for one test file; all are removed when that is over. */
export function temporaryFolders(): (files?: Readonly<Record<string, string | Uint8Array>>) => string {
  const base = mkdtempSync(path.join(tmpdir(), "command-line-"));
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  return (files = {}) => {
    const folder = mkdtempSync(path.join(base, "folder-"));
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
    return folder;
  };
}

/** All that stands below a folder: path -> SHA-256, or `folder`, or `link`. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    found.map((file) => {
      const stat = lstatSync(path.join(folder, file));
      if (stat.isSymbolicLink()) return [file, "link"];
      if (stat.isDirectory()) return [file, "folder"];
      return [
        file,
        createHash("sha256")
          .update(readFileSync(path.join(folder, file)))
          .digest("hex"),
      ];
    }),
  );
}
