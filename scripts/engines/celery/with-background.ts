import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Background } from "./background.ts";

/** Where a trial works, and what it starts. */
export interface TrialPlace {
  readonly scratch: string;
  readonly background: Background;
}

/**
 * Makes a trial whose programs all end with it, also when it is stopped from outside. `trial` says whether all went right; then
 * its folder goes, unless `--keep` is given, and else `kept` is told. Returns the exit code.
 */
export async function withBackground(
  name: string,
  trial: (place: TrialPlace) => Promise<boolean>,
  kept: (scratch: string) => string,
): Promise<number> {
  const scratch = mkdtempSync(path.join(tmpdir(), `${name}-`));
  const background = new Background(path.join(scratch, "logs"));
  const interrupted = () => {
    console.error("Stopped from outside");
    void background.endAll().then(() => process.exit(130));
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  let failed = true;
  try {
    failed = !(await trial({ scratch, background }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  } finally {
    await background.endAll();
    if (failed || process.argv.includes("--keep")) console.log(kept(scratch));
    else rmSync(scratch, { recursive: true, force: true });
  }
  return failed ? 1 : 0;
}
