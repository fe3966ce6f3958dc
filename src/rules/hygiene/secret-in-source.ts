import type { Notebook } from "../../notebook/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { masked } from "./secrets/masked.ts";
import { type NamedSecret, namedSecrets } from "./secrets/named-secrets.ts";
import type { SecretFinder } from "./secrets/secret-finder.ts";
import { writtenSecrets } from "./secrets/written-secrets.ts";

const HINT =
  'read it from the environment instead, as in `os.environ["API_KEY"]`, and revoke this one: the history of the file keeps it';

/** CW620. */
export const secretInSource: Rule = {
  code: "CW620",
  name: "secret-in-source",
  severity: "error",
  docs: {
    finds: "A key, token, password or private key stands in the source of a cell.",
    why: "Whoever gets the notebook can use it, and the history of the file keeps it after it was deleted. Found are the forms that well-known services give their keys (by the rules of secretlint and a few more), and constants that a name tells to be secret (`api_key`, `password`) and whose value looks drawn at random or thought up; in texts, comments and commands those drawn at random. Placeholders and passwords of `localhost` are not told. A password that looks thought up is a warning.",
    mend: "Read it from the environment or a secret store when the notebook runs, and revoke the one that was written down.",
    bad: [
      { notebook: '# %%\napi_key = "9f8b2c7d41e64a0fb3d5c6e7a8190b2c"\n' },
      { notebook: `# %%\nheaders = {"Authorization": "token ${"ghp"}_${"x7Kd92mQpLw8Rt4YbN3vZc6HjF1sGa5UeTo0"}"}\n` },
      { notebook: '# %%\nimport os\n\nos.environ["KAGGLE_KEY"] = "4e1c9a0d7b6f48259d3ea8c1b02f7764"\n' },
    ],
    good: [
      { notebook: '# %%\nimport os\n\napi_key = os.environ["API_KEY"]\n' },
      { notebook: '# %%\nfrom getpass import getpass\n\npassword = getpass("Password: ")\n' },
      { notebook: '# %%\napi_key = "<your key>"\npad_token = "[PAD]"\n' },
    ],
    references: ["https://github.com/secretlint/secretlint", "https://cwe.mitre.org/data/definitions/798.html"],
  },
  check: (subject) => {
    const known = knownSecrets(subject.notebook, subject.detectors.secrets);
    const named = namedSecrets(subject).map((secret) => namedFinding(subject, secret));
    const isKnown = (one: Finding) => known.some((other) => overlap(one, other));
    const isTold = (one: Finding) => isKnown(one) || named.some((other) => overlap(one, other));
    const beside = besideCode(subject).filter((one) => !isTold(one));
    return [...known, ...named.filter((one) => !isKnown(one)), ...beside];
  },
};

function knownSecrets({ cells }: Notebook, find: SecretFinder | null): readonly Finding[] {
  if (find === null) return [];
  return cells.flatMap(({ index, source }) =>
    find(source).map(({ name, span }) => ({
      message: `Here stands what has the form of a secret, a ${name} (\`${masked(source.slice(span.start, span.end))}\`): who gets the notebook can use it.`,
      location: { cell: index, span },
      hint: HINT,
    })),
  );
}

/** Code that is commented out, commands of a shell and cells of another language. */
const COMMENT_OR_COMMAND = /^[ \t]*(?:#|!|%sx?\b).*$/gm;

/** In what is no code of the notebook: its texts, comments on lines of their own, and commands. */
function besideCode({ notebook }: Subject): readonly Finding[] {
  return notebook.cells.flatMap(({ index, kind, source }) => {
    const isForeign = kind !== "code" || /^\s*%%(bash|sh|script|sql|cmd|writefile|file)\b/.test(source);
    const lines = isForeign ? [{ text: source, at: 0 }] : linesOf(source);
    return lines.flatMap(({ text, at }) =>
      writtenSecrets(text).map(({ name, value, span: { start, end } }) => ({
        message: `\`${name}\` is a secret that stands in ${kind === "code" ? "a comment or a command" : "the text"} (\`${masked(value)}\`): who gets the notebook can use it.`,
        location: { cell: index, span: { start: at + start, end: at + end } },
        hint: HINT,
      })),
    );
  });
}

function linesOf(source: string): readonly { readonly text: string; readonly at: number }[] {
  return [...source.matchAll(COMMENT_OR_COMMAND)].map(({ 0: text, index }) => ({ text, at: index }));
}

function namedFinding(subject: Subject, { statement, name, value, span, severity }: NamedSecret): Finding {
  return {
    severity,
    message: `\`${name}\` is a secret that stands in the source (\`${masked(value)}\`): who gets the notebook can use it.`,
    location: placeOf(subject, statement.cell, span),
    hint: HINT,
  };
}

function overlap({ location: one }: Finding, { location: other }: Finding): boolean {
  if (one === undefined || other === undefined || one.cell !== other.cell) return false;
  return one.span.start < other.span.end && other.span.start < one.span.end;
}
