import picomatch from "picomatch";

/** Whether a path, from the folder that globs count from, is one that they mean. */
export function isExcludedBy(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
}
