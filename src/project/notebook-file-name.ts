import { isDeviceName } from "../plan/step-names.ts";

/** The name of the notebook's copy in the project: without anything that leads elsewhere or that a file system refuses. */
export function notebookFileName(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  const safe = name.replace(/[<>:"/\\|?*\u0000-\u001f]/g, "_").replace(/^\.+/, "");
  const stem = safe.split(".")[0] ?? "";
  if (safe === "") return "notebook.ipynb";
  return isDeviceName(stem.trim().toLowerCase()) ? `notebook_${safe}` : safe;
}
