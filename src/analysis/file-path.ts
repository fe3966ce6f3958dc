/** One spelling for the same file: `./a//b/../c.csv` is `a/c.csv`. Addresses (`https://...`) stay as they are. */
export function normalPath(path: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(path) || !/(^|\/)\.{0,2}(\/|$)/.test(path)) return path;
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (part !== ".." || !path.startsWith("/")) kept.push(part);
  }
  return `${path.startsWith("/") ? "/" : ""}${kept.join("/")}` || ".";
}
