import type { CheckReport, NotebookReport, RunOutcome } from "../policy/types.ts";
import { counted } from "./counted.ts";

/** One question that is asked of every notebook, from whether it can be read to whether it gives the same again. */
export interface FunnelStage {
  readonly title: string;
  /** Notebooks for which the answer is yes, and those of which it was asked. */
  readonly passed: number;
  readonly asked: number;
  /** Further numbers, in words; may be empty. */
  readonly note: string;
}

type Answer = RunOutcome["runs"];

/** How far the notebooks come, stage by stage; each stage counts all notebooks of which its question was asked. */
export function checkFunnel({ notebooks }: CheckReport): readonly FunnelStage[] {
  const stage = (title: string, answer: (notebook: NotebookReport) => Answer, note = ""): FunnelStage => {
    const answers = notebooks.map(answer);
    const passed = answers.filter((one) => one === "yes").length;
    return { title, passed, asked: passed + answers.filter((one) => one === "no").length, note };
  };
  return [
    stage("reads", ({ reads }) => (reads ? "yes" : "no")),
    stage("parses", ({ parses }) => (parses ? "yes" : "no")),
    stage("dependencies declared", ({ declared }) => (declared === true ? "yes" : "no")),
    stage("runs", ({ run }) => run?.runs ?? "not asked", cellsNote(notebooks)),
    stage("same results", ({ run }) => run?.same ?? "not asked"),
    stage("stable", ({ run }) => run?.stable ?? "not asked"),
  ];
}

/** Whether any notebook was run. */
export function wasRun({ notebooks }: CheckReport): boolean {
  return notebooks.some(({ run }) => run !== null && run.runs !== "not asked");
}

/** `39 of 40`, or that it was not asked. */
export function stageText({ passed, asked }: FunnelStage): string {
  return asked === 0 ? "not asked" : `${passed} of ${asked}`;
}

function cellsNote(notebooks: readonly NotebookReport[]): string {
  const runs = notebooks.flatMap(({ run }) => (run === null || run.runs === "not asked" ? [] : [run]));
  const cells = runs.reduce((all, run) => all + run.cells, 0);
  return cells === 0 ? "" : `${runs.reduce((all, run) => all + run.cellsRun, 0)} of ${counted(cells, "code cell")}`;
}
