import type { OutputPart } from "./check-evidence.ts";
import type { Compared } from "./evidence.ts";
import { shortText } from "./run-problems.ts";

/** How a part differs, in words: `line 3 was ..., and is now ...`. `verbs` say what the two sides are. */
export function differenceWords(
  { kind, index }: Pick<OutputPart, "kind" | "index">,
  found: Compared,
  [before, after]: readonly [string, string],
): string {
  if (found.what === "plot") return `plot ${index + 1} has other data`;
  if (found.what !== undefined) return pictureWords(index, found);
  const place =
    kind === "error"
      ? "the error"
      : [kind === "display" ? `output ${index + 1}` : "", found.path].filter(Boolean).join(", ");
  return `${place || "what it prints"} ${before} \`${shown(found.left)}\` ${after} \`${shown(found.right)}\``;
}

function shown(text: string | undefined): string {
  const short = shortText(text ?? "");
  return short.length > 80 ? `${short.slice(0, 79)}…` : short;
}

function pictureWords(index: number, { what, pixels, likeness }: Compared): string {
  const name = `picture ${index + 1}`;
  if (what !== "pixels") return `${name}: ${what}`;
  const alike = likeness === null || likeness === undefined ? "" : ` (likeness ${likeness.toFixed(2)})`;
  return `${name} differs in ${((pixels ?? 0) * 100).toPrecision(2)} % of its pixels${alike}`;
}
