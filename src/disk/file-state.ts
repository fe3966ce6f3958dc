import { statSync } from "node:fs";

/** Size and time of change of a file: other ones mean that it was written to. Empty when it is not there. */
export function fileState(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.size} ${stat.mtimeMs}`;
}
