import type { CallSite } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { OrderFollower } from "./order-use.ts";
import { sourceText } from "./source-text.ts";

const COMPLETED = /(^|\.)(as_completed|imap_unordered|map_unordered)$/;

/** CW206. */
export const threadOrder: Rule = {
  code: "CW206",
  name: "thread-order",
  severity: "warning",
  docs: {
    finds: "Results of threads or processes are taken in the order in which they are done.",
    why: "`as_completed` and `imap_unordered` give what is done first, first: a list of results has another order in each run. Results that are kept by key, or sorted, do not depend on it.",
    mend: "Take `executor.map(...)` or `pool.imap(...)`, which keep the order of the inputs, or keep results by key.",
    bad: [
      {
        notebook:
          "# %%\nfrom concurrent.futures import ThreadPoolExecutor, as_completed\nresults = []\nwith ThreadPoolExecutor() as executor:\n    futures = [executor.submit(pow, 2, n) for n in range(9)]\n    for future in as_completed(futures):\n        results.append(future.result())\n",
      },
      {
        notebook:
          '# %%\nfrom multiprocessing.pool import ThreadPool\nwith ThreadPool() as pool:\n    sizes = list(pool.imap_unordered(len, ["a", "bb"]))\nprint(sizes)\n',
      },
    ],
    good: [
      {
        notebook:
          "# %%\nfrom concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as executor:\n    results = list(executor.map(abs, range(9)))\n",
      },
      {
        notebook:
          "# %%\nfrom concurrent.futures import ThreadPoolExecutor, as_completed\nresults = {}\nwith ThreadPoolExecutor() as executor:\n    futures = {executor.submit(pow, 2, n): n for n in range(9)}\n    for future in as_completed(futures):\n        results[futures[future]] = future.result()\n",
      },
    ],
    references: ["https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.as_completed"],
  },
  check: (subject) => {
    const shared = sharedLists(subject);
    const sites = subject.code.calls.filter(isCompletion);
    if (sites.length === 0) return shared;
    const follower = new OrderFollower(subject, "all");
    const shown = sites.filter(({ call, statement }) => /^(shown|picked)$/.test(follower.use(call, statement)));
    const found = shown.map(({ statement, call }) => ({
      message: `\`${sourceText(subject, statement.cell, call.of.span)}\` gives results in the order in which they are done, and what is made of them keeps that order: it differs from run to run.`,
      location: placeOf(subject, statement.cell, call.of.span),
      hint: "use `map` of the executor, keep results by key, or sort them",
    }));
    return [...found, ...shared];
  },
};

/** Functions that threads run and that append to a list of the notebook: `Thread(target=work)`, `pool.submit(work, 1)`. */
function sharedLists(subject: Subject): readonly Finding[] {
  const { calls, functionsByName, callsByStatement } = subject.code;
  return calls.flatMap(({ callee, method, call, statement, deferred }) => {
    const isThread = /^threading\.(Thread|Timer)$/.test(callee ?? "");
    const given = call.arguments.find(({ name }, at) =>
      isThread ? name === "target" : at === 0 && name === undefined,
    );
    if (!(isThread || method === "submit") || given?.value.kind !== "name" || deferred) return [];
    const [work, ...others] = functionsByName.get(given.value.name) ?? [];
    const appends = (callsByStatement.get(work?.statement ?? statement) ?? []).filter(
      (one) => one.deferred && one.method === "append" && one.receiver?.kind === "name" && !one.receiver.local,
    );
    const list = appends[0]?.receiver;
    if (work === undefined || others.length > 0 || list?.kind !== "name") return [];
    const isSorted = calls.some(
      (one) =>
        (one.method === "sort" && one.receiver?.kind === "name" && one.receiver.name === list.name) ||
        (one.method === "sorted" &&
          one.call.arguments.some(({ value }) => value.kind === "name" && value.name === list.name)),
    );
    if (isSorted) return [];
    return [
      {
        severity: "info" as const,
        message: `\`${given.value.name}\` runs in threads and appends to \`${list.name}\`: its elements come in the order in which the threads are done.`,
        location: placeOf(subject, statement.cell, call.span),
        hint: "let it return its result, or keep results by key",
      },
    ];
  });
}

function isCompletion({ callee, method }: CallSite): boolean {
  return COMPLETED.test(callee ?? method ?? "");
}
