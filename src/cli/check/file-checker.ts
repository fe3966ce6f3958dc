import {
  fixNotebook,
  type ReportingContext,
  type RunOfNotebook,
  reportNotebook,
  uncheckedNotebook,
} from "../../checking.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { CachedReport } from "../../disk/check-cache.ts";
import { contentHash } from "../../disk/project-files.ts";
import { readBytes } from "../../disk/read-file.ts";
import type { Fixed } from "../../notebook/apply-fixes.ts";
import { severityIn } from "../../policy/selection.ts";
import type { NotebookReport } from "../../policy/types.ts";
import { allRules } from "../../rules/all-rules.ts";
import type { SurroundingsQuestion } from "../../rules/surroundings.ts";
import { loadDistributions, loadPython, loadStandardLibrary } from "../load-python.ts";
import type { CheckSettings } from "./check-settings.ts";
import { LookAround } from "./look-around.ts";
import { pathFrom } from "./path-from.ts";

/** What checking one notebook gave. */
export interface CheckedFile {
  readonly report: NotebookReport;
  /** For the next time; null when there is nothing to keep. */
  readonly toKeep: CachedReport | null;
}

/** Checks one notebook after the other. What all of them need is loaded with the first one that no earlier run knows. */
export class FileChecker {
  readonly #settings: CheckSettings;
  readonly #cached: ReadonlyMap<string, CachedReport> | null;
  readonly #lookAround: LookAround;
  #python: ReturnType<typeof loadPython> | null = null;

  /** `cached`: what earlier runs kept; null when nothing is to be kept. */
  constructor(settings: CheckSettings, cached: ReadonlyMap<string, CachedReport> | null) {
    this.#settings = settings;
    this.#cached = cached;
    const parts = { standardLibrary: loadStandardLibrary(), distributions: loadDistributions() };
    this.#lookAround = new LookAround(settings.python, parts);
  }

  /** What is said of a notebook; of one that cannot be read, that. With `run` it is run, too. */
  async check(path: string, run: RunOfNotebook | null = null): Promise<CheckedFile> {
    try {
      return await this.#check(path, readBytes(path), run);
    } catch (error) {
      // Without an interpreter or a kernel no notebook can be run.
      if (run !== null && error instanceof Failure) throw error;
      return { report: uncheckedNotebook(path, error), toKeep: null };
    }
  }

  /** The notebook's text with fixes; null when it cannot be read. */
  async fix(path: string, unsafe: boolean): Promise<Fixed | null> {
    try {
      const context = await this.#context(path, (question) => this.#lookAround.ask(path, question));
      return await fixNotebook(readBytes(path), path, context, unsafe);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return null;
    }
  }

  async #check(path: string, bytes: Uint8Array, run: RunOfNotebook | null): Promise<CheckedFile> {
    if (this.#cached === null) return { report: await this.#report(path, bytes, run), toKeep: null };
    const content = contentHash(bytes);
    const known = this.#cached.get(path);
    if (known?.content === content && known.around === this.#lookAround.fingerprint(path, known.question, run !== null))
      return { report: known.report, toKeep: known };
    let asked: SurroundingsQuestion = { paths: [], modules: [] };
    const report = await this.#report(path, bytes, run, (question) => {
      asked = question;
    });
    const around = this.#lookAround.fingerprint(path, asked, run !== null);
    return { report, toKeep: { content, question: asked, around, report } };
  }

  async #report(
    path: string,
    bytes: Uint8Array,
    run: RunOfNotebook | null,
    onAsked: (question: SurroundingsQuestion) => void = () => {},
  ): Promise<NotebookReport> {
    const context = await this.#context(path, (question) => {
      onAsked(question);
      return this.#lookAround.ask(path, question);
    });
    return reportNotebook(bytes, path, context, run);
  }

  async #context(path: string, lookAround: ReportingContext["lookAround"]): Promise<ReportingContext> {
    const { root, selection, baseline } = this.#settings;
    this.#python ??= loadPython();
    const severityOf = severityIn(pathFrom(root, path), selection);
    return { ...(await this.#python), rules: allRules, lookAround, severityOf, baseline };
  }
}
