import { dirname, resolve } from "node:path";
import { chosenEnvironment } from "../../disk/chosen-environment.ts";
import { fileState } from "../../disk/file-state.ts";
import { emptyLookAroundCache, type LookAroundContext, lookAround } from "../../disk/look-around.ts";
import { contentHash } from "../../disk/project-files.ts";
import { DECLARATION_FILE, LOCK_FILE, readDeclarations } from "../../rules/environment/declarations.ts";
import type { Surroundings, SurroundingsQuestion } from "../../rules/surroundings.ts";
import type { Interpreter } from "../../run/find-interpreter.ts";

/** Looks around notebooks; what it has seen of the disk it does not read again. */
export class LookAround {
  readonly #context: LookAroundContext;
  readonly #cache = emptyLookAroundCache();
  /** Hashes of what many notebooks share. */
  readonly #hashes = new WeakMap<object, string>();

  /** `python`: the interpreter that the user chose; null for a `.venv` near each notebook. */
  constructor(python: Interpreter | null, parts: Pick<LookAroundContext, "standardLibrary" | "distributions">) {
    const environment = python === null ? null : chosenEnvironment(python);
    this.#context = { ...parts, environment, declares: DECLARATION_FILE, locks: LOCK_FILE, readDeclarations };
  }

  /** What lies around the notebook with this path. */
  ask(path: string, question: SurroundingsQuestion): Surroundings {
    return lookAround(dirname(resolve(path)), question, this.#context, this.#cache);
  }

  /** Says whether a question would get other answers than before; `withData`: or files that are named have changed. */
  fingerprint(path: string, question: SurroundingsQuestion, withData: boolean): string {
    const { paths, localModules, environment, declared } = this.ask(path, question);
    const data = withData ? [...paths].map(([file]) => fileState(resolve(dirname(path), file))) : [];
    return JSON.stringify([[...paths], [...localModules], this.#hash(environment), this.#hash(declared), data]);
  }

  #hash(value: object | null): string {
    if (value === null) return "";
    const known = this.#hashes.get(value);
    if (known !== undefined) return known;
    const plain = JSON.stringify(value, (_, part) => (part instanceof Map || part instanceof Set ? [...part] : part));
    const hash = contentHash(plain).slice(0, 16);
    this.#hashes.set(value, hash);
    return hash;
  }
}
