import { Failure } from "../../diagnostics/failure.ts";
import { replaceFile } from "../../disk/replace-file.ts";
import { counted } from "../../report/counted.ts";
import { plainText } from "../../report/plain-text.ts";
import type { CheckSettings } from "./check-settings.ts";
import { FileChecker } from "./file-checker.ts";

/** A fix may make room for another one; more rounds than this would be a quarrel of two fixes. */
const MOST_ROUNDS = 10;

/** Applies fixes to notebooks and says how many. Files without any stay as they are. */
export async function fixFiles(paths: readonly string[], settings: CheckSettings, unsafe: boolean): Promise<void> {
  const checker = new FileChecker({ ...settings, baseline: null }, null);
  for (const path of paths) {
    const { count, failure } = await fixFile(checker, path, unsafe);
    if (failure !== null) process.stderr.write(`${plainText(path)}: not fixed: ${plainText(failure.message)}\n`);
    if (count > 0) process.stderr.write(`${plainText(path)}: ${counted(count, "fix", "fixes")} applied\n`);
  }
}

/** Fixes one file; where it may not be written, the others are fixed all the same. */
async function fixFile(
  checker: FileChecker,
  path: string,
  unsafe: boolean,
): Promise<{ readonly count: number; readonly failure: Failure | null }> {
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixed = await checker.fix(path, unsafe);
    if (fixed === null || fixed.applied.length === 0) break;
    try {
      replaceFile(path, fixed.text);
    } catch (error) {
      if (error instanceof Failure) return { count, failure: error };
      throw error;
    }
    count += fixed.applied.length;
  }
  return { count, failure: null };
}
