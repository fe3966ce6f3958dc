import type { Rule } from "../rule.ts";

/** CW613. */
export const kernelNotThere: Rule = {
  code: "CW613",
  name: "kernel-not-there",
  severity: "warning",
  docs: {
    finds: "The notebook asks for a kernel that the interpreter does not have.",
    why: "Jupyter asks for another kernel when the notebook is opened, and `nbconvert` and papermill stop with `No such kernel named ...`. Asked only where an interpreter was chosen.",
    mend: "Choose the kernel `python3` and save the notebook, or install the one that it names: `python -m ipykernel install --user --name ...`.",
    bad: [
      {
        notebook: JSON.stringify({
          nbformat: 4,
          nbformat_minor: 4,
          metadata: { kernelspec: { name: "thesis-env", display_name: "Thesis", language: "python" } },
          cells: [],
        }),
        installed: { ipykernel: "6.29.5" },
      },
    ],
    good: [
      {
        notebook: JSON.stringify({
          nbformat: 4,
          nbformat_minor: 4,
          metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
          cells: [],
        }),
        installed: { ipykernel: "6.29.5" },
      },
    ],
    references: ["https://ipython.readthedocs.io/en/stable/install/kernel_install.html"],
  },
  check: ({ notebook, around }) => {
    const { kernel } = notebook;
    const kernels = around.environment?.kernels ?? null;
    if (kernel === null || kernels === null || kernels.has(kernel.toLowerCase()) || kernels.has(kernel)) return [];
    const there = [...kernels].sort().map((name) => `\`${name}\``);
    return [
      {
        message: `The notebook asks for the kernel \`${kernel}\`, which is not there${there.length === 0 ? "" : ` (there is ${there.join(", ")})`}: it cannot be run without choosing another one.`,
        hint: `choose another kernel and save the notebook, or install one of the name \`${kernel}\``,
      },
    ];
  },
};
