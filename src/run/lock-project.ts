import { execFile } from "node:child_process";
import { Failure } from "../diagnostics/failure.ts";
import type { Style } from "../project/style.ts";

/** As in the Makefile of projects. */
const exportRequirements = "export --quiet --frozen --no-dev --no-emit-project --output-file requirements.txt";

/**
 * Resolves the project's dependencies into `uv.lock`; in the style `production` also into `requirements.txt`, with hashes.
 * Needs uv on PATH and its package index.
 */
export async function lockProject(folder: string, style: Style): Promise<void> {
  await uv(folder, ["lock"]);
  if (style === "production") await uv(folder, exportRequirements.split(" "));
}

/** In the folder, so that no path of this machine gets into what uv writes. */
function uv(folder: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile("uv", [...args], { cwd: folder, timeout: 300_000 }, (error, _stdout, stderr) => {
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
