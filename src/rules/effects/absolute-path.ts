import type { ExprOf } from "../code-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { type AbsolutePath, HOMES } from "./home-folders.ts";
import { commandPaths, joinedPaths } from "./put-together-paths.ts";
import { sourceText } from "./source-text.ts";

/** Other absolute paths; only what is known to be used as a path counts. */
const DRIVES = /^[A-Za-z]:[\\/][\w .\\/-]+$/;
/** What is a path of Windows by its form alone: `D:\\data\\raw`, `\\\\server\\share\\file.csv`. */
const OF_WINDOWS =
  /^(?:[A-Za-z]:\\+[\w .-]{2,}\\+[\w .-]{2,}(?=\\|$)|\\\\[\w.-]{2,}\\+[\w$ .-]+(?=\\(?:[\w$ .-]+\\)*[\w $-]+\.\w{2,5}$))/;
/** What stands before the path in the address of a file. */
const SCHEME = /^(?:sqlite(?:\+\w+)?:\/\/\/|duckdb:\/\/\/|file:\/\/)/;
const ROOTS = /^\/(?!tmp(\/|$)|var\/tmp|dev\/|proc\/|sys\/|etc\/|usr\/|bin\/|opt\/conda|kaggle\/)[\w.-]+\/[^\s]*$/;
/** The home of whoever runs the notebook. */
const OWN_HOME = /^~[\\/][\w.]/;
const NO_PATH = /[\n\r<>|*?"{}]|\s{2}|\\[dswbnt](?![\w])|https?:/;

/** CW212. */
export const absolutePath: Rule = {
  code: "CW212",
  name: "absolute-path",
  severity: "warning",
  docs: {
    finds: "A path that exists on one machine only: in somebody's home, on a drive, in a mounted cloud folder.",
    why: "Whoever else runs the notebook stops with a `FileNotFoundError`, and a home gives away a name. A path below `~` is a note, as is one in the cloud folder that the notebook itself mounts on Colab. Addresses, routes and patterns are not found, nor are `/tmp`, `/dev` and folders of the system.",
    mend: "Write paths relative to the notebook, `data/sales.csv`, or put them together from a folder that is set in one place.",
    bad: [
      { notebook: '# %%\nimport pandas as pd\nsales = pd.read_csv("/home/ada/projects/sales.csv")\n' },
      { notebook: '# %%\nimport pandas as pd\nsales = pd.read_csv(r"C:\\Users\\ada\\Desktop\\sales.csv")\n' },
      { notebook: "# %%\n%cd /content/drive/MyDrive/course\n" },
    ],
    good: [
      {
        notebook: '# %%\nimport pandas as pd\nsales = pd.read_csv("data/sales.csv")\n',
        beside: { "data/sales.csv": "a\n1\n" },
      },
      { notebook: '# %%\nroute = "/users/ada/orders"\nprint(route, "https://example.org/home/ada/x")\n' },
      { notebook: '# %%\nwith open("/tmp/notes.txt", "w") as file:\n    file.write("x")\n' },
    ],
  },
  check: (subject) => [...ofMachines(subject), ...ofHomes(subject)],
};

function ofMachines(subject: Subject): readonly Finding[] {
  const mounts = subject.code.calls.filter(({ callee }) => callee === "google.colab.drive.mount");
  const isMountPoint = ({ cell, span }: AbsolutePath) =>
    mounts.some(
      ({ statement, call }) => statement.cell === cell && call.span.start <= span.start && span.end <= call.span.end,
    );
  const found = absolutePaths(subject).filter((path) => !isMountPoint(path));
  return found.map(({ text, cell, span, root }) => {
    const isMounted = mounts.length > 0 && root.startsWith("/content/");
    return {
      ...(isMounted ? { severity: "info" as const } : {}),
      message: `The path \`${shortened(text)}\` starts at \`${root}\`, which is there on ${isMounted ? "Colab" : "one machine"} only.`,
      location: placeOf(subject, cell, span),
      hint: "write the path relative to the notebook",
    };
  });
}

/** Paths below `~`: everybody has a home, with other things in it. */
function ofHomes(subject: Subject): readonly Finding[] {
  const { texts, calls } = subject.code;
  const written = texts
    .filter(({ text }) => OWN_HOME.test(text) && text.length < 300 && !NO_PATH.test(text))
    .map(({ literal, statement }) => ({ span: literal.span, statement }));
  const asked = calls
    .filter(
      ({ callee, isImported, call }) => isImported && (callee === "pathlib.Path.home" || isHomeOnly(callee, call)),
    )
    .map(({ call, statement }) => ({ span: call.span, statement }));
  return [...written, ...asked].map(({ span, statement }) => ({
    severity: "info",
    message: `\`${sourceText(subject, statement.cell, span)}\` lies in the home of whoever runs the notebook, and what is there differs from one person to the next.`,
    location: placeOf(subject, statement.cell, span),
    hint: "write the path relative to the notebook",
  }));
}

/** `os.path.expanduser("~")`. */
function isHomeOnly(callee: string | null, { arguments: given }: ExprOf<"call">): boolean {
  const path = given[0]?.value;
  return callee === "os.path.expanduser" && path?.kind === "literal" && path.value === "~";
}

function absolutePaths(subject: Subject): readonly AbsolutePath[] {
  const files = new Set(subject.analysis.statements.flatMap((one) => [...one.files.reads, ...one.files.writes]));
  const inCode = subject.code.texts.flatMap(({ text, literal, statement: { cell } }) => {
    const root = rootOf(text, files);
    return root === null ? [] : [{ cell, span: literal.span, text, root }];
  });
  const inMagics = subject.analysis.statements.flatMap(({ cell, facts }) =>
    facts.magics
      .filter(({ form, name }) => form === "line" && (name === "cd" || name === "run"))
      .flatMap(({ arguments: text, span }) => {
        const path = text.trim().replace(/^(['"])(.*)\1$/, "$2");
        const root = HOMES.exec(path)?.[0];
        return root === undefined ? [] : [{ cell, span, text: path, root }];
      }),
  );
  return [...inCode, ...joinedPaths(subject), ...inMagics, ...commandPaths(subject)].sort(
    (one, other) => one.cell - other.cell || one.span.start - other.span.start,
  );
}

/** The part of a path that is of one machine; null for all that is no such path. */
function rootOf(text: string, files: ReadonlySet<string>): string | null {
  const path = text.replace(SCHEME, "");
  if (!/^(\/|\\\\|[A-Za-z]:[\\/])/.test(path) || text.length > 300 || NO_PATH.test(path)) return null;
  const own = HOMES.exec(path)?.[0] ?? OF_WINDOWS.exec(path)?.[0];
  if (own !== undefined) return own;
  if (!isUsed(text, files)) return null;
  if (DRIVES.test(text)) return text.slice(0, 3);
  return ROOTS.test(text) ? (/^\/[^/]+/.exec(text)?.[0] ?? null) : null;
}

/** It is a file that the notebook reads or writes, or the folder of one. */
function isUsed(text: string, files: ReadonlySet<string>): boolean {
  if (files.has(text)) return true;
  const folder = text.replace(/[\\/]$/, "");
  return [...files].some((file) => file.startsWith(folder) && /^[\\/]/.test(file.slice(folder.length)));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
