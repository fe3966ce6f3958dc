import { normalName } from "../../base/normal-name.ts";
import type { Location } from "../../base/spans.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";
import { installLines } from "./install-lines.ts";

const TOOLS = /^(pip|setuptools|wheel|uv|conda|mamba)$/i;
const PINNED = /(==|===|~=|=|@\s*\S)/;

/** CW210. */
export const unpinnedInstall: Rule = {
  code: "CW210",
  name: "unpinned-install",
  severity: "warning",
  docs: {
    finds: "The notebook installs packages without saying which version.",
    why: "Each run gets what is newest on that day, so the notebook that runs today can stop or give other results tomorrow. Lower bounds alone (`>=2`) do not help.",
    mend: "Pin the version: `%pip install pandas==2.2.3`; better, declare packages in a `requirements.txt` beside the notebook.",
    fix: "Where the version that is installed is known, writes it. The next run may install another version than before: not safe.",
    bad: [
      { notebook: "# %%\n!pip install pandas seaborn\n" },
      { notebook: "# %%\n%pip install -q lightgbm>=4\n" },
      { notebook: "# %%\n!conda install -y -c conda-forge cartopy\n" },
      {
        notebook:
          '# %%\nimport subprocess\nimport sys\nsubprocess.check_call([sys.executable, "-m", "pip", "install", "tabulate"])\n',
      },
    ],
    good: [
      { notebook: "# %%\n%pip install pandas==2.2.3\n" },
      { notebook: "# %%\n!pip install --upgrade pip\n%pip install -r requirements.txt\n" },
      { notebook: "# %%\n!conda install -y -c conda-forge cartopy=0.23\n" },
    ],
    references: ["https://pip.pypa.io/en/stable/topics/repeatable-installs/"],
  },
  check: (subject) => {
    const lines = installLines(subject);
    return lines.flatMap(({ location, words }) => {
      const open = words.filter(isOpen);
      return open.length === 0 ? [] : [finding(subject, location, open)];
    });
  },
};

/** A package of an index without a version, or a branch of a repository without a revision. */
function isOpen(word: string): boolean {
  if (/^git\+/.test(word)) return !/\.git@|@[\w.-]+(#|$)/.test(word.replace(/^git\+\w+:\/\/[^/@]*@/, ""));
  if (!/^[A-Za-z0-9][\w.-]*(\[[^\]]*\])?([<>!=~@].*)?$/.test(word) || /\.(whl|zip|gz|txt|yml|yaml|toml)$/.test(word))
    return false;
  return !TOOLS.test(word) && !PINNED.test(word.replace(/[<>!]=/g, ""));
}

function finding(subject: Subject, location: Location, open: readonly string[]): Finding {
  const names = open.map((word) => `\`${word}\``).join(", ");
  const redirected = open.find((word) => isRedirected(subject, location, word));
  return {
    message: `${names} ${open.length === 1 ? "is" : "are"} installed in whatever version is newest on that day, so a later run may stop or give other results.`,
    location,
    hint:
      redirected === undefined
        ? `pin ${open.length === 1 ? "the version" : "each version"}: \`${pinnedForm(open[0] as string)}\``
        : `pin the version, and put it between quotes: of \`${redirected}\` the shell makes a file \`${redirected.replace(/^[^>]*>/, "")}\``,
    ...fixOf(subject, location, open),
  };
}

/** Without quotes, `>` on a line of the shell names a file for what is printed. */
function isRedirected({ notebook }: Subject, { cell, span }: Location, word: string): boolean {
  const line = (notebook.cells[cell]?.source ?? "").slice(span.start, span.end);
  return /^\s*!/.test(line) && word.includes(">") && new RegExp(`\\s${escaped(word)}(\\s|$)`).test(line);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function pinnedForm(word: string): string {
  return /^git\+/.test(word) ? `${word.replace(/#.*$/, "")}@...` : `${word.split(/[<>=!~[]/)[0]}==...`;
}

function fixOf({ notebook, around }: Subject, { cell, span }: Location, open: readonly string[]): Pick<Finding, "fix"> {
  const installed = [...(around.environment?.installed.values() ?? [])];
  const source = notebook.cells[cell]?.source ?? "";
  const edits = open.flatMap((word) => {
    const found = installed.find(({ distribution }) => normalName(distribution) === normalName(word));
    const at = source.indexOf(` ${word}`, span.start) + 1;
    const isWhole = at > 0 && /^(\s|$)/.test(source.slice(at + word.length));
    if (found === undefined || !isWhole) return [];
    return [{ cell, span: { start: at, end: at + word.length }, text: `${word}==${found.version}` }];
  });
  if (edits.length < open.length) return {};
  return { fix: { title: "Pin the versions that are installed", safety: "unsafe", edits } };
}
