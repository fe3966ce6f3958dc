import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { runConvert } from "../../src/cli/convert.ts";
import { Failure } from "../../src/diagnostics/failure.ts";
import type { Runner } from "../../src/project/runner.ts";
import { cellsOf, notebookOf, type Program } from "./random-program.ts";

/**
 * What became of a program. `refused`: the converter says why it can't; `crash`: it broke down; `fails`: the pipeline did
 * not run to its end; `invalid`: the program itself raises; `broken`: these tests did.
 */
export interface ProgramResult {
  readonly status: "equal" | "differs" | "fails" | "refused" | "crash" | "invalid" | "broken";
  readonly detail?: string;
  /** Number of final values compared. */
  readonly compared?: number;
  /** Final values of the program that no step holds. */
  readonly missing?: readonly string[];
}

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** Converts and runs programs, one at a time, with a Python process that stays. */
export class ProgramRunner {
  private readonly python: string;
  private readonly runner: Runner;
  private readonly worker: ChildProcess;
  private readonly answers: AsyncIterator<string>;
  private readonly folder = mkdtempSync(path.join(tmpdir(), "random-programs-"));
  private readonly loaded: Promise<readonly string[]>;
  private count = 0;

  /** `libraries` are loaded before programs run, where they are installed. */
  constructor(python: string, runner: Runner = "full", libraries: readonly string[] = []) {
    this.python = python;
    this.runner = runner;
    this.worker = spawn(python, [path.join(root, "test", "properties", "run_programs.py"), ...libraries], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, PYTHONHASHSEED: "0", OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    });
    if (this.worker.stdout === null) throw new Error("The Python process has no output.");
    this.answers = createInterface({ input: this.worker.stdout })[Symbol.asyncIterator]();
    this.loaded = this.answer().then((line) => JSON.parse(line) as string[]);
  }

  /** Which of the libraries are there. */
  installed(): Promise<readonly string[]> {
    return this.loaded;
  }

  /** Converts a program to a project with its steps by tags, runs both and compares what they give. */
  async check(program: Program): Promise<ProgramResult> {
    const folder = path.join(this.folder, String(this.count++));
    mkdirSync(folder, { recursive: true });
    try {
      const project = path.join(folder, "project");
      const refusal = await this.convert(program, folder, project);
      return refusal ?? (await this.compare(program, project, path.join(folder, "records")));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Ends the Python process. */
  close(): void {
    this.worker.stdin?.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async convert(program: Program, folder: string, project: string): Promise<ProgramResult | null> {
    const notebook = path.join(folder, "program.ipynb");
    writeFileSync(notebook, notebookOf(program));
    const { python, runner } = this;
    const options = { output: project, by: { by: "tags", level: null }, python, runner, json: true } as const;
    try {
      const { code, output } = await withOutput(() => runConvert([notebook], options));
      if (code === 0) return null;
      const codes = [...new Set(output.match(/\bCW\d{3}\b/g))].sort().join(" ");
      return { status: code === 1 && codes !== "" ? "refused" : "crash", detail: codes || output.trim().slice(-1500) };
    } catch (error) {
      if (error instanceof Failure && error.code === "not-small") return { status: "refused", detail: error.code };
      return { status: "crash", detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }

  private async compare(program: Program, project: string, folder: string): Promise<ProgramResult> {
    await this.loaded;
    const cells = cellsOf(program).map((cell) => cell.source);
    this.worker.stdin?.write(`${JSON.stringify({ cells, project, folder })}\n`);
    return JSON.parse(await this.answer()) as ProgramResult;
  }

  private async answer(): Promise<string> {
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error("The Python process ended.");
    return answer.value;
  }
}

/** Runs an action of the command line in this process, with what it prints. */
async function withOutput(action: () => Promise<number>): Promise<{ readonly code: number; readonly output: string }> {
  const write = process.stdout.write;
  let output = "";
  process.stdout.write = (text: string | Uint8Array) => {
    output += typeof text === "string" ? text : new TextDecoder().decode(text);
    return true;
  };
  try {
    const code = await action();
    return { code, output };
  } finally {
    process.stdout.write = write;
  }
}
