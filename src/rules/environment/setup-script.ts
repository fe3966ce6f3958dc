/** What a `setup.py` requires, as far as it says so in plain lists. */
export interface SetupRequirements {
  /** Requirements as they are written. */
  readonly requirements: readonly string[];
  /** Requirement files that it reads, relative to it. */
  readonly includes: readonly string[];
  /** False when it computes what is required. */
  readonly isComplete: boolean;
}

/** An argument of `setup` that says what is required, with what it is given. */
const GIVEN = /\b(install_requires|extras_require|tests_require)\s*=\s*(?!=)/g;

/** Reads lists and mappings that are written out, also under a name of their own: `REQUIRED = ["numpy"]`. */
export function readSetupScript(text: string): SetupRequirements {
  const requirements: string[] = [];
  const includes: string[] = [];
  let isComplete = true;
  for (const { index, 0: argument } of text.matchAll(GIVEN)) {
    const at = index + argument.length;
    const found = literalAt(text, at) ?? namedLiteral(text, at);
    const file = found === null ? readFile(text, at) : null;
    if (found !== null) requirements.push(...found);
    else if (file !== null) includes.push(file);
    else isComplete = false;
  }
  return { requirements, includes, isComplete };
}

/** The texts in a list, tuple or mapping of such that starts at an offset; null when something else is in it. Keys do not count. */
function literalAt(text: string, start: number): readonly string[] | null {
  const token = /\s+|#[^\n]*|[([{})\],]|:|"""[\s\S]*?"""|"[^"\\\n]*"|'[^'\\\n]*'/y;
  const found: string[] = [];
  let depth = 0;
  for (token.lastIndex = start; ; ) {
    const [one = ""] = token.exec(text) ?? [];
    if (one === "" || (depth === 0 && !/[\s#([{]/.test(one.charAt(0)))) return null;
    if (/^["']/.test(one)) found.push(one.replace(/^("""|["'])([\s\S]*)\1$/, "$2"));
    // What stands before a colon is the name of an extra.
    else if (one === ":") found.pop();
    else if (/^[([{]/.test(one)) depth++;
    else if (/^[)\]}]/.test(one) && --depth === 0) return found;
  }
}

/** The list that a name was given, where it is given one once. */
function namedLiteral(text: string, at: number): readonly string[] | null {
  const name = /^[A-Za-z_]\w*(?=\s*[,)\n])/.exec(text.slice(at, at + 200))?.[0];
  if (name === undefined) return null;
  const given = [...text.matchAll(new RegExp(`^[ \\t]*${name}\\s*(\\+?)=(?!=)\\s*`, "gm"))];
  const [only] = given;
  const changes = new RegExp(`\\b${name}(?:\\.(?:append|extend|update|insert)\\b|\\[[^\\]]*\\]\\s*=)`).test(text);
  return given.length !== 1 || only === undefined || only[1] !== "" || changes
    ? null
    : literalAt(text, only.index + only[0].length);
}

/** The one requirement file that the script names when it does not list what is required: `open("requirements.txt")`. */
function readFile(text: string, at: number): string | null {
  if (/^(?:\[|\(|\{)/.test(text.slice(at, at + 1))) return null;
  const names = new Set(
    [...text.matchAll(/["']((?:[\w.-]+\/)*[\w.-]*requirements[\w.-]*\.txt)["']/g)].map(([, name]) => name),
  );
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : null;
}
