import { relative, resolve, sep } from "node:path";

/** A path as seen from a folder, with `/`: how reports name notebooks and globs see them. */
export function pathFrom(folder: string, path: string): string {
  return relative(folder, resolve(path)).split(sep).join("/");
}
