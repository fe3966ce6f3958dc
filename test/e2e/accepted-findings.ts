/**
 * What pyright has against the notebooks' own code, each looked at: the same line in a script gives the same finding.
 * `file: rule: line`.
 */
export const acceptedFindings: ReadonlySet<string> = new Set([]);
