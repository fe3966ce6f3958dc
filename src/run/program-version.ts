import { execFile } from "node:child_process";

/** The first line of what a program on PATH says to `--version`; null when there is no such program or it does not work. */
export function programVersion(program: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, ["--version"], { timeout: 20_000 }, (error, stdout) => {
      resolve(error ? null : (stdout.split(/\r?\n/, 1)[0] as string).trim());
    });
  });
}
