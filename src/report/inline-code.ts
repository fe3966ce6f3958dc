/** A piece of a sentence: as it is, or code that stood in backquotes. */
export interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

/** Takes a sentence apart at its backquotes; one without a partner stays what it is. */
export function inlinePieces(sentence: string): readonly Piece[] {
  return sentence
    .split(/(`[^`\n]+`)/)
    .filter((text) => text !== "")
    .map((text) => (/^`[^`\n]+`$/.test(text) ? { text: text.slice(1, -1), isCode: true } : { text, isCode: false }));
}
