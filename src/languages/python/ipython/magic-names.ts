/**
 * What a line magic does, as far as a conversion cares:
 * `statement` runs the Python after it in the notebook's namespace; `isolated` runs it in a namespace of its own;
 * `setting` changes how the session shows or loads things; `information` prints about the session; `interactive` needs
 * a person; `install` installs packages; `shell` is a command of the system; `namespace` binds or unbinds names that
 * the notebook's text does not show; `foreign` is in another language.
 */
export type LineRole =
  | "statement"
  | "isolated"
  | "setting"
  | "information"
  | "interactive"
  | "install"
  | "shell"
  | "directory"
  | "environment"
  | "namespace"
  | "foreign";

/** What a cell magic does with the body; the first three have a Python body. `show` displays it, `file` writes it. */
export type CellRole = "statement" | "isolated" | "capture" | "script" | "shell" | "file" | "show" | "foreign";

const lineNames: Record<LineRole, string> = {
  statement: "time prun memit mprun lprun pyinstrument snakeviz heat tic toc",
  isolated: "timeit",
  setting:
    "matplotlib config load_ext reload_ext unload_ext autoreload aimport precision pprint xmode colors doctest_mode gui " +
    "automagic autocall autoawait logstart logstop logon logoff logstate rehashx alias alias_magic unalias autosave " +
    "autotime nb_black black bookmark code_wrap subprocess_magics",
  information:
    "who whos who_ls lsmagic magic quickref history hist pinfo pinfo2 pdef pdoc psource pfile psearch pycat page dhist " +
    "dirs pwd watermark version_information connect_info",
  interactive: "debug tb pdb notebook pastebin save qtconsole clear killbgscripts tensorboard edit ed paste cpaste",
  install: "pip conda mamba micromamba uv",
  shell: "sx system sc ls ll lf lk ldir lx cat cp mv rm rmdir mkdir man less more",
  directory: "cd pushd popd",
  environment: "env set_env",
  namespace: "run load loadpy reset reset_selective xdel pylab store macro recall rep rerun",
  foreign: "sql R Rpush Rpull Rget octave julia bigquery bq spark cython_inline duckdb sqlcmd",
};

const cellNames: Record<CellRole, string> = {
  statement: "time prun memit snakeviz pyinstrument heat code_wrap",
  isolated: "timeit",
  capture: "capture",
  script: "bash sh script perl ruby python python2 python3 pypy",
  shell: "sx system !",
  file: "writefile file",
  show: "html HTML markdown latex javascript js svg SVG",
  foreign: "sql R cython bigquery bq octave julia spark local px duckdb sparksql rust cpp fortran",
};

function rolesByName<Role extends string>(names: Record<Role, string>): ReadonlyMap<string, Role> {
  const entries = Object.entries(names) as [Role, string][];
  return new Map(entries.flatMap(([role, text]) => text.split(" ").map((name) => [name, role] as const)));
}

const lineRoles = rolesByName(lineNames);
const cellRoles = rolesByName(cellNames);

/** The role of a line magic; null for one that we do not know. */
export function lineRole(name: string): LineRole | null {
  return lineRoles.get(name) ?? null;
}

/** The role of a cell magic; null for one that we do not know. */
export function cellRole(name: string): CellRole | null {
  return cellRoles.get(name) ?? null;
}

/** True when the body of the cell magic is Python that the notebook runs. */
export function hasPythonBody(name: string): boolean {
  const role = cellRole(name);
  return role === "statement" || role === "isolated" || role === "capture";
}

/** Options before the Python of a magic, as `getopt` spells them: a letter, and `:` when it takes a value. */
const statementOptions: Record<string, string> = {
  timeit: "n:r:tcp:qov:",
  prun: "D:l:rs:T:q",
  memit: "r:t:ico",
  mprun: "rT:f:c",
  lprun: "rsf:m:D:T:u:z",
};

/** Length of the options that a magic reads before its Python. */
export function optionsLength(name: string, text: string): number {
  const letters = statementOptions[name] ?? "";
  let at = 0;
  for (;;) {
    const found = /^\s*(?:--[\w-]+|-(?<letter>[A-Za-z])(?<value>\S*))(?:\s+|$)/.exec(text.slice(at));
    if (found === null) return at;
    const { letter, value } = found.groups ?? {};
    if (letter !== undefined && !letters.includes(letter)) return at;
    at += found[0].length;
    if (letter !== undefined && letters[letters.indexOf(letter) + 1] === ":" && value === "") {
      at += /^\S+\s*/.exec(text.slice(at))?.[0].length ?? 0;
    }
  }
}

/** Magics that get their text as it is, without `{expression}` and `$name` put in. */
export function keepsText(name: string): boolean {
  return ["time", "timeit", "prun", "debug"].includes(name);
}
