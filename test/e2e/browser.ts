import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

/** What a page looked like in a browser. */
export interface View {
  /** The expression's value in the page. */
  readonly value: unknown;
  /** Whatever the page wrote to the console, and errors of the browser about it. */
  readonly console: readonly string[];
  /** First lines of the requests that left the browser. */
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
  const proxy = await startProxy();
  const profile = path.join(folder, "browser-profile");
  const flags = [
    ...quiet.map((name) => `--disable-${name}`),
    "--headless",
    "--no-sandbox",
    "--no-first-run",
    "--window-size=1000,3000",
  ];
  const network = [`--proxy-server=127.0.0.1:${proxy.port}`, "--proxy-bypass-list=<-loopback>"];
  const args = [...flags, ...network, `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"];
  const child = spawn(browser, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  try {
    const seen = await look(new Connection(child), `file://${file}`, expression);
    return { ...seen, requests: proxy.requests };
  } finally {
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await closed;
    proxy.server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function look(connection: Connection, url: string, expression: string): Promise<Omit<View, "requests">> {
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params: object = {}) => connection.send(method, params, sessionId as string);
  for (const domain of ["Page", "Runtime", "Log"]) await send(`${domain}.enable`);
  const loaded = connection.next("Page.loadEventFired");
  await send("Page.navigate", { url });
  await loaded;
  const settings = { expression, awaitPromise: true, returnByValue: true };
  const { result } = (await send("Runtime.evaluate", settings)) as { result: { value: unknown } };
  const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true });
  return { value: result.value, console: connection.console, screenshot: Buffer.from(data as string, "base64") };
}

type Answer = Record<string, unknown>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

/** The browser's debugging protocol over the pipes 3 and 4: JSON messages that end with a zero byte. */
class Connection {
  readonly console: string[] = [];
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
    const key = id ?? method ?? "";
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result ?? {});
  }
}

/** A proxy that notes what it is asked for and answers nothing. */
function startProxy(): Promise<{ readonly server: Server; readonly port: number; readonly requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((socket: Socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (data) => {
      requests.push(data.toString("latin1").split("\r\n")[0] ?? "");
      socket.destroy();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" ? (address?.port ?? 0) : 0, requests });
    });
  });
}
