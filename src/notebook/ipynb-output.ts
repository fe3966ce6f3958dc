import type { IOutput } from "@jupyterlab/nbformat";
import { isObject, type Json, type JsonObject } from "../base/json.ts";
import { multilineText } from "./multiline-text.ts";

/**
 * An output of nbformat 4 with its multi-line strings joined, as nbformat's own reader joins them; null when it does not
 * say what it is.
 */
export function readOutput(output: JsonObject): IOutput | null {
  if (typeof output.output_type !== "string") return null;
  return joinedStrings(output) as object as IOutput;
}

function joinedStrings(output: JsonObject): JsonObject {
  if (output.output_type === "stream") return { ...output, text: multilineText(output.text) };
  if (!isObject(output.data)) return output;
  const entries = Object.entries(output.data).map(([type, value]): [string, Json] => [type, joined(type, value)]);
  return { ...output, data: Object.fromEntries(entries) };
}

/** A list in a JSON type is the value itself. */
function joined(type: string, value: Json): Json {
  const isText = Array.isArray(value) && !/^application\/(.*\+)?json$/.test(type);
  return isText ? multilineText(value) : value;
}
