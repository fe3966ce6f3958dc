import type { Verdict } from "../verify/types.ts";

const BY_WEIGHT = ["failed", "differs", "unstable"] as const satisfies readonly Verdict[];

/** The verdict on several things together: that on the worst of them. */
export function worstVerdict(judged: readonly { readonly verdict: Verdict }[]): Verdict {
  return BY_WEIGHT.find((verdict) => judged.some((one) => one.verdict === verdict)) ?? "equal";
}
