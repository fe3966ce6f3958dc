import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";

/**
 * Absolute paths of files in the repository of the current folder that differ from a commit, those that git does not know yet
 * included and deleted ones left out. Failures: `no-git`, `unknown-ref`.
 */
export async function changedFiles(ref: string): Promise<ReadonlySet<string>> {
  const top = (await git(["rev-parse", "--show-toplevel"])).trim();
  const options = ["-z", "--name-only", "--diff-filter=d", "--end-of-options"];
  const changed = await git(["-C", top, "diff", ...options, ref, "--"]);
  const unknown = await git(["-C", top, "ls-files", "-z", "--others", "--exclude-standard"]);
  const names = `${changed}${unknown}`.split("\0").filter((name) => name !== "");
  return new Set(names.map((name) => resolve(top, name)));
}

function git(args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile("git", [...args], { maxBuffer: 1e9 }, (error, stdout, stderr) => {
      if (error === null) return done(stdout);
      if (error.code === "ENOENT") return fail(new Failure("no-git", "git is not installed."));
      const said = stderr.trim().split("\n")[0] ?? "";
      fail(new Failure("unknown-ref", `git: ${said}`, "name a commit, branch or tag of this repository"));
    });
  });
}
