import { homedir } from "node:os";
import { join } from "node:path";

/** Where this program keeps what it can make again, for this user. It may not be there. */
export function userCacheFolder(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  const usual = process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
  const base = process.platform === "win32" ? LOCALAPPDATA || usual : XDG_CACHE_HOME || usual;
  return join(base, "cellwright");
}
