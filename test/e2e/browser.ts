import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

/** What a page looked like in a browser. */
export interface View {
  /** The expression's value in the page. */
  readonly value: unknown;
  /** Whatever the page wrote to the console, and errors of the browser about it. */
  readonly console: readonly string[];
  /** What the page asked for, other than itself and what is in it. */
  readonly requests: readonly string[];
  readonly screenshot: Uint8Array;
}

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const quiet = ["background-networking", "component-update", "sync", "extensions", "default-apps", "gpu"];

/** The browser to use (`CHROMIUM` names another one), or null when there is none. */
export function findBrowser(): string | null {
  const wanted = process.env.CHROMIUM === undefined ? names : [process.env.CHROMIUM];
  return wanted.find((name) => spawnSync(name, ["--version"]).status === 0) ?? null;
}

/** Opens a file in a headless browser, evaluates an expression in the page and takes a picture. */
export async function view(browser: string, file: string, expression: string, folder: string): Promise<View> {
  const profile = path.join(folder, "browser-profile");
  const flags = [
    ...quiet.map((name) => `--disable-${name}`),
    "--headless",
    "--no-sandbox",
    "--no-first-run",
    "--window-size=1000,3000",
  ];
  // Nobody listens there: nothing that the page or the browser itself asks for gets out.
  const network = ["--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>"];
  const args = [...flags, ...network, `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"];
  const child = spawn(browser, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const closed = new Promise((resolve) => child.once("close", resolve));
  const lastResort = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const connection = new Connection(child);
  try {
    return await look(connection, `file://${file}`, expression);
  } finally {
    connection.send("Browser.close", {}).catch(() => child.kill("SIGKILL"));
    await closed;
    clearTimeout(lastResort);
  }
}

async function look(connection: Connection, url: string, expression: string): Promise<View> {
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params: object = {}) => connection.send(method, params, sessionId as string);
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await send(`${domain}.enable`);
  const loaded = connection.next("Page.loadEventFired");
  await send("Page.navigate", { url });
  await loaded;
  const settings = { expression, awaitPromise: true, returnByValue: true };
  const { result } = (await send("Runtime.evaluate", settings)) as { result: { value: unknown } };
  const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true });
  const { console, requests } = connection;
  const outside = requests.filter((one) => one !== url && !one.startsWith("data:"));
  return { value: result.value, console, requests: outside, screenshot: Buffer.from(data as string, "base64") };
}

type Answer = Record<string, unknown>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

interface Sent {
  readonly request: { readonly url: string };
}

/** The browser's debugging protocol over the pipes 3 and 4: JSON messages that end with a zero byte. */
class Connection {
  readonly console: string[] = [];
  readonly requests: string[] = [];
  readonly #input: Writable;
  readonly #waiting = new Map<number | string, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  #count = 0;

  constructor(child: ChildProcess) {
    this.#input = child.stdio[3] as Writable;
    let rest = "";
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\0");
      rest = parts.pop() ?? "";
      for (const part of parts) this.#receive(JSON.parse(part) as Message);
    });
    child.once("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("The browser ended."));
    });
    child.once("error", (error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
    });
  }

  send(method: string, params: object, sessionId?: string): Promise<Answer> {
    const id = ++this.#count;
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return this.#wait(id);
  }

  /** Waits for an event. */
  next(method: string): Promise<Answer> {
    return this.#wait(method);
  }

  #wait(key: number | string): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiting.set(key, { resolve, reject }));
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (/^(Runtime.(consoleAPICalled|exceptionThrown)|Log.entryAdded)$/.test(method ?? "")) {
      this.console.push(JSON.stringify(params));
    }
    if (method === "Network.requestWillBeSent") this.requests.push((params as Sent).request.url);
    const key = id ?? method ?? "";
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result ?? {});
  }
}
