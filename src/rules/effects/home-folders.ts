import type { Span } from "../../base/spans.ts";

/** Folders that belong to one user on one machine, up to and with the user's name. */
export const HOMES =
  /^(?:\/(?:home|Users)\/(?!runner\/|jovyan\b|shared\/|linuxbrew)[\w.@-]+(?=\/)|[A-Za-z]:[\\/]+(?:Users|Documents and Settings)[\\/]+[^\\/:*?"<>|]+(?=[\\/]|$)|\/content\/(?:g?drive)(?=\/|$)|\/(?:dbfs|gpfs|lustre|Volumes|scratch|kaggle\/input)\/[\w.-]+)/;
/** A place where such a path stands. */
export interface AbsolutePath {
  readonly cell: number;
  readonly span: Span;
  readonly text: string;
  /** The part that is of one machine. */
  readonly root: string;
}
