import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { type FileRead, fileEvents } from "./file-events.ts";

/** CW213. */
export const missingFile: Rule = {
  code: "CW213",
  name: "missing-file",
  severity: "error",
  docs: {
    finds: "A file is read that neither exists nor is written by a cell above.",
    why: "The notebook stops here with a `FileNotFoundError`. Where a command or an unknown call above may have made the file, this is a note. Reads in a `try`, in a branch, after a question such as `os.path.exists`, or below a change of the working folder are not found, nor are paths that are not constant, what a library fetches itself (`download=True`), and reads in cells that are tagged to be skipped.",
    mend: "Put the file where the notebook looks for it, or correct the path.",
    bad: [
      { notebook: '# %%\nimport pandas as pd\nsales = pd.read_csv("sales.csv")\n', beside: { "sale.csv": "a\n1\n" } },
      { notebook: '# %%\nwith open("notes.txt") as file:\n    print(file.read())\n' },
    ],
    good: [
      { notebook: '# %%\nimport pandas as pd\nsales = pd.read_csv("sales.csv")\n', beside: { "sales.csv": "a\n1\n" } },
      {
        notebook:
          '# %%\nimport pandas as pd\npd.DataFrame({"a": [1]}).to_csv("sales.csv")\n# %%\nsales = pd.read_csv("sales.csv")\n',
      },
      {
        notebook: '# %%\nimport os\nif os.path.exists("notes.txt"):\n    print(open("notes.txt").read())\n',
      },
    ],
  },
  check: (subject) => {
    const { reads, writes } = fileEvents(subject);
    const missing = reads
      .filter(({ path }) => subject.around.paths.get(path) === "absent" && !writes.has(path))
      .filter(({ path }) => !isBelowWritten(path, subject));
    return missing.map((read) => finding(subject, read));
  },
};

function finding(subject: Subject, { statement, effect, path, isAlone }: FileRead): Finding {
  return {
    ...(isAlone ? {} : { severity: "info" as const }),
    message: isAlone
      ? `\`${path}\` is read here, but there is no such file and no cell above writes it: the notebook stops here.`
      : `\`${path}\` is read here, and there is no such file; it may be made by code above that is not known.`,
    location: placeOf(subject, statement.cell, effect.span),
    hint: `put \`${path}\` where the notebook looks for it, or correct the path`,
  };
}

/** In a folder that some cell writes, or a file whose folder does: `shutil.unpack_archive("a.zip", "data")`. */
function isBelowWritten(path: string, { analysis }: Subject): boolean {
  const parts = path.split("/");
  const above = new Set(parts.map((_, index) => parts.slice(0, index).join("/")).filter((one) => one !== ""));
  return analysis.statements.some(({ files }) => files.writes.some((written) => above.has(written)));
}
