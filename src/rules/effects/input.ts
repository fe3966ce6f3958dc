import type { CallSite } from "../code-index.ts";
import type { Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { isCertain } from "./certain.ts";
import { sourceText } from "./source-text.ts";

const ASKS =
  /^(input|breakpoint|getpass\.getpass|i?pdb\.set_trace|IPython\.core\.debugger\.set_trace|IPython\.embed|google\.colab\.(files\.upload|drive\.mount|auth\.authenticate_user)|sys\.stdin\.(read|readline|readlines)|i?pdb\.(runcall|run|launch_ipdb_on_exception)|code\.interact|click\.(prompt|confirm)|rich\.prompt\.(Prompt|Confirm|IntPrompt)\.ask|huggingface_hub\.(notebook_)?login|ee\.Authenticate|tkinter\.filedialog\.\w+|matplotlib\.pyplot\.(ginput|waitforbuttonpress))$/;
const BUILTINS = /^(input|breakpoint)$/;

/** CW211. */
export const input: Rule = {
  code: "CW211",
  name: "input",
  severity: "warning",
  docs: {
    finds: "The notebook waits for a person: `input`, `getpass`, a debugger, an upload.",
    why: "It cannot run unattended: with `nbconvert`, papermill or in CI it stops with an error, and the answer that gave the results is not kept. A secret that is asked for (`getpass`, a login) is a note, as is what stands in a function or does not happen on all paths.",
    mend: "Make the answer a constant at the top, which can be a parameter; take secrets from the environment.",
    bad: [
      { notebook: '# %%\nname = input("Your name: ")\nprint(name)\n' },
      { notebook: "# %%\nfrom getpass import getpass\nsecret = getpass()\n" },
    ],
    good: [
      { notebook: '# %%\nname = "Ada"\nprint(name)\n' },
      { notebook: "# %%\ndef input(x):\n    return x\n# %%\nprint(input(3))\n" },
    ],
  },
  check: (subject) => {
    const sites = subject.code.calls.filter((site) => asks(subject, site));
    return sites.map((site) => {
      const { cell } = site.statement;
      const { span } = site.call;
      return {
        ...(isSure(subject, site) ? {} : { severity: "info" as const }),
        message: `\`${sourceText(subject, cell, span)}\` waits for a person, so the notebook cannot run unattended.`,
        location: placeOf(subject, cell, span),
        hint: "make the answer a constant at the top of the notebook",
      };
    });
  },
};

function asks({ builtins, analysis }: Subject, { callee, isImported, call }: CallSite): boolean {
  if (callee === null || !ASKS.test(callee)) return false;
  if (!BUILTINS.test(callee)) return isImported;
  if (!builtins.has(callee) || isImported || call.of.kind !== "name" || call.of.local) return false;
  return !analysis.statements.some(({ definitions }) => definitions.some(({ name }) => name === callee));
}

/** Secrets are better asked for than written down. */
function isSure(subject: Subject, { statement, call, callee }: CallSite): boolean {
  return (
    !/^(getpass\.getpass|huggingface_hub\..*|ee\.Authenticate)$/.test(callee ?? "") &&
    isCertain(subject, statement, call)
  );
}
