/** `name`, or with the notebook's label in front when it is taken. */
export function freeName(name: string, label: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const wanted = `${label}_${name}`;
  let free = wanted;
  for (let count = 2; isTaken(free); count++) free = `${wanted}_${count}`;
  return free;
}
