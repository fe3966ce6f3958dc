import type { CheckReport, NotebookReport, Place, Problem } from "../policy/types.ts";

/** Rules that find what nobody may read: passwords and keys, data about people. */
const SECRET_RULES: ReadonlySet<string> = new Set(["CW620", "CW621"]);

/** For other findings on such a line: they may quote it. */
const UNSAID = { message: "The line of this finding holds a secret, so it is not shown.", hint: null };

/** The report without the text of lines on which there is a secret, whichever problem shows them: their text is empty. */
export function withoutSecrets(report: CheckReport): CheckReport {
  return { notebooks: report.notebooks.map(hideSecretLines) };
}

function isConfidential({ code, place }: Problem): boolean {
  return SECRET_RULES.has(code) || (place !== null && isHidden(place));
}

/** The place is about characters of a line of which no text is given. */
function isHidden({ text, line, column, endLine, endColumn }: Place): boolean {
  return text === "" && (column > 1 || (line === endLine && endColumn > column));
}

function hideSecretLines(notebook: NotebookReport): NotebookReport {
  const secrets = notebook.problems.filter(isConfidential);
  if (secrets.length === 0) return notebook;
  const places = secrets.flatMap(({ place, related }) => [place, ...related.map((one) => one.place)]);
  const ranges = places.filter((place) => place !== null);
  const isSecret = ({ cell, line }: Place) =>
    ranges.some((range) => range.cell === cell && range.line <= line && line <= range.endLine);
  const hide = (place: Place): Place => (isSecret(place) ? { ...place, text: "" } : place);
  const problems = notebook.problems.map((problem) => ({
    ...problem,
    ...(problem.place !== null && isSecret(problem.place) && !SECRET_RULES.has(problem.code) ? UNSAID : {}),
    place: problem.place && hide(problem.place),
    related: problem.related.map((one) => ({ ...one, place: hide(one.place) })),
  }));
  return { ...notebook, problems };
}
