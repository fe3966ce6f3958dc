/** Splits a command line into words as a POSIX shell does, quotes taken off. An open quote goes to the end. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s*((?:"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|\\.|[^\s"'\\]|\\$)+)/gs;
  for (const match of line.matchAll(pattern)) words.push(unquoted(match[1] as string));
  return words;
}

function unquoted(word: string): string {
  return word.replace(/"((?:\\.|[^"\\])*)(?:"|$)|'([^']*)(?:'|$)|\\(.)/gs, (_, double, single, escaped) => {
    if (double !== undefined) return (double as string).replace(/\\(["\\$`])/g, "$1");
    return (single ?? escaped) as string;
  });
}

/** Splits a command line at `&&`, `||`, `;` and newlines outside quotes. */
export function shellCommands(line: string): readonly string[] {
  const commands = [""];
  const pattern = /"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|\\.|&&|\|\||[;\n]|[^"'\\&|;\n]+|./gs;
  for (const [piece] of line.matchAll(pattern)) {
    if (piece === "&&" || piece === "||" || piece === ";" || piece === "\n") commands.push("");
    else commands[commands.length - 1] += piece;
  }
  return commands.map((command) => command.trim()).filter((command) => command !== "");
}
