import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { createPythonFormatter, type PythonFormatter } from "./format-python.ts";

/** What the thread is given: where sources come from and go to, and a number that it sets when a result is there. */
export interface FormatChannel {
  readonly port: MessagePort;
  readonly state: Int32Array;
}

/** The number that says that a result is there. */
export const RESULT_IS_THERE = 1;

/** A thread that has not answered by then, in milliseconds, will not. */
const LONGEST_WAIT = 20_000;

/**
 * A formatter whose work is done by another thread, which loads Ruff while this one does something else: loading takes
 * several times as long as formatting. Calls wait for their result. Without an answer, this thread formats itself. The
 * thread keeps no process from ending.
 */
export function formatApart(script: string): PythonFormatter {
  const { port1: port, port2 } = new MessageChannel();
  const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const channel: FormatChannel = { port: port2, state };
  const worker = new Worker(script, { workerData: channel, transferList: [port2] });
  worker.on("error", () => {});
  worker.unref();
  const formatHere = createPythonFormatter();
  let isAnswering = true;
  return (source) => {
    if (!isAnswering) return formatHere(source);
    Atomics.store(state, 0, 0);
    port.postMessage(source);
    Atomics.wait(state, 0, 0, LONGEST_WAIT);
    const answer = receiveMessageOnPort(port) as { readonly message: string | null } | undefined;
    isAnswering = typeof answer?.message === "string";
    return answer?.message ?? formatHere(source);
  };
}
