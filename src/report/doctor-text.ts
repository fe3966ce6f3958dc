import { plainText } from "./plain-text.ts";

/** One thing that `cellwright doctor` looked at. */
export interface DoctorFinding {
  readonly name: string;
  /** `missing`: something works less for it; `broken`: something that must work does not. */
  readonly state: "ok" | "missing" | "broken";
  /** What was found: a version, a path. */
  readonly found: string;
  /** Why this one, or what it is needed for; null when there is nothing to say. */
  readonly note: string | null;
}

const signs = { ok: "ok", missing: "-", broken: "!!" };

/** What `cellwright doctor` found, one line for each. */
export function renderDoctor(findings: readonly DoctorFinding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(({ name, state, found, note }) => [
    `${signs[state].padEnd(2)}  ${name.padEnd(width)}  ${plainText(found)}`,
    ...(note === null ? [] : [`${" ".repeat(width + 6)}${plainText(note)}`]),
  ]);
  const broken = findings.filter(({ state }) => state === "broken").map(({ name }) => name);
  const last = broken.length === 0 ? "" : `\nTo be mended: ${broken.join(", ")}\n`;
  return `${lines.join("\n")}\n${last}`;
}
