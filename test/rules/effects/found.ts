import { checkExample } from "../../harness/checked.ts";

/** Findings of one rule as `severity@cell`; cells of the source are parted by `---`. */
export function found(code: string, source: string, beside: Readonly<Record<string, string>> = {}): readonly string[] {
  const cells = source.split("\n---\n").map((cell) => `# %%\n${cell}\n`);
  return checkExample({ notebook: cells.join(""), beside })
    .filter((one) => one.code === code)
    .map(({ severity, location }) => `${severity}@${(location?.cell ?? -1) + 1}`);
}
