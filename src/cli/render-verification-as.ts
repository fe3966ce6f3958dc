import { readTemplates } from "../disk/package-files.ts";
import { readBytes } from "../disk/read-file.ts";
import { renderVerification } from "../report/verification-text.ts";
import { worstVerdict } from "../report/worst-verdict.ts";
import type { Verification } from "../verify/types.ts";

/** Forms in which a verification can be told. */
export const verificationFormats = ["text", "json", "junit", "html"] as const;

/** See {@link verificationFormats}. */
export type VerificationFormat = (typeof verificationFormats)[number];

/** The report in the form that was asked for. What a form needs is loaded for it alone. */
export async function renderVerificationAs(
  verifications: readonly Verification[],
  format: VerificationFormat,
): Promise<string> {
  switch (format) {
    case "text":
      return verifications.map(renderVerification).join("\n");
    case "json":
      return `${JSON.stringify(jsonOf(verifications), null, 2)}\n`;
    case "junit":
      return (await import("../report/verification-junit.ts")).renderVerificationJunit(verifications);
    case "html": {
      const { renderVerificationHtml } = await import("../report/verification-html.ts");
      const css = readTemplates("report").get("verification.css") ?? "";
      const pictures = new Map(verifications.flatMap((one) => [...picturesOf(one)]));
      return renderVerificationHtml(verifications, { css, pictures });
    }
  }
}

/** That of an only notebook as it is; those of several as a list. */
function jsonOf(verifications: readonly Verification[]): unknown {
  const plain = verifications.map(withoutPaths);
  return plain.length === 1 ? plain[0] : { version: 1, verdict: worstVerdict(verifications), notebooks: plain };
}

/** Pictures lie in a folder that is gone when the report is read. */
function withoutPaths(verification: Verification): unknown {
  const plain = (key: string, value: unknown) =>
    key === "figure" && value !== null ? { ...(value as object), notebook: undefined, pipeline: undefined } : value;
  return JSON.parse(JSON.stringify(verification, plain));
}

const TYPES: Readonly<Record<string, string>> = { png: "image/png", svg: "image/svg+xml", jpg: "image/jpeg" };

function picturesOf({ steps }: Verification): ReadonlyMap<string, string> {
  const figures = steps.flatMap((step) => step.items).filter((item) => item.verdict !== "equal");
  const paths = figures.flatMap(({ figure }) => [figure?.notebook ?? [], figure?.pipeline ?? []].flat());
  return new Map(paths.map((path) => [path, dataUrl(path)]));
}

function dataUrl(path: string): string {
  const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return `data:${type};base64,${Buffer.from(readBytes(path)).toString("base64")}`;
}
