import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runProcess } from "./run-process.ts";

/** What generated projects need on top of the notebooks' own packages. */
const projectRequirements = [
  "annotated-types==0.8.0",
  "pyarrow==26.0.1",
  "pydantic==2.14.3",
  "pydantic-core==2.50.4",
  "typing-inspection==0.4.5",
];

/** One notebook of the corpus. */
export interface CorpusEntry {
  readonly id: string;
  readonly language: string;
  /** Folder that holds the notebook and all files it needs, at the places where the notebook looks for them. */
  readonly tree: string;
  /** Path of the notebook in `tree`. */
  readonly notebook: string;
}

/** The environment as a user's shell would have it, with everything fixed that could make two runs differ. */
export function fixedEnvironment(venv: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PYTHONHASHSEED: "0",
    OMP_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    VIRTUAL_ENV: venv,
    PATH: `${path.join(venv, "bin")}${path.delimiter}${process.env.PATH ?? ""}`,
  };
  for (const name of ["PYTHONPATH", "PYTHONHOME", "MPLBACKEND", "DISPLAY"]) delete env[name];
  return env;
}

/** Makes the Python environment of the corpus notebooks unless it is there. Returns its interpreter. */
export async function ensureEnvironment(corpus: string, venv: string, cache: string): Promise<string> {
  const python = path.join(venv, "bin", "python");
  if (existsSync(python)) return python;
  const { ensureVenv } = (await import("../python-env.mjs" as string)) as {
    ensureVenv: (venv: string, requirements: string, log: (text: string) => void) => string;
  };
  mkdirSync(cache, { recursive: true });
  const requirements = path.join(cache, "requirements.txt");
  const pins = readFileSync(path.join(corpus, "requirements.txt"), "utf8");
  writeFileSync(requirements, `${pins}\n${projectRequirements.join("\n")}\n`);
  return ensureVenv(venv, requirements, console.error);
}

/** Fetches what is missing of the corpus and lists its Python notebooks. */
export async function ensureNotebooks(
  corpus: string,
  cache: string,
  only: readonly string[],
): Promise<readonly CorpusEntry[]> {
  const listed = JSON.parse(readFileSync(path.join(corpus, "corpus.json"), "utf8")) as {
    readonly id: string;
    readonly language: string;
    readonly path: string;
  }[];
  const unknown = only.filter((id) => !listed.some((entry) => entry.id === id));
  if (unknown.length > 0) throw new Error(`Not in the corpus: ${unknown.join(", ")}`);
  const entries = listed
    .filter((entry) => entry.language === "python" && (only.length === 0 || only.includes(entry.id)))
    .map((entry) => ({
      id: entry.id,
      language: entry.language,
      tree: path.join(cache, "notebooks", entry.id),
      notebook: path.normalize(entry.path.replace(/\.gz$/, "")),
    }));
  const missing = entries.filter((entry) => !existsSync(path.join(entry.tree, entry.notebook)));
  if (missing.length > 0) {
    console.error(`Fetching ${missing.length} notebooks ...`);
    const script = path.join(corpus, "get_corpus.py");
    const ids = missing.map((entry) => entry.id);
    const done = await runProcess("python3", [script, "--cache", cache, ...ids], { timeout: 900 });
    if (done.code !== 0) console.error(`${done.stdout}${done.stderr}`.trim());
  }
  const there = entries.filter((entry) => existsSync(path.join(entry.tree, entry.notebook)));
  for (const entry of entries) if (!there.includes(entry)) console.error(`Left out, could not be fetched: ${entry.id}`);
  return there;
}

/** True when the folder holds the list of notebooks. */
export function hasCorpus(corpus: string): boolean {
  return existsSync(corpus) && readdirSync(corpus).includes("corpus.json");
}
