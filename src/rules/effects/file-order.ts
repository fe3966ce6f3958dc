import type { CallSite } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { OrderFollower } from "./order-use.ts";
import { sourceText } from "./source-text.ts";

const LISTS = /^(os\.(listdir|scandir)|glob\.i?glob|pathlib\.Path\.(iterdir|r?glob))$/;
const PATH_METHODS = /^(iterdir|rglob|glob)$/;

/** CW205. */
export const fileOrder: Rule = {
  code: "CW205",
  name: "file-order",
  severity: "warning",
  docs: {
    finds: "A list of files is used in the order in which the file system gives it.",
    why: "`os.listdir`, `glob.glob` and `Path.glob` give files in an order that depends on the file system, so on another machine rows, labels or the choice of files differ. Where it is not seen that results depend on the order, this is a note.",
    mend: 'Sort the list: `sorted(glob.glob("data/*.csv"))`.',
    fix: "Puts `sorted(...)` around the list. Where a result depends on the order it may change, once: not safe.",
    bad: [
      {
        notebook:
          '# %%\nimport glob\nimport pandas as pd\n# %%\nframe = pd.concat([pd.read_csv(name) for name in glob.glob("data/*.csv")])\n',
      },
      {
        notebook:
          '# %%\nimport os\nnames = os.listdir("faces")\n# %%\nlabels = {name: number for number, name in enumerate(names)}\n',
      },
      { notebook: '# %%\nfrom pathlib import Path\ntraining = list(Path("images").glob("*.png"))[:100]\n' },
    ],
    good: [
      {
        notebook:
          '# %%\nimport glob\nimport pandas as pd\n# %%\nframe = pd.concat([pd.read_csv(name) for name in sorted(glob.glob("data/*.csv"))])\n',
      },
      {
        notebook: '# %%\nimport os\nnames = os.listdir("faces")\nnames.sort()\n# %%\nprint(names[:3])\n',
        beside: { "faces/ada.png": "" },
      },
      { notebook: '# %%\nfrom pathlib import Path\nprint(len(list(Path("images").glob("*.png"))))\n' },
    ],
    references: ["https://docs.python.org/3/library/os.html#os.listdir"],
  },
  check: (subject) => {
    const follower = new OrderFollower(subject);
    const sites = subject.code.calls.filter(isListing).map((site) => {
      return { site, use: follower.use(site.call, site.statement) };
    });
    const told = sites.filter(({ use }) => use !== "hidden");
    return [...told.map(({ site, use }) => finding(subject, site, use === "shown")), ...walks(subject)];
  },
};

/** `os.walk` whose files a loop gathers, without sorting anything. */
function walks(subject: Subject): readonly Finding[] {
  const { calls, callsByStatement } = subject.code;
  return calls.flatMap((site) => {
    const { callee, isImported, statement } = site;
    if (!isImported || callee !== "os.walk") return [];
    const around = callsByStatement.get(statement) ?? [];
    const isGathered = around.some(({ method }) => method === "append" || method === "extend");
    const isSorted = around.some(({ method }) => /^(sort|sorted|natsorted)$/.test(method ?? ""));
    const gathered = new Set(
      around.flatMap(({ method, receiver }) =>
        method === "append" && receiver?.kind === "name" ? [receiver.name] : [],
      ),
    );
    const isSortedBelow = calls.some(
      ({ method, receiver, call }) =>
        (method === "sort" && receiver?.kind === "name" && gathered.has(receiver.name)) ||
        (method === "sorted" && call.arguments.some(({ value }) => value.kind === "name" && gathered.has(value.name))),
    );
    if (!isGathered || isSorted || isSortedBelow) return [];
    const { fix: _, ...found } = finding(subject, site, false);
    return [{ ...found, hint: "sort the folders and the files of each round: `folders.sort()`, `sorted(files)`" }];
  });
}

function isListing({ callee, isImported, method, receiver }: CallSite): boolean {
  if (isImported) return LISTS.test(callee ?? "");
  return method !== null && receiver !== null && PATH_METHODS.test(method);
}

function finding(subject: Subject, { statement, call, method }: CallSite, isShown: boolean): Finding {
  const { cell } = statement;
  const text = `\`${sourceText(subject, cell, call.span)}\``;
  const location = placeOf(subject, cell, call.span);
  const { start, end } = location.span;
  const edits = [
    { cell, span: { start, end: start }, text: "sorted(" },
    { cell, span: { start: end, end }, text: ")" },
  ];
  return {
    ...(isShown ? {} : { severity: "info" as const }),
    message: isShown
      ? `${text} gives files in the order of the file system, and a result depends on it: on another machine it may differ.`
      : `${text} gives files in the order of the file system, which is another one on another machine.`,
    location,
    hint: "put `sorted(...)` around it",
    ...(method === "scandir" ? {} : { fix: { title: "Sort the files", safety: "unsafe" as const, edits } }),
  };
}
