import type { OutputType } from "@jupyterlab/nbformat";
import { isObject, type Json, type JsonObject } from "../base/json.ts";
import { multilineText } from "./multiline-text.ts";

const mimeTypeByKey: Readonly<Record<string, string>> = {
  text: "text/plain",
  html: "text/html",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  latex: "text/latex",
  json: "application/json",
  javascript: "application/javascript",
  pdf: "application/pdf",
};

/** A cell of nbformat 3 in the form of nbformat 4, as nbformat's own conversion does it. */
export function upgradeCell(cell: JsonObject): JsonObject {
  switch (cell.cell_type) {
    case "code":
      return codeCell(cell);
    case "heading":
      return headingCell(cell);
    case "html":
      return { ...cell, cell_type: "markdown" };
    default:
      return cell;
  }
}

function codeCell(cell: JsonObject): JsonObject {
  const { input, prompt_number, collapsed, language: _language, outputs, ...rest } = cell;
  const metadata = isObject(cell.metadata) ? cell.metadata : {};
  return {
    ...rest,
    source: multilineText(input ?? cell.source),
    execution_count: prompt_number ?? null,
    metadata: typeof collapsed === "boolean" ? { ...metadata, collapsed } : metadata,
    outputs: Array.isArray(outputs) ? outputs.map(upgradeOutput) : [],
  };
}

function headingCell(cell: JsonObject): JsonObject {
  const { level, ...rest } = cell;
  const depth = typeof level === "number" && Number.isInteger(level) ? Math.min(Math.max(level, 1), 6) : 1;
  const title = multilineText(cell.source).split(/\r?\n/).join(" ");
  return { ...rest, cell_type: "markdown", source: `${"#".repeat(depth)} ${title}` };
}

function upgradeOutput(output: Json): Json {
  if (!isObject(output)) return output;
  switch (output.output_type) {
    case "pyout":
      return richOutput(output, "execute_result");
    case "display_data":
      return richOutput(output, "display_data");
    case "pyerr":
      return { ...output, output_type: "error" };
    case "stream": {
      const { stream, ...rest } = output;
      return { ...rest, name: stream ?? "stdout" };
    }
    default:
      return output;
  }
}

/** nbformat 3 keeps the data beside the other keys, under short names. */
function richOutput(output: JsonObject, type: OutputType): JsonObject {
  const data: Record<string, Json> = {};
  for (const [key, value] of Object.entries(output)) {
    if (key === "output_type" || key === "metadata" || key === "prompt_number") continue;
    const mimeType = mimeTypeByKey[key] ?? (key.includes("/") ? key : undefined);
    if (mimeType !== undefined) data[mimeType] = mimeType === "application/json" ? parsed(value) : value;
  }
  return {
    output_type: type,
    metadata: isObject(output.metadata) ? output.metadata : {},
    data,
    ...(type === "execute_result" ? { execution_count: output.prompt_number ?? null } : {}),
  };
}

/** nbformat 3 holds JSON as text. */
function parsed(value: Json): Json {
  try {
    return JSON.parse(multilineText(value)) as Json;
  } catch {
    return value;
  }
}
