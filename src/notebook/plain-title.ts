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
  const codes: string[] = [];
  // Code is put aside, so that a link around it is still seen as one.
  const text = markdown.slice(0, longest).replaceAll(/[\ue000\ue001]/g, "");
  const marked = text.replaceAll(/(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, (_, _ticks, code: string) => {
    return `\ue000${codes.push(code.trim()) - 1}\ue001`;
  });
  return withoutMarkup(marked)
    .replaceAll(/\ue000(\d+)\ue001/g, (_, at: string) => codes[Number(at)] ?? "")
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
