import { topLevel } from "../../../base/dotted-path.ts";
/** A word of a magic's arguments that stands for a name of the notebook; `at` is its offset in the arguments. */
export interface BoundWord {
  readonly name: string;
  readonly at: number;
}

const identifier = /^[\p{L}_][\p{L}\p{N}_]*$/u;

const definingPatterns: Record<string, RegExp> = {
  capture: /(?<![\w-])(?!-)(\w+)/g,
  bash: /--(?:out|err|proc)[= ]\s*(\w+)/g,
  sc: /^(?:-\w+\s+)*(\w+)\s*=/g,
  sql: /(?:^|\s)(\w+)\s*<</g,
  bigquery: /^(\w+)/g,
  R: /(?:-o|--output)[= ]?\s*([\w,]+)/g,
  store: /(?<!-)\b(\w+)/g,
  macro: /^(?:-\w+\s+)*(\w+)/g,
};

const readingPatterns: Record<string, RegExp> = {
  lprun: /-f\s*([\w.]+)/g,
  mprun: /-f\s*([\w.]+)/g,
  R: /(?:-i|--input)[= ]?\s*([\w,]+)/g,
  Rpush: /(\w+)/g,
  store: /(?<!-)\b(\w+)/g,
};

const pylabNames = ["numpy", "matplotlib", "pylab", "mlab", "pyplot", "np", "plt", "display", "figsize", "getfigs"];
const scripts = new Set(["sh", "script", "perl", "ruby", "python", "python2", "python3", "pypy"]);

/** Names that the magic binds in the notebook's namespace, as far as its own text names them. */
export function boundWords(name: string, args: string): readonly BoundWord[] {
  if (name === "pylab") return pylabNames.map((bound) => ({ name: bound, at: 0 }));
  if (name === "store" && !/(^|\s)-r\b/.test(args)) return [];
  if (name === "Rpull") return words(/(\w+)/g, args);
  return words(
    definingPatterns[scripts.has(name) ? "bash" : name],
    args.replace(/(^|\s)-r\b/g, (flag) => " ".repeat(flag.length)),
  );
}

/** Names that the magic reads from the notebook's namespace, apart from `{name}` and `$name`. */
export function readWords(name: string, args: string): readonly BoundWord[] {
  if (name === "store" && /(^|\s)-\w/.test(args)) return [];
  return words(readingPatterns[name], args);
}

function words(pattern: RegExp | undefined, args: string): readonly BoundWord[] {
  if (pattern === undefined) return [];
  const found: BoundWord[] = [];
  for (const match of args.matchAll(pattern)) {
    const list = match[1] as string;
    let at = match.index + match[0].lastIndexOf(list);
    for (const name of list.split(",")) {
      if (identifier.test(topLevel(name))) found.push({ name, at });
      at += name.length + 1;
    }
  }
  return found;
}
