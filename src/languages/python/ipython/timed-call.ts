import type { MeasuredCode } from "../../measured-code.ts";
import { optionsLength } from "./magic-names.ts";
import { scanLogicalLine } from "./scan-logical-line.ts";

/** What `x = %timeit -o ...` measures and how. */
export interface TimedCall {
  readonly expression: string;
  /** Arguments of the project's `timeit_result`, as Python. */
  readonly options: readonly string[];
}

/** Words that no operand begins with. */
const NO_OPERAND =
  /^(?:assert|async|await|break|class|continue|def|del|for|from|global|if|import|lambda|match|nonlocal|not|pass|raise|return|try|while|with|yield)\b/;

/** How often IPython repeats a measurement when it is not told. */
const USUAL_REPEAT = 7;

/** How often code runs that `timeit` measures with these options. */
export function measurements(options: string): Pick<MeasuredCode, "number" | "repeat"> {
  const amounts = new Map(optionsIn(options).map(({ letter, value }) => [letter, Number(value)]));
  return { number: amounts.get("n") || null, repeat: amounts.get("r") || USUAL_REPEAT };
}

function optionsIn(text: string): readonly Readonly<Record<string, string>>[] {
  return [...text.matchAll(/-(?<letter>[a-z])\s*(?<value>\d*)/g)].map(({ groups }) => groups ?? {});
}

/** Reads the arguments of `%timeit` where its value is taken (`-o`) of one expression; null for all else. */
export function timedCall(text: string): TimedCall | null {
  const at = optionsLength("timeit", text);
  const found = optionsIn(text.slice(0, at));
  const letters = found.map(({ letter = "" }) => letter);
  const expression = text.slice(at).trim();
  const line = scanLogicalLine(expression, 0, expression.length);
  const isExpression = line.closed && line.end === expression.length && line.assign === null;
  if (!letters.includes("o") || letters.some((letter) => !"onrqp".includes(letter))) return null;
  if (expression === "" || !isExpression || expression.includes(";") || NO_OPERAND.test(expression)) return null;
  const options = found.flatMap(({ letter, value = "" }) => {
    if (letter === "q") return ["quiet=True"];
    const name = { n: "number", r: "repeat" }[letter ?? ""];
    return name === undefined || value === "" ? [] : [`${name}=${value}`];
  });
  return { expression, options };
}
