/** `npm run bench:cold-start`: a first `plan` on one notebook against the start-up of tools people know. */
import path from "node:path";
import { ensureVenv, programOf, pythonOf } from "../scripts/python-env.mjs";
import {
  type Candidate,
  cacheFolder,
  cellwright,
  checkBar,
  measureInterleaved,
  printMachine,
  printMeasurements,
  root,
  runsAsked,
} from "./measure.ts";

const longest = 250;
const notebook = path.join("samples", "energy-forecast", "energy-forecast.ipynb");
const venv = path.join(cacheFolder, "converters");
ensureVenv(venv, path.join(root, "bench", "requirements", "converters.txt"));

const candidates: readonly Candidate[] = [
  { name: "cellwright plan", command: [process.execPath, cellwright, "plan", notebook], accept: [0, 1] },
  { name: "node -e 0", command: [process.execPath, "-e", "0"] },
  { name: "python -c 'import nbformat'", command: [pythonOf(venv), "-c", "import nbformat"] },
  {
    name: "jupytext --to py:percent",
    command: [programOf(venv, "jupytext"), "--to", "py:percent", "--output", "-", notebook],
  },
  {
    name: "jupyter nbconvert --to script",
    command: [programOf(venv, "jupyter-nbconvert"), "--to", "script", "--stdout", notebook],
  },
];

const runs = runsAsked();
printMachine(runs);
const measurements = measureInterleaved(candidates, runs);
printMeasurements(`Cold start, ${notebook}`, measurements);
console.log();
const [plan] = measurements;
checkBar("plan did its work", plan?.failure === null);
checkBar(`plan takes less than ${longest} ms`, (plan?.median ?? Number.NaN) < longest);
