const charByEntity: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  rarr: "→",
  larr: "←",
  copy: "©",
  times: "×",
};

/** Titles are cut here: no real one is longer, and the work on a line grows faster than its length. */
const longest = 1_000;

/** The text of a line of Markdown, without markup: what a reader sees. Code and formulas keep their text. */
export function plainTitle(markdown: string): string {
  return markdown
    .slice(0, longest)
    .split(/(`+)(?!`)([\s\S]*?[^`])\1(?!`)/)
    .map((part, at) => (at % 3 === 0 ? withoutMarkup(part) : at % 3 === 2 ? part.trim() : ""))
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Applied twice, for emphasis within emphasis. */
const emphasis = /(\*{1,3}|~~)(?=\S)([^*~]*?\S)\1/g;

function withoutMarkup(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/<(https?:[^>\s]+)>/g, "$1")
    .replaceAll(/<\/?[a-zA-Z][^<>]*>/g, "")
    .replaceAll(/!\[([^\][]*)\](\([^()]*(\([^()]*\)[^()]*)*\)|\[[^\][]*\])/g, "$1")
    .replaceAll(/\[([^\][]*)\](\([^()]*(\([^()]*\)[^()]*)*\)|\[[^\][]*\])/g, "$1")
    .replaceAll(/\s*\{[#.][^{}]*\}\s*$/g, "")
    .replaceAll(emphasis, "$2")
    .replaceAll(emphasis, "$2")
    .replaceAll(/(^|[^\p{L}\p{N}_])(_{1,3})(?=\S)([^_]*?\S)\2(?![\p{L}\p{N}_])/gu, "$1$3")
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, entity)
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}

function entity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return charByEntity[name] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
