/** A notebook of nbformat 4 as JSON data, for tests to change. */
export function notebookJson(cells: unknown[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    cells,
    metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
    nbformat: 4,
    nbformat_minor: 4,
    ...more,
  };
}

/** A code cell of nbformat 4. */
export function codeCell(source: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source, ...more };
}

/** A Markdown cell of nbformat 4. */
export function markdownCell(source: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { cell_type: "markdown", metadata: {}, source, ...more };
}
