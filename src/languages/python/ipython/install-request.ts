import { shellCommands, shellWords } from "./shell-words.ts";

/** What a command line installs. */
export interface InstallRequest {
  /** Requirement strings for Python packages (`pandas==2.1`, `name @ git+https://...`). */
  readonly requirements: readonly string[];
  /** Packages of the operating system (`apt-get install graphviz`). */
  readonly systemPackages: readonly string[];
  /** What names no package by itself: requirement files, local folders, values of variables. */
  readonly unread: readonly string[];
  /** True when the command line does nothing but install. */
  readonly only: boolean;
}

const pythonInstall =
  /^(?:sudo\s+)?(?:uv\s+)?(?:pip[\d.]*|"?\S*python[\d.]*"?\s+-m\s+(?:uv\s+)?pip|"?\{\s*sys\.executable\s*\}"?\s+-m\s+(?:uv\s+)?pip)\s+(?:-\S+\s+)*install\b/;
const condaInstall = /^(?:sudo\s+)?(?:conda|mamba|micromamba)\s+install\b/;
const addCommand = /^(?:uv|poetry|pdm)\s+add\b/;
const systemInstall = /^(?:sudo\s+)?(?:apt(?:-get)?|yum|dnf|apk|brew)\s+(?:-\S+\s+)*(?:install|add)\b/;
const housekeeping =
  /^(?:sudo\s+)?(?:apt(?:-get)?\s+(?:-\S+\s+)*(?:update|upgrade|clean|autoremove)|\S*pip[\d.]*\s+uninstall|conda\s+update)\b/;

const optionsWithValue = new Set(
  (
    "-i --index-url --extra-index-url -f --find-links -t --target --root --prefix -p --trusted-host --python --proxy " +
    "--channel -n --name --timeout --retries --cache-dir --progress-bar --log --platform --python-version"
  ).split(" "),
);
const optionsWithSource = new Set(["-r", "--requirement", "-e", "--editable", "--constraint", "--file"]);

/** Reads a command line as a request to install packages; null when it is none. */
export function installRequest(line: string): InstallRequest | null {
  const found = { requirements: [] as string[], systemPackages: [] as string[], unread: [] as string[] };
  let installs = 0;
  let others = 0;
  for (const command of shellCommands(line)) {
    if (readInstall(command, found)) installs++;
    else if (!housekeeping.test(command)) others++;
    else installs++;
  }
  return installs === 0 ? null : { ...found, only: others === 0 };
}

function readInstall(
  command: string,
  found: { requirements: string[]; systemPackages: string[]; unread: string[] },
): boolean {
  const pip = pythonInstall.exec(command) ?? addCommand.exec(command);
  const conda = condaInstall.exec(command);
  const system = systemInstall.exec(command);
  const head = pip ?? conda ?? system;
  if (head === null) return false;
  const args = command.slice(head[0].length).replace(/(?<!\S)(?:\d?>>?\S*|\d?>&\d|[|<&]).*$/s, "");
  const words = shellWords(args);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const takesSource = optionsWithSource.has(word) || (word === "-c" && pip !== null);
    if (takesSource) found.unread.push(words[++index] ?? "");
    else if (optionsWithValue.has(word) || (word === "-c" && conda !== null)) index++;
    else if (word.startsWith("-") || word === "") continue;
    else if (system !== null) found.systemPackages.push(word);
    else pushRequirement(conda === null ? word : condaRequirement(word), found);
  }
  return true;
}

function pushRequirement(word: string, found: { requirements: string[]; unread: string[] }): void {
  const egg = /^(?<url>[\w+]+:\/\/[^#]+)#(?:.*&)?egg=(?<name>[\w.-]+)/.exec(word)?.groups;
  if (egg !== undefined) found.requirements.push(`${egg.name} @ ${egg.url}`);
  else if (
    /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?\s*(?:$|[=<>!~;@ ])/.test(word) &&
    !/[{$]/.test(word) &&
    !/\.(?:whl|zip|gz)$/.test(word)
  ) {
    found.requirements.push(word);
  } else found.unread.push(word);
}

/** `channel::name=1.2` of conda is `name==1.2.*`. */
function condaRequirement(word: string): string {
  return word.replace(/^.*::/, "").replace(/^([\w.-]+)=(?!=)([\w.]+?)(?:\.\*)?(?:=.*)?$/, "$1==$2.*");
}
