/** Where an artifact is, as SARIF says it. */
export interface ArtifactAddress {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** The address of a notebook: relative to the root of the sources, or a `file:` address where its path is absolute. */
export function artifactAddress(path: string): ArtifactAddress {
  const drive = /^[A-Za-z]:(?=\/)/.exec(path)?.[0] ?? "";
  const encoded = path
    .slice(drive.length)
    .replace(/^\.\//, "")
    .split("/")
    .map((part) => encodeURIComponent(wellFormed(part)))
    .join("/");
  if (drive !== "") return { uri: `file:///${drive}${encoded}` };
  return path.startsWith("/") ? { uri: `file://${encoded}` } : { uri: encoded, uriBaseId: "%SRCROOT%" };
}

/** Halves of characters, which addresses can't hold, become the replacement character. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
