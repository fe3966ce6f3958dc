import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { notebookOf, type Program } from "./random-program.ts";

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
  private readonly fromSource: boolean;
  private readonly worker: ChildProcess;
  private readonly answers: AsyncIterator<string>;
  private readonly folder = mkdtempSync(path.join(tmpdir(), "random-programs-"));
  private count = 0;

  constructor(python: string, fromSource = false) {
    this.python = python;
    this.fromSource = fromSource;
    this.worker = spawn(python, [path.join(root, "test", "properties", "run_programs.py")], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, PYTHONHASHSEED: "0", OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    });
    if (this.worker.stdout === null) throw new Error("The Python process has no output.");
    this.answers = createInterface({ input: this.worker.stdout })[Symbol.asyncIterator]();
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
    const [command, ...first] = converterCommand(root, this.fromSource);
    const args = [...first, "convert", notebook, "--by", "tags", "-o", project, "--python", this.python, "--json"];
    const { code, output } = await run(command, args);
    if (code === 0) return null;
    const codes = [...new Set(output.match(/\bCW\d{3}\b/g))].sort().join(" ");
    const refused = code === 1 && codes !== "" && !/\bbug: |^\s+at .*:\d+:\d+/m.test(output);
    return { status: refused ? "refused" : "crash", detail: refused ? codes : output.trim().slice(-1500) };
  }

  private async compare(program: Program, project: string, folder: string): Promise<ProgramResult> {
    const cells = program.cells.map((cell) => cell.source);
    this.worker.stdin?.write(`${JSON.stringify({ cells, project, folder })}\n`);
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error("The Python process ended.");
    return JSON.parse(answer.value) as ProgramResult;
  }
}

function run(command: string, args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(command, [...args], { cwd: root, timeout: 60_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 70;
      resolve({ code, output: `${stdout}\n${stderr}` });
    });
  });
}
