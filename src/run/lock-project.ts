import { execFile } from "node:child_process";
import { Failure } from "../diagnostics/failure.ts";

/** Resolves the project's dependencies into `uv.lock`. Needs uv on PATH and its package index. */
export function lockProject(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile("uv", ["lock", "--project", folder], { timeout: 300_000 }, (error, _stdout, stderr) => {
      if (!error) return resolve();
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
      reject(
        missing
          ? new Failure("no-uv", "uv is not on PATH, so the project is not locked", "pip install uv")
          : new Failure(
              "lock-failed",
              `uv could not lock the dependencies: ${stderr.trim().split("\n").at(-1)}`,
              `cd ${folder} && uv lock`,
            ),
      );
    });
  });
}
