import type { CallSite } from "../code-index.ts";
import type { Rule } from "../rule.ts";
import { placeOf } from "../subject.ts";
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
    const sites = subject.code.calls.filter(isCompletion);
    if (sites.length === 0) return [];
    const follower = new OrderFollower(subject, "all");
    const shown = sites.filter(({ call, statement }) => /^(shown|picked)$/.test(follower.use(call, statement)));
    return shown.map(({ statement, call }) => ({
      message: `\`${sourceText(subject, statement.cell, call.of.span)}\` gives results in the order in which they are done, and what is made of them keeps that order: it differs from run to run.`,
      location: placeOf(subject, statement.cell, call.of.span),
      hint: "use `map` of the executor, keep results by key, or sort them",
    }));
  },
};

function isCompletion({ callee, method }: CallSite): boolean {
  return COMPLETED.test(callee ?? method ?? "");
}
