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
    let count = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const fixed = await checker.fix(path, unsafe);
      if (fixed === null || fixed.applied.length === 0) break;
      replaceFile(path, fixed.text);
      count += fixed.applied.length;
    }
    if (count > 0) process.stderr.write(`${plainText(path)}: ${counted(count, "fix", "fixes")} applied\n`);
  }
}
