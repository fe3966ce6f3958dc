import { normalName } from "../../base/normal-name.ts";

/** What a requirement asks for. */
export interface Requirement {
  readonly distribution: string;
  /** As written; empty when nothing is asked. A direct address counts as a version. */
  readonly version: string;
}

const NAMED = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/;

/** Reads a requirement as pip does (PEP 508, or an address with `#egg=`); null when it names no distribution. */
export function readRequirement(text: string): Requirement | null {
  const line = text.replace(/(^|\s)#.*$/, "").trim();
  if (line === "") return null;
  const egg = /^(?:[\w+]+:\/\/|git@)\S*#(?:\S*&)?egg=([\w.-]+)/.exec(line);
  if (egg) return { distribution: normalName(egg[1] as string), version: line };
  const wheel = /(?:^|\/)([A-Za-z0-9][\w.]*)-(\d[\w.!+]*)-[\w.]+-[\w.]+-[\w.]+\.whl\b/.exec(line);
  if (wheel) return { distribution: normalName(wheel[1] as string), version: `==${wheel[2]}` };
  const repository = /^\w+\+\S*\/([\w.-]+?)(?:\.git)?(?:@\S+)?$/.exec(line);
  if (repository) return { distribution: normalName(repository[1] as string), version: line };
  const named = NAMED.exec(line);
  if (named === null || /^[./]|:\/\//.test(line.split("@")[0] ?? "")) return null;
  const version = (named[2] as string)
    .replace(/;.*$/s, "")
    .replace(/\s+--\S.*$/, "")
    .replace(/^\((.*)\)$/, "$1")
    .trim();
  if (version !== "" && !/^([<>=!~]|@)/.test(version)) return null;
  return { distribution: normalName(named[1] as string), version };
}

/** Reads a requirement of conda: `conda-forge::numpy=1.26=py311`, `pandas >=2`. */
export function readCondaRequirement(text: string): Requirement | null {
  const line = text
    .replace(/(^|\s)#.*$/, "")
    .trim()
    .replace(/^[^\s=<>]+::/, "");
  const match = /^([A-Za-z0-9_][\w.-]*)\s*(.*)$/.exec(line);
  if (match === null) return null;
  const asked = (match[2] as string).trim();
  const [exact] = asked.replace(/^={1,2}\s*/, "").split("=");
  const version = /^=/.test(asked) ? `==${exact}` : /^\d/.test(asked) ? `==${asked.split(/\s/)[0]}` : asked;
  return { distribution: normalName(match[1] as string), version };
}
