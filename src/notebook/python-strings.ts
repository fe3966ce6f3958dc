/**
 * The quote that the next line starts inside of (`'''`, `"""`, or `'`, `"` after a continued line), or null. Raw strings
 * need no care: a backslash before a quote keeps it from closing there too.
 */
export function pythonStringAfter(line: string, state: string | null): string | null {
  let quote = state;
  let at = 0;
  while (at < line.length) {
    if (quote === null) {
      const next = nextQuoteOrComment(line, at);
      if (next === -1 || line[next] === "#") return null;
      const char = line[next] as string;
      quote = line.startsWith(char.repeat(3), next) ? char.repeat(3) : char;
      at = next + quote.length;
    } else {
      const end = closing(line, at, quote);
      if (end === -1) break;
      quote = null;
      at = end;
    }
  }
  // A one-line string that does not end on its line is an error of the code, unless the line is continued.
  return quote?.length === 1 && !isContinued(line) ? null : quote;
}

function nextQuoteOrComment(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    const char = line[at];
    if (char === "'" || char === '"' || char === "#") return at;
  }
  return -1;
}

/** Offset behind the closing quote, or -1. */
function closing(line: string, from: number, quote: string): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line.startsWith(quote, at)) return at + quote.length;
  }
  return -1;
}

function isContinued(line: string): boolean {
  return (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}
