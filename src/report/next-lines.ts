/** What to do next in a project: a command, in its folder. */
export function nextLines(target: string, command: string): readonly string[] {
  const isHere = /^\.[/\\]*$/.test(target);
  return ["Next:", ...(isHere ? [] : [`  cd ${target}`]), `  ${command}`];
}
