import { plainText } from "./plain-text.ts";

/**
 * Text from a notebook as part of one line of a terminal or of the log of a build: {@link plainText}, line ends become
 * blanks, and nothing of it is a command to the build: `::...` is obeyed where a line starts, `##[...]` and `##vso[...]` are
 * anywhere.
 */
export function oneLine(text: string): string {
  return withoutCommands(plainText(text.replace(/\r\n|[\r\n]/g, " ")));
}

/** Takes apart what GitHub Actions and Azure Pipelines would obey inside of a line. */
function withoutCommands(text: string): string {
  return text.replace(/##(?=\[|vso\[)/gi, "# #").replace(/^(\s*):(?=:)/, "$1: ");
}
