/** What one room of `src` may import. */
export interface Room {
  /** Rooms of which anything may be imported, besides itself. */
  readonly rooms: readonly string[];
  /** Rooms of which types only may be imported. */
  readonly types?: readonly string[];
}

/** The rooms of `src` in the order of the journey; a room not named here does not exist. */
export const roomsByName: Readonly<Record<string, Room>> = {
  base: { rooms: [] },
  diagnostics: { rooms: ["base"] },
  notebook: { rooms: ["base", "diagnostics"] },
  languages: { rooms: ["base", "diagnostics"] },
  analysis: { rooms: ["base", "diagnostics", "notebook"], types: ["languages"] },
  trace: { rooms: ["base", "diagnostics"] },
  rules: { rooms: ["base", "diagnostics", "notebook", "analysis"], types: ["languages"] },
  policy: { rooms: ["base", "diagnostics", "notebook"], types: ["rules"] },
  plan: { rooms: ["base", "diagnostics", "notebook", "analysis"], types: ["languages", "trace"] },
  project: { rooms: ["base", "diagnostics", "plan", "languages"], types: ["analysis"] },
  disk: { rooms: ["base", "diagnostics", "notebook", "project"], types: ["rules", "policy"] },
  run: { rooms: ["base", "diagnostics", "project"] },
  verify: { rooms: ["base", "diagnostics", "notebook"], types: ["analysis", "plan", "policy"] },
  report: {
    rooms: ["base", "diagnostics"],
    types: [
      "notebook",
      "languages",
      "analysis",
      "rules",
      "policy",
      "plan",
      "project",
      "disk",
      "run",
      "verify",
      "trace",
    ],
  },
  cli: {
    rooms: [
      "base",
      "diagnostics",
      "notebook",
      "languages",
      "analysis",
      "rules",
      "policy",
      "plan",
      "project",
      "disk",
      "run",
      "verify",
      "trace",
      "report",
    ],
  },
};

/**
 * Files directly in `src` see every room, and only `cli` sees them: `pipeline.ts` is the journey to a project, `checking.ts`
 * the one to a report of `check`, `analyze-notebook.ts` what both begin with, `index.ts` the API.
 */
export const topLevelFiles: readonly string[] = ["analyze-notebook.ts", "pipeline.ts", "checking.ts", "index.ts"];

/** The only rooms that may import a package; a package that is not named here has no owner and may not be imported. */
export const ownersByPackage: Readonly<Record<string, readonly string[]>> = {
  "@secretlint/secretlint-rule-preset-recommend": ["rules"],
  "@astral-sh/ruff-wasm-nodejs": ["project"],
  "@jupyterlab/nbformat": ["notebook"],
  ajv: ["notebook"],
  commander: ["cli"],
  handlebars: ["project"],
  ignore: ["disk"],
  "jsonc-parser": ["notebook"],
  "libphonenumber-js": ["rules"],
  picomatch: ["disk", "policy"],
  "py-ast": ["languages"],
  "smol-toml": ["rules", "policy", "project"],
  "ts-morph": ["languages"],
  "web-tree-sitter": ["languages"],
  yaml: ["rules", "policy"],
  "node:child_process": ["run"],
  "node:crypto": ["disk", "policy", "project", "run", "trace", "verify"],
  "node:fs": ["disk"],
  "node:module": ["disk", "languages", "project", "cli"],
  "node:os": ["disk", "run", "cli"],
  "node:path": ["notebook", "languages", "plan", "project", "disk", "run", "verify", "cli"],
  "node:process": ["run", "cli"],
  "node:url": ["languages", "project", "disk", "run", "cli"],
  "node:util": ["report", "cli"],
  "node:v8": ["cli"],
  "node:vm": ["cli"],
  "node:worker_threads": ["project", "cli"],
  "node:zlib": ["disk"],
};

/** Files written by a program: what is asked of handwritten code does not hold for them. */
export const generatedFiles: readonly string[] = ["notebook/schemas/validators.ts", "policy/config-validator.ts"];

/** Packages that take long to load, and the commands whose start must not wait for them. */
export const slowPackages: readonly string[] = [
  "@astral-sh/ruff-wasm-nodejs",
  "handlebars",
  "py-ast",
  "ts-morph",
  "ajv",
];

/** See {@link slowPackages}. */
export const quickFiles: readonly string[] = ["cli/main.ts", "cli/plan.ts"];
