import { normalName } from "../../base/normal-name.ts";
import type { Rule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { broughtBy, distributionOf, providersOf } from "./distribution-names.ts";
import { importedModules, installedByNotebook, toldToInstall } from "./imported-modules.ts";

/** What a kernel for notebooks has in any case. */
const OF_KERNEL = /^(IPython|ipykernel|traitlets|jupyter_client|jupyter_core|pip|setuptools|pkg_resources)$/;

/** CW611. */
export const notDeclared: Rule = {
  code: "CW611",
  name: "not-declared",
  severity: "warning",
  docs: {
    finds: "A module is imported, and no requirement file near the notebook declares a distribution that gives it.",
    why: "Whoever installs what the files ask for gets a `ModuleNotFoundError`. Asked only where there are such files: `requirements.txt`, `pyproject.toml`, `environment.yml`, `setup.cfg`, `Pipfile`, `pixi.toml`, in the folder and above it up to the repository. What `%load_ext` loads counts as imported. What a declared distribution brings with it (`numpy` of `pandas`) is a note, as is an import in a function or a branch, or one of what a text or a comment of the notebook says to install.",
    mend: "Add the distribution that the message names to the file.",
    bad: [
      { notebook: "# %%\n%load_ext line_profiler\n", beside: { "requirements.txt": "pandas==2.2.3\n" } },
      { notebook: "# %%\nimport pandas as pd\nimport sklearn\n", beside: { "requirements.txt": "pandas==2.2.3\n" } },
      {
        notebook: "# %%\nimport requests\n",
        beside: { "pyproject.toml": '[project]\nname = "study"\ndependencies = ["pandas==2.2.3"]\n' },
      },
    ],
    good: [
      {
        notebook: "# %%\nfrom orbax import checkpoint\n%load_ext autoreload\n",
        beside: { "requirements.txt": "orbax-checkpoint==0.11.0\n" },
      },
      {
        notebook: "# %%\nimport pandas as pd\nimport sklearn\n",
        beside: { "requirements.txt": "pandas==2.2.3\nscikit-learn==1.5.2\n" },
      },
      {
        notebook: "# %%\nimport study\nfrom PIL import Image\n",
        beside: { "pyproject.toml": '[project]\nname = "study"\ndependencies = ["pillow==11.0.0"]\n' },
      },
    ],
    references: ["https://packaging.python.org/en/latest/specifications/dependency-specifiers/"],
  },
  check: (subject) => {
    const { around } = subject;
    const { declared } = around;
    if (declared === null) return [];
    const names = new Set(declared.requirements.map(({ distribution }) => distribution));
    const brought = broughtBy(names);
    const known = new Set([...names, ...declared.projects, ...installedByNotebook(subject)]);
    const told = toldToInstall(subject);
    const found = new Set<string>();
    const file = declared.files[0] as string;
    return importedModules(subject).flatMap((module) => {
      const { name, cell, span, isCertain } = module;
      const providers = [...providersOf(around, module)];
      if (OF_KERNEL.test(name) || providers.some((one) => known.has(one) || isFamily(one, declared.projects)))
        return [];
      const bringer = providers.find((one) => brought.has(one));
      const distribution = normalName(distributionOf(around, module));
      if (found.has(distribution)) return [];
      found.add(distribution);
      const isTold = providers.some((one) => told.has(one));
      return [
        {
          ...(bringer !== undefined || isTold || !isCertain ? { severity: "info" as const } : {}),
          message: `\`${name}\` is imported, and \`${file}\` does not declare ${
            bringer !== undefined
              ? "it: it is there only because another package needs it"
              : isTold
                ? `\`${distribution}\`, which the notebook tells its reader to install`
                : `\`${distribution}\`: whoever installs what it asks for cannot run this`
          }.`,
          location: placeOf(subject, cell, span),
          hint: `add \`${distribution}\` to \`${file}\``,
        },
      ];
    });
  },
};

/** `sktime` for the project `sktime-dev`: most projects are called like the module that they give. */
function isFamily(name: string, projects: readonly string[]): boolean {
  return projects.some((project) => project.startsWith(`${name}-`) || project.endsWith(`-${name}`));
}
