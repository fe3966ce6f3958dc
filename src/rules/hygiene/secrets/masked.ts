/** A secret as a message may tell it, so that its owner knows which one is meant. */
export function masked(secret: string): string {
  const shown = secret.length >= 16 ? 4 : 0;
  return `${secret.slice(0, shown)}…, ${secret.length} characters`;
}
