import type { Rule } from "../rule.ts";
import type { Declarations } from "../surroundings.ts";
import { providersOf } from "./distribution-names.ts";
import { importedModules } from "./imported-modules.ts";

/** Files that say what an environment holds; a project that others install is right to leave versions open. */
const OF_ENVIRONMENT = /(^|\/)([\w.-]*requirements[\w.-]*\.txt|environment[\w.-]*\.ya?ml|conda\.ya?ml|Pipfile)$/;

/** CW612. */
export const unpinnedRequirement: Rule = {
  code: "CW612",
  name: "unpinned-requirement",
  severity: "warning",
  docs: {
    finds: "A distribution that the notebook imports is declared without a version, and no lock file says which.",
    why: "Each install gets what is newest on that day, so the notebook that runs today can stop or give other results tomorrow. A range of versions (`>=2`), and what is open in a `pyproject.toml` or `setup.cfg`, is a note.",
    mend: "Pin the versions that the notebook was run with, `pandas==2.2.3`, or keep a lock file (`uv lock`, `pip-compile`).",
    bad: [
      { notebook: "# %%\nimport pandas as pd\n", beside: { "requirements.txt": "pandas\n" } },
      {
        notebook: "# %%\nimport pandas as pd\n",
        beside: { "environment.yml": "name: x\ndependencies:\n  - pandas\n" },
      },
    ],
    good: [
      { notebook: "# %%\nimport pandas as pd\n", beside: { "requirements.txt": "pandas==2.2.3\n" } },
      {
        notebook: "# %%\nimport pandas as pd\n",
        beside: {
          "pyproject.toml": '[project]\nname = "x"\ndependencies = ["pandas"]\n',
          "uv.lock": "version = 1\n",
        },
      },
    ],
    references: ["https://pip.pypa.io/en/stable/topics/repeatable-installs/"],
  },
  check: (subject) => {
    const { declared } = subject.around;
    if (declared === null || declared.isLocked) return [];
    const used = new Set(importedModules(subject).flatMap((one) => [...providersOf(subject.around, one)]));
    const open = openRequirements(declared, used);
    const files = [...new Set(open.map(({ file }) => file))];
    return files.map((file) => {
      const own = open.filter((one) => one.file === file);
      const bare = OF_ENVIRONMENT.test(file) ? own.filter(({ version }) => version === "") : [];
      const named = bare.length > 0 ? bare : own;
      const names = [...new Set(named.map(({ distribution }) => `\`${distribution}\``))];
      const line = named[0]?.line ?? 1;
      return {
        ...(bare.length > 0 ? {} : { severity: "info" as const }),
        message: `\`${file}\` leaves open which version of ${names.join(", ")} is installed, so a later install may stop the notebook or change its results.`,
        hint: `pin ${names.length === 1 ? "it" : "them"} in \`${file}\` (line ${line}), or keep a lock file`,
      };
    });
  },
};

/** Requirements of a set of distributions that no file pins. */
function openRequirements(
  { requirements, files }: Declarations,
  used: ReadonlySet<string>,
): Declarations["requirements"] {
  const pinned = new Set(
    requirements.filter(({ version }) => isPinned(version)).map(({ distribution }) => distribution),
  );
  return requirements.filter(
    ({ distribution, file }) => used.has(distribution) && !pinned.has(distribution) && files.includes(file),
  );
}

function isPinned(version: string): boolean {
  return /(^|[^<>!~])==|^~=|^=|^@|:\/\/|^\^|^~\d|^[./]/.test(version);
}
