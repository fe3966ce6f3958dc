import type { Finding, Rule } from "../rule.ts";
import { cellPlace, type Subject } from "../subject.ts";
import { outputTexts } from "./output-texts.ts";
import { masked } from "./secrets/masked.ts";
import { namedSecrets } from "./secrets/named-secrets.ts";
import { writtenSecrets } from "./secrets/written-secrets.ts";

/** CW621. */
export const secretInOutput: Rule = {
  code: "CW621",
  name: "secret-in-output",
  severity: "error",
  docs: {
    finds: "The saved output of a cell shows a key, token, password or private key.",
    why: "The secret is read when the notebook runs, as it should be, but then printed: the file carries it all the same. Printed and displayed text, tables and tracebacks are searched, for what CW620 finds in source and for secrets of the source that are shown again. Images are not searched.",
    mend: "Do not print it, clear the output, and revoke the secret.",
    bad: [
      {
        notebook:
          "In [1]:\nimport os\n\nprint(dict(os.environ))\nText:\n{'HOME': '/root', 'API_KEY': '9f8b2c7d41e64a0fb3d5c6e7a8190b2c'}\n",
      },
    ],
    good: [
      {
        notebook: "In [1]:\nimport os\n\nprint(sorted(os.environ))\nText:\n['API_KEY', 'HOME']\n",
      },
    ],
    fix: "Clears the outputs of the cell. It is unsafe, since they may be wanted.",
    references: ["https://cwe.mitre.org/data/definitions/532.html"],
  },
  check: (subject) => {
    const outputs = outputTexts(subject.notebook);
    if (outputs.length === 0) return [];
    const ofSource = [...new Set(namedSecrets(subject).map(({ value }) => value))].filter((value) => value.length >= 8);
    const byCell = new Map<number, Map<string, string>>();
    for (const { cell, text } of outputs) {
      const shown = byCell.get(cell) ?? new Map<string, string>();
      for (const [secret, what] of shownIn(text, ofSource, subject)) if (!shown.has(secret)) shown.set(secret, what);
      byCell.set(cell, shown);
    }
    return [...byCell].flatMap(([cell, shown]) => (shown.size === 0 ? [] : [finding(cell, shown)]));
  },
};

type Shown = readonly [secret: string, what: string];

function shownIn(text: string, ofSource: readonly string[], { detectors }: Subject): readonly Shown[] {
  const known = detectors.secrets?.(text) ?? [];
  const found: Shown[] = known.map(({ name, span }) => [text.slice(span.start, span.end), `a ${name}`]);
  for (const secret of ofSource) if (text.includes(secret)) found.push([secret, "a secret of the source"]);
  for (const { name, value } of writtenSecrets(text)) found.push([value, `\`${name}\``]);
  return found.filter(([one], at) => !found.slice(0, at).some(([other]) => other.includes(one) || one.includes(other)));
}

function finding(cell: number, shown: ReadonlyMap<string, string>): Finding {
  const [[secret, what]] = [...shown] as unknown as readonly [Shown];
  const others = shown.size === 1 ? "" : ` and ${shown.size - 1} more`;
  return {
    message: `The saved output shows ${what} (\`${masked(secret)}\`)${others}: who gets the notebook can use it.`,
    location: cellPlace(cell),
    hint: "clear the output, do not print the secret, and revoke it: the history of the file keeps it",
    fix: {
      title: "Clear the outputs of the cell",
      safety: "unsafe",
      edits: [],
      removals: [{ remove: "outputs", cell }],
    },
  };
}
