/** Characters that a terminal shows in two columns: East Asian wide and full-width ones. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Characters that take no column of their own: accents that are put on others, joiners. */
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns a text takes on a terminal, tabs apart (each counts as one). */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WITHOUT_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Blanks as wide as a text on a terminal; tabs stay, since their width depends on where they stand. */
export function blankFor(text: string): string {
  return text
    .split("\t")
    .map((part) => " ".repeat(textWidth(part)))
    .join("\t");
}
