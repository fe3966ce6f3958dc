import type { Rule } from "../rule.ts";
import { absolutePath } from "./absolute-path.ts";
import { changeOfFolder } from "./change-of-folder.ts";
import { entropyOfMachine } from "./entropy-of-machine.ts";
import { environmentVariable } from "./environment-variable.ts";
import { fileOrder } from "./file-order.ts";
import { hashOrder } from "./hash-order.ts";
import { hiddenNames } from "./hidden-names.ts";
import { input } from "./input.ts";
import { magicNotFirst } from "./magic-not-first.ts";
import { missingFile } from "./missing-file.ts";
import { network } from "./network.ts";
import { readBeforeWrite } from "./read-before-write.ts";
import { threadOrder } from "./thread-order.ts";
import { unpinnedInstall } from "./unpinned-install.ts";
import { unseededDraw } from "./unseeded-draw.ts";
import { wallClock } from "./wall-clock.ts";

/** CW2xx: effects and hidden state. */
export const effectRules: readonly Rule[] = [
  entropyOfMachine,
  unseededDraw,
  wallClock,
  hashOrder,
  fileOrder,
  threadOrder,
  environmentVariable,
  network,
  hiddenNames,
  unpinnedInstall,
  input,
  absolutePath,
  missingFile,
  readBeforeWrite,
  changeOfFolder,
  magicNotFirst,
];
