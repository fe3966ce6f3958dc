import { Failure } from "../diagnostics/failure.ts";
import { namesByCode } from "../diagnostics/names.ts";
import { readDocument } from "../disk/package-files.ts";
import { ruleDocs } from "../report/rule-docs.ts";
import { allRules } from "../rules/all-rules.ts";

/** `cellwright explain`: what a diagnostic means, or a list of them all. */
export function runExplain(asked: string | undefined, { json = false }: { readonly json?: boolean }): number {
  const others = Object.entries(namesByCode).map(([code, name]) => ({ code, name }));
  const known = [...allRules.map(({ code, name }) => ({ code, name })), ...others].sort(byCode);
  if (asked === undefined) {
    const list = known.map(({ code, name }) => `${code}  ${name}\n`).join("");
    process.stdout.write(json ? `${JSON.stringify(known, null, 2)}\n` : list);
    return 0;
  }
  const one = known.find(({ code, name }) => code === asked.toUpperCase() || name === asked);
  if (one === undefined)
    throw new Failure("unknown-rule", `There is no ${asked}.`, "`cellwright explain` lists all codes.");
  const rule = allRules.find(({ code }) => code === one.code);
  const text = rule === undefined ? documented(one.code) : ruleDocs(rule, 1);
  const value = { ...one, severity: rule?.severity ?? null, docs: rule?.docs ?? null, text };
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`);
  return 0;
}

function byCode(one: { code: string }, other: { code: string }): number {
  return one.code < other.code ? -1 : 1;
}

/** The section of the document on diagnostics that no rule gives. */
function documented(code: string): string {
  const sections = readDocument("diagnostics.md").split(/^(?=#{2,3} )/m);
  const section = sections.find((text) => text.startsWith(`### ${code} `)) ?? `### ${code}`;
  return section.replace(/^### /, "# ").trim();
}
