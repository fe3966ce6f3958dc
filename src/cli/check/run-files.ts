import { keepCheckCache, readCheckCache } from "../../disk/check-cache.ts";
import { chosenEnvironment } from "../../disk/chosen-environment.ts";
import { packageVersion } from "../../disk/package-files.ts";
import { contentHash } from "../../disk/project-files.ts";
import { plainText } from "../../report/plain-text.ts";
import { findInterpreter } from "../../run/find-interpreter.ts";
import { defaultTolerance, type RunOptions, runAndCompare } from "../run-check.ts";
import { withInterrupts } from "../with-interrupts.ts";
import type { CheckOptions } from "./check-options.ts";
import type { CheckSettings } from "./check-settings.ts";
import { type CheckedFile, FileChecker } from "./file-checker.ts";

const CELL_TIMEOUT = 600;
const TOTAL_TIMEOUT = 3600;

/** Runs notebooks, one after the other unless `--jobs` says otherwise, and checks them; what has not changed is not run again. */
export async function runFiles(
  paths: readonly string[],
  settings: CheckSettings,
  options: CheckOptions,
  onChecked: (checked: CheckedFile) => void,
): Promise<void> {
  const running = runOptions(settings, options);
  const usual = settings.python === null ? await findInterpreter(null) : null;
  const packages = usual === null ? [] : [...chosenEnvironment(usual).installed];
  const what = [packageVersion(), settings, { ...running, set: [...running.set] }, usual, packages];
  const key = contentHash(JSON.stringify(what)).slice(0, 32);
  const cached = options.cache === false ? null : readCheckCache(`run-${key}`);
  const kept = new Map(cached ?? []);
  const checker = new FileChecker(settings, cached);
  const queue = [...paths];
  const work = async (signal: AbortSignal) => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      tell(path);
      const own = path;
      const checked = await checker.check(own, (notebook, analysis) =>
        runAndCompare(own, notebook, analysis, running, signal),
      );
      if (checked.toKeep !== null && isLasting(checked)) kept.set(own, checked.toKeep);
      onChecked(checked);
    }
  };
  await withInterrupts(async (signal) => {
    await Promise.all(Array.from({ length: options.jobs ?? 1 }, () => work(signal)));
  });
  if (cached !== null) keepCheckCache(`run-${key}`, kept);
}

function runOptions({ python }: CheckSettings, options: CheckOptions): Omit<RunOptions, "onProgress"> {
  return {
    python: python?.path ?? null,
    timeout: options.timeout ?? CELL_TIMEOUT,
    totalTimeout: options.totalTimeout ?? TOTAL_TIMEOUT,
    memory: options.memory ?? null,
    network: options.network !== false,
    repeat: options.repeat ?? 1,
    rtol: options.rtol ?? defaultTolerance.rtol,
    atol: options.atol ?? defaultTolerance.atol,
    set: new Map(Object.entries(options.set ?? {})),
    allowErrors: false,
  };
}

/** A run that hit a limit, or that a network or the clock may have changed, is made again. */
function isLasting({ report }: CheckedFile): boolean {
  return report.run?.runs === "yes" && report.run.stable !== "no";
}

function tell(path: string): void {
  if (process.stderr.isTTY) process.stderr.write(`running ${plainText(path)} ...\n`);
}
