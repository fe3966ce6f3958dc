import type { Example, Rule } from "../rules/rule.ts";
import { severityWords } from "./severity-words.ts";

/** The documentation of a rule in Markdown, below a heading of the given level. */
export function ruleDocs(
  { code, name, severity, docs }: Pick<Rule, "code" | "name" | "severity" | "docs">,
  level: number,
): string {
  const { finds, why, mend, bad, good, fix, references = [] } = docs;
  return [
    `${"#".repeat(level)} ${code} ${name}`,
    `*${severityWords[severity]}*. ${finds}`,
    why,
    `**Found** in:`,
    ...bad.map(exampleBlock),
    `**Mend**: ${mend}`,
    ...(fix === undefined ? [] : [`**\`--fix\`**: ${fix}`]),
    `**Fine**:`,
    ...good.map(exampleBlock),
    ...(references.length === 0 ? [] : [`**Read**: ${references.map((one) => `<${one}>`).join(", ")}`]),
  ].join("\n\n");
}

function exampleBlock({ notebook, beside = {}, installed }: Example): string {
  const language = notebook.startsWith("{") ? "json" : /^In \[/.test(notebook) ? "text" : "python";
  const files = Object.entries(beside).map(([path, text]) => `With \`${path}\`:\n\n${fence("text", text)}`);
  const packages = Object.entries(installed ?? {}).map(([one, version]) => `\`${one} ${version}\``);
  const environment = installed === undefined ? [] : [`Installed: ${packages.join(", ") || "nothing"}.`];
  return [fence(language, notebook), ...files, ...environment].join("\n\n");
}

/** Longer examples would be no reading. */
const LONGEST_EXAMPLE = 3_000;

function fence(language: string, whole: string): string {
  const text = whole.length > LONGEST_EXAMPLE ? `${whole.slice(0, LONGEST_EXAMPLE / 10)}\n...` : whole;
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.replace(/\n*$/, "\n")}${ticks}`;
}

/** Families of rules as headings: the first number of a code that does not belong to them, and what they are about. */
const FAMILIES: readonly { readonly below: number; readonly title: string }[] = [
  { below: 200, title: "CW1xx: order and data flow" },
  { below: 300, title: "CW2xx: effects and hidden state" },
  { below: 620, title: "CW61x: what the notebook needs around it" },
  { below: 700, title: "CW62x: fit to be shared" },
];

/** The page of all rules. */
export function rulesPage(rules: readonly Rule[]): string {
  const familyOf = (code: string) => FAMILIES.find(({ below }) => Number(code.slice(2)) < below);
  const sections = FAMILIES.map((family) => {
    const own = rules.filter(({ code }) => familyOf(code) === family);
    return [`## ${family.title}`, table(own), ...own.map((rule) => ruleDocs(rule, 3))].join("\n\n");
  });
  return `${[
    "# Rules",
    "What `cellwright check` looks for in a notebook. `cellwright explain CODE` shows the same in the terminal. What is said of the file itself, of a run and of the conversion to a pipeline is in [diagnostics.md](diagnostics.md); how to choose rules, in [check.md](check.md).",
    "An **error** certainly breaks or lies; a **warning** is likely to harm; a **note** is worth knowing, and does not make the check fail.",
    "Examples are tested: each gives what it says. A transcript (`In [1]:`) shows a notebook with its saved outputs.",
    ...sections,
  ].join("\n\n")}\n`;
}

function table(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ code, name, severity, docs }) =>
      `| [${code}](#${code.toLowerCase()}-${name}) | ${name} | ${severityWords[severity]} | ${docs.finds} |`,
  );
  return ["| code | name | severity | finds |", "|---|---|---|---|", ...rows].join("\n");
}
