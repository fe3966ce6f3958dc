/** `npm run bench:growth`: time of `plan` and `convert` from 10 to 10,000 cells. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateNotebook } from "./generated-notebook.ts";
import {
  type Candidate,
  cellwright,
  checkBar,
  type Measurement,
  measureInterleaved,
  printMachine,
  printMeasurements,
  runsAsked,
} from "./measure.ts";

// What is left of a cost that grows with the square shows as an exponent near 2.
const steepest = 1.2;
const sizes = [10, 30, 100, 300, 1_000, 3_000, 10_000];
const scratch = mkdtempSync(path.join(tmpdir(), "bench-growth-"));

function candidateFor(command: "plan" | "convert", cells: number): Candidate {
  const target = command === "convert" ? ["-o", "out"] : [];
  return {
    name: `${command}, ${cells} cells`,
    command: [process.execPath, cellwright, command, `cells-${cells}.ipynb`, ...target],
    prepare: () => {
      rmSync(path.join(scratch, "out"), { recursive: true, force: true });
      return scratch;
    },
    accept: command === "plan" ? [0, 1] : [0],
  };
}

/** `e` in time = c * cells^e between 1,000 and 10,000 cells, without the cost of starting. */
function exponent(measurements: readonly Measurement[]): number {
  const over = (cells: number): number => {
    const median = (size: number): number => measurements[sizes.indexOf(size)]?.median ?? Number.NaN;
    return median(cells) - median(10);
  };
  return Math.log10(over(10_000) / over(1_000));
}

const runs = runsAsked();
printMachine(runs);
try {
  for (const cells of sizes) writeFileSync(path.join(scratch, `cells-${cells}.ipynb`), generateNotebook(cells));
  for (const command of ["plan", "convert"] as const) {
    const measurements = measureInterleaved(
      sizes.map((cells) => candidateFor(command, cells)),
      runs,
    );
    printMeasurements(`Growth of ${command}`, measurements);
    const measured = exponent(measurements);
    checkBar(
      `${command} did its work at every size`,
      measurements.every((each) => each.failure === null),
    );
    checkBar(`${command} grows with cells^${measured.toFixed(2)}; at most ${steepest}`, measured <= steepest);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
