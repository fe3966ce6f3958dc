import { classes } from "./subjects/classes.ts";
import { collectionValues } from "./subjects/collection-values.ts";
import { files } from "./subjects/files.ts";
import { iterators } from "./subjects/iterators.ts";
import { models } from "./subjects/models.ts";
import { notebookForms } from "./subjects/notebook-forms.ts";
import { numpyValues } from "./subjects/numpy-values.ts";
import { pandasFrames } from "./subjects/pandas-frames.ts";
import { pandasObjects } from "./subjects/pandas-objects.ts";
import { processState } from "./subjects/process-state.ts";
import { syntax } from "./subjects/syntax.ts";
import type { Subject } from "./text-templates.ts";

/** What random programs can be about beside plain Python. */
export const librarySubjects: readonly Subject[] = [
  pandasFrames,
  pandasObjects,
  collectionValues,
  iterators,
  classes,
  syntax,
  files,
  processState,
  numpyValues,
  models,
  notebookForms,
];
