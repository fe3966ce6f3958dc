import { setTimeout as sleep } from "node:timers/promises";

const TRIES = 5;

/** Like `fetch`, but tries again when the connection breaks: servers close those that they think idle. */
export async function fetchAgain(url: string, options: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fetch(url, options);
    } catch (error) {
      if (tries === TRIES) throw new Error(`${url} does not answer`, { cause: error });
      await sleep(tries * 500);
    }
  }
}
