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
  const withSecrets = new Set([...sources, ...outputs].filter(maySecretBeIn));
  const [secrets, phones] = await Promise.all([
    withSecrets.size > 0 ? loadSecretFinder() : null,
    outputs.some(mayPhoneNumberBeIn) ? loadPhoneFinder() : null,
  ]);
  // Rules ask for each text: it need not be searched for triggers again.
  return { secrets: secrets && ((text) => (withSecrets.has(text) ? secrets(text) : [])), phones };
}
