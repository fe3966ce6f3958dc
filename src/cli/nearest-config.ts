import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { configFiles } from "../disk/find-config.ts";
import { type Config, configPlaces } from "../policy/config.ts";
import { readConfig } from "../policy/read-config.ts";

/** The configuration that counts in a folder. */
export interface NearestConfig {
  readonly folder: string;
  /** Null when there is none. */
  readonly path: string | null;
  readonly config: Config;
  /** Why it cannot be used; null when it can. */
  readonly trouble: string | null;
}

/** The nearest file in a folder or above it that says something; it may be wrong. */
export function nearestConfig(folder: string): NearestConfig {
  const names = configPlaces.map(({ file }) => file);
  for (const { folder: at, file, text } of configFiles(folder, names)) {
    const path = join(at, file);
    try {
      const config = readConfig(text, file);
      if (config !== null) return { folder: at, path, config, trouble: null };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { folder: at, path, config: {}, trouble: error.message };
    }
  }
  return { folder, path: null, config: {}, trouble: null };
}
