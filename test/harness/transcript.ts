interface TranscriptCell {
  readonly count: number | null;
  readonly source: string[];
  readonly outputs: { readonly kind: "Out" | "Text" | "Error"; readonly lines: string[] }[];
}

/**
 * A notebook from a transcript. `In [3]:` and `In [ ]:` start a cell, `Out [3]:` its result, `Text:` what it printed and
 * `Error:` a traceback, its last line `Name: message`; each on a line of its own, with the text below it.
 */
export function transcriptNotebook(text: string): object {
  const cells: TranscriptCell[] = [];
  let lines: string[] = [];
  for (const line of text.split("\n")) {
    const start = /^(In|Out) \[(\d+| )\]:$/.exec(line);
    const output = /^(Text|Error):$/.exec(line)?.[1] ?? (start?.[1] === "Out" ? "Out" : undefined);
    if (start?.[1] === "In") {
      const cell: TranscriptCell = { count: start[2] === " " ? null : Number(start[2]), source: [], outputs: [] };
      cells.push(cell);
      lines = cell.source;
    } else if (output !== undefined) {
      lines = [];
      cells.at(-1)?.outputs.push({ kind: output as "Out", lines });
    } else lines.push(line);
  }
  return {
    nbformat: 4,
    nbformat_minor: 4,
    metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
    cells: cells.map(({ count, source, outputs }) => ({
      cell_type: "code",
      metadata: {},
      execution_count: count,
      source: textOf(source),
      outputs: outputs.map((one) => outputOf(one, count)),
    })),
  };
}

function outputOf({ kind, lines }: TranscriptCell["outputs"][number], count: number | null): object {
  const text = textOf(lines);
  if (kind === "Text") return { output_type: "stream", name: "stdout", text: `${text}\n` };
  if (kind === "Out")
    return { output_type: "execute_result", execution_count: count, metadata: {}, data: { "text/plain": text } };
  const [, ename = "Error", evalue = ""] = /^(\w+): (.*)$/.exec(lines.filter((line) => line !== "").at(-1) ?? "") ?? [];
  return { output_type: "error", ename, evalue, traceback: text.split("\n") };
}

function textOf(lines: readonly string[]): string {
  return lines.join("\n").replace(/^\n+|\n+$/g, "");
}
