import type { Notebook } from "../../notebook/types.ts";
import { outputTexts } from "./output-texts.ts";
import { loadPhoneFinder, type PhoneFinder } from "./personal/phone-finder.ts";
import { mayPhoneNumberBeIn } from "./personal/phone-form.ts";
import { maySecretBeIn } from "./secrets/known-secrets.ts";
import { loadSecretFinder, type SecretFinder } from "./secrets/secret-finder.ts";

/** Finders that take long to load; null when a notebook does not need one. */
export interface Detectors {
  readonly secrets: SecretFinder | null;
  readonly phones: PhoneFinder | null;
}

/** For rules that need no finder. */
export const noDetectors: Detectors = { secrets: null, phones: null };

/** Loads the finders that a notebook needs: for most of them none. */
export async function loadDetectors(notebook: Notebook): Promise<Detectors> {
  const outputs = outputTexts(notebook).map(({ text }) => text);
  const sources = notebook.cells.map(({ source }) => source);
  const [secrets, phones] = await Promise.all([
    [...sources, ...outputs].some(maySecretBeIn) ? loadSecretFinder() : null,
    outputs.some(mayPhoneNumberBeIn) ? loadPhoneFinder() : null,
  ]);
  return { secrets, phones };
}
