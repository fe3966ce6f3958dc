/** Width of generated lines, in characters; also in the generated project's own settings. */
export const LINE_WIDTH = 120;
