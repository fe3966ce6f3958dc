import type { CallKnowledge } from "../languages/knowledge.ts";

/** What methods of one name have in common over all known types, on the careful side. */
export function agreement(calls: readonly CallKnowledge[]): CallKnowledge {
  const [first] = calls;
  const every = <K extends keyof CallKnowledge>(key: K) =>
    calls.every((call) => call[key] === first?.[key]) ? first?.[key] : undefined;
  const some = (key: "updates" | "aliases" | "reads" | "writes" | "calls") => [
    ...new Set(calls.flatMap((call) => call[key] ?? [])),
  ];
  const conditional = calls.every((call) => !call.updates || call.updatesWhen)
    ? calls.find((call) => call.updatesWhen)?.updatesWhen
    : undefined;
  // A part of the receiver that some give may be any part of what they have in common.
  const parts =
    every("returns") === undefined ? calls.flatMap(({ returns }) => returns?.match(/^element:.*/)?.[0] ?? []) : [];
  const draws = calls.find((call) => call.draws);
  const plots = calls.some((call) => call.plots);
  // `x.plot()` of an unknown `x` is taken to draw `x`, not to be an artist that the call adds to; `x.set()` may be of both.
  const drawsItself = plots && !calls.some((call) => !call.plots && call.updates?.includes("self"));
  const updates = drawsItself ? some("updates").filter((one) => one !== "self") : some("updates");
  return {
    keeps: [...new Set(calls.flatMap((call) => call.keeps ?? []))],
    ...(every("returns") !== undefined ? { returns: every("returns") as string } : {}),
    updates,
    aliases: [...new Set([...some("aliases"), ...parts])],
    calls: some("calls"),
    reads: calls.every((call) => call.reads) ? some("reads") : [],
    writes: calls.every((call) => call.writes) ? some("writes") : [],
    ...(conditional ? { updatesWhen: conditional } : {}),
    ...(draws?.draws ? { draws: draws.draws, ...(draws.drawsUnless ? { drawsUnless: draws.drawsUnless } : {}) } : {}),
    ...(calls.some((call) => call.mayDraw) ? { mayDraw: true } : {}),
    ...(plots ? { plots } : {}),
    ...(every("score") !== undefined ? { score: every("score") as NonNullable<CallKnowledge["score"]> } : {}),
  };
}
