/** The names of the steps in a step table, from the text of `pipeline.py`, in their order. */
export function stepsOfTable(text: string): readonly string[] {
  return [...text.matchAll(/^ *Step\(\s*"(\w+)"/gm)].map(([, name]) => name as string);
}
