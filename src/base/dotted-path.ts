/** The name that a dotted path begins with: `sklearn.svm.SVC` -> `sklearn`. */
export function topLevel(path: string): string {
  return path.split(".", 1)[0] as string;
}

/** The name at the end of a dotted path: `sklearn.svm.SVC` -> `SVC`. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
