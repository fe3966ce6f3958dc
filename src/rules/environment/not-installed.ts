import { normalName } from "../../base/normal-name.ts";
import type { Rule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { distributionOf, providersOf } from "./distribution-names.ts";
import { importedModules, installedByNotebook } from "./imported-modules.ts";

/** CW610. */
export const notInstalled: Rule = {
  code: "CW610",
  name: "not-installed",
  severity: "error",
  docs: {
    finds: "A module is imported that the interpreter does not have.",
    why: "The notebook stops there with a `ModuleNotFoundError`. Asked only where an interpreter was chosen or a `.venv` is near. Imports in a `try` that deals with it, modules beside the notebook, and what the notebook installs itself are not found; nor is anything where the notebook changes `sys.path`. An import in a function or a branch is a note.",
    mend: "Install the distribution that the message names, or choose the interpreter that has it.",
    bad: [{ notebook: "# %%\nimport sklearn\n", installed: { pandas: "2.2.3" } }],
    good: [
      { notebook: "# %%\nimport pandas as pd\nimport json\n", installed: { pandas: "2.2.3" } },
      {
        notebook: "# %%\ntry:\n    import polars\nexcept ImportError:\n    polars = None\n",
        installed: { pandas: "2.2.3" },
      },
      { notebook: "# %%\nimport helpers\n", installed: {}, beside: { "helpers.py": "x = 1\n" } },
    ],
  },
  check: (subject) => {
    const { around } = subject;
    const { environment } = around;
    if (environment === null) return [];
    const distributions = new Set([...environment.installed.values()].map((one) => normalName(one.distribution)));
    const own = installedByNotebook(subject);
    return importedModules(subject).flatMap((module) => {
      const { name, cell, span, isCertain } = module;
      // An editable install has its distribution listed, and not its modules.
      const isThere = environment.installed.has(name) || distributions.has(normalName(name));
      if (isThere || [...providersOf(around, module)].some((one) => own.has(one))) return [];
      const distribution = distributionOf(around, module);
      return [
        {
          ...(isCertain ? {} : { severity: "info" as const }),
          message: `\`${name}\` is not installed in \`${environment.path}\`${isCertain ? ", so the notebook stops here with a `ModuleNotFoundError`" : ", and the code may come to need it"}.`,
          location: placeOf(subject, cell, span),
          hint: `install \`${distribution}\` there`,
        },
      ];
    });
  },
};
