import type { TagChange } from "./tag-change.ts";
import { writeIpynbTags } from "./write-ipynb-tags.ts";
import { writeScriptTags } from "./write-script-tags.ts";

/**
 * The text of a notebook file with the tags of some cells changed, and every other byte as it was. `text` must be a
 * notebook that `readNotebook` can read, and `path` the path that it was read with. In a plain script, which has no
 * place for metadata, tags are written as a `# tags: a, b` comment at the top of the cell.
 */
export function writeTags(text: string, changes: readonly TagChange[], path = "notebook.ipynb"): string {
  const isJson = path.toLowerCase().endsWith(".ipynb") || /^\ufeff?\s*\{/.test(text.slice(0, 1000));
  return isJson ? writeIpynbTags(text, changes) : writeScriptTags(text, changes, path);
}
