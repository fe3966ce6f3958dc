/** A distribution that is installed. */
export interface InstalledDistribution {
  readonly distribution: string;
  readonly version: string;
}

/** An interpreter that the user chose, or the `.venv` near the notebook. */
export interface Environment {
  /** Where it is, for messages. */
  readonly path: string;
  /** `3.11.7`; null when only its folder was read. */
  readonly version: string | null;
  /** By importable top-level name. */
  readonly installed: ReadonlyMap<string, InstalledDistribution>;
  /** Names of the kernels that it can start; null when that was not asked. */
  readonly kernels: ReadonlySet<string> | null;
}

/** A requirement that a file near the notebook declares. */
export interface DeclaredRequirement {
  /** Name in its normal form (PEP 503). */
  readonly distribution: string;
  /** What is asked of its version, as written: `>=2,<3`, `==1.5.3`; empty when nothing is. */
  readonly version: string;
  /** The file, relative to the notebook's folder. */
  readonly file: string;
  /** Line in that file, from 1. */
  readonly line: number;
}

/** What requirement files near the notebook declare. */
export interface Declarations {
  /** The files, relative to the notebook's folder, nearest first. */
  readonly files: readonly string[];
  readonly requirements: readonly DeclaredRequirement[];
  /** Whether a lock file pins what they leave open. */
  readonly isLocked: boolean;
  /** `requires-python`, as written; null when nothing says. */
  readonly python: string | null;
  /** Names, in their normal form, of the projects that the files are of: what is developed here needs no declaration. */
  readonly projects: readonly string[];
}

/** What lies around a notebook, as far as it was asked. */
export interface Surroundings {
  /** For each asked path: what is there, seen from the notebook's folder. */
  readonly paths: ReadonlyMap<string, "file" | "folder" | "absent">;
  /** Top-level modules beside the notebook. */
  readonly localModules: ReadonlySet<string>;
  /** Null when none was chosen and none is near. */
  readonly environment: Environment | null;
  /** Null when there is no such file. */
  readonly declared: Declarations | null;
  /** Names of modules of the standard library, of every known version. */
  readonly standardLibrary: ReadonlySet<string>;
  /** Distribution by import name, where they differ. */
  readonly distributions: ReadonlyMap<string, string>;
}

/** For rules that do not look around. */
export const nothingAround: Surroundings = {
  paths: new Map(),
  localModules: new Set(),
  environment: null,
  declared: null,
  standardLibrary: new Set(),
  distributions: new Map(),
};

/** What has to be known of the world before rules can be asked. */
export interface SurroundingsQuestion {
  /** Paths of files that the notebook names as constants. */
  readonly paths: readonly string[];
  /** Top-level modules that it imports. */
  readonly modules: readonly string[];
}
