/**
 * A notebook that becomes a pipeline of `steps` steps, one for each code cell: by the tags of Kale, as JSON text. Each step
 * goes on with the list of one before it and adds to it; each tenth takes ten, and each seventh writes a file of its own.
 */
export function notebookOfSteps(steps: number): string {
  const cells = Array.from({ length: steps }, (_, at) => cell(at));
  const kernel = { display_name: "Python 3", language: "python", name: "python3" };
  return `${JSON.stringify({ cells, metadata: { kernelspec: kernel }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

function cell(at: number): object {
  const before = at === 0 ? [] : at % 10 === 0 ? range(at - 10, at) : [Math.max(0, at - 1 - (at % 3))];
  const tags = [`block:step_${at}`, ...before.map((one) => `prev:step_${one}`)];
  const sums = before.map((one) => `sum(values_${one})`).join(" + ") || "0";
  const lines = [`values_${at} = [${at}, ${sums}]`, `print("step ${at}:", values_${at}[-1])`];
  if (at % 7 === 0) lines.push(`with open("step_${at}.txt", "w") as file:\n    file.write(str(values_${at}))`);
  const source = lines.join("\n");
  return { cell_type: "code", execution_count: null, id: `c${at}`, metadata: { tags }, outputs: [], source };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
