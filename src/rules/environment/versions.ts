/** Compares two version numbers part by part: negative when the first is lower. What is behind the numbers is not looked at. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => (/^\d+(\.\d+)*/.exec(text.trim())?.[0] ?? "0").split(".").map(Number)) as [
    number[],
    number[],
  ];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The lowest version that a specifier takes, `3.9` for `>=3.9,<4`, `^3.9` and `==3.9.*`; null when it has no lower bound. */
export function lowestVersion(specifier: string): string | null {
  return /(?:>=|===?|~=|\^|~|>)\s*(\d+(?:\.\d+)*)/.exec(specifier)?.[1] ?? null;
}
