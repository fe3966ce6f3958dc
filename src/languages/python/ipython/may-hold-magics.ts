/**
 * What the text of a cell has somewhere when IPython would not read it as Python just as it stands. Far more than what is
 * masked: it only has to be quick, and to miss nothing.
 */
const SIGNS: readonly RegExp[] = [
  // Escapes at the start of a line (`%time`, `!ls`, `/f x`, `,f x`), and prompts of the kind `...: `.
  /^[^\S\n]*(?:[%!?/,;]|\.{3})/m,
  // `files = !ls`
  /=[ \t\f\\\n]*[%!]/,
  // `name?`
  /\?[^\S\n]*(?:[#\\]|$)/m,
  />>>|In \[|get_ipython/,
  // Common indentation.
  /^(?:[ \t]*\n)*[ \t]+[^ \t\n]/,
  // One line that may start with the name of a magic: `pip install x`.
  /^(?:[ \t]*\n)*[A-Za-z]\w*(?:[ \t][^\n]*)?\n?$/,
];
const BLANK_LINE = /\n[ \t]+\n/;
/** Strings that can go over a blank line. */
const LONG_STRING = /"""|'''|\\\n|[fFtT][rR]?["']/;

/** False when masking would leave the text of a cell (lines end with `\n`) as it is. */
export function mayHoldMagics(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text)) || (BLANK_LINE.test(text) && LONG_STRING.test(text));
}
