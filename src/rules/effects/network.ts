import type { Span } from "../../base/spans.ts";
import type { Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { sourceText } from "./source-text.ts";

const ADDRESS = /^(https?|ftp|s3|gs|gcs|abfss?|hf):\/\//i;
const LOCAL = /^https?:\/\/(localhost|127\.|0\.0\.0\.0|\[::1\])/i;
const COMMANDS = /^\s*(sudo\s+)?(wget|curl|git\s+clone|gdown|kaggle|aws\s+s3|gsutil|huggingface-cli|scp|rsync)\b/;

/** CW208. */
export const network: Rule = {
  code: "CW208",
  name: "network",
  severity: "info",
  docs: {
    finds: "The notebook reads from the network.",
    why: "It does not run where there is no network (CI, a train), and what it gets can change or vanish: the results with it. Installing packages is not meant here.",
    mend: "Keep a copy of the data beside the notebook, or at an address with a version or a checksum.",
    bad: [
      { notebook: '# %%\nimport pandas as pd\nframe = pd.read_csv("https://example.org/data.csv")\n' },
      { notebook: '# %%\nimport requests\nanswer = requests.get("https://example.org/api").json()\n' },
      { notebook: '# %%\nimport seaborn as sns\ntips = sns.load_dataset("tips")\n' },
      { notebook: '# %%\nimport pooch\nfile = pooch.retrieve("https://example.org/a.zip", None)\n' },
      { notebook: "# %%\n!wget https://example.org/data.zip\n" },
    ],
    good: [
      {
        notebook: '# %%\nimport pandas as pd\nframe = pd.read_csv("data.csv")\n',
        beside: { "data.csv": "a,b\n1,2\n" },
      },
    ],
  },
  check: (subject) =>
    networkPlaces(subject).map(({ cell, span }) => ({
      message: `The notebook needs the network: \`${sourceText(subject, cell, span)}\` gets its data from there, which can change or be gone.`,
      location: placeOf(subject, cell, span),
      hint: "keep a copy of the data beside the notebook",
    })),
};

/** Where the network is used, each statement once. */
function networkPlaces({ analysis }: Subject): readonly { readonly cell: number; readonly span: Span }[] {
  return analysis.statements.flatMap(({ cell, effects, facts }) => {
    const effect = effects.find(({ kind, resource, evidence }) => {
      if (kind === "touches") return resource === "network" && evidence === "proved";
      return kind === "reads" && resource !== null && ADDRESS.test(resource) && !LOCAL.test(resource);
    });
    const magic = facts.magics.find(({ form, arguments: text }) => form === "shell" && COMMANDS.test(text));
    const span = effect?.span ?? magic?.span;
    return span === undefined ? [] : [{ cell, span }];
  });
}
