import { Failure } from "../diagnostics/failure.ts";

/** The code of a file system error (`ENOENT`), or undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** What an error of the file system means to the user; anything else is given back as it is. */
export function fsFailure(error: unknown, path: string): unknown {
  switch (errorCode(error)) {
    case "ENOENT":
      return new Failure("file-not-found", `There is no file or folder ${path}.`);
    case "ENOTDIR":
      return new Failure("file-not-found", `There is no ${path}: a part of this path is a file, not a folder.`);
    case "EISDIR":
      return new Failure("is-a-directory", `${path} is a folder, not a file.`);
    case "EACCES":
    case "EPERM":
      return new Failure("no-permission", `The permissions of ${path} do not allow this.`);
    case "EROFS":
      return new Failure("no-permission", `${path} is on a file system that can only be read.`);
    case "ENOSPC":
    case "EDQUOT":
      return new Failure("disk-full", `There is no space left to write ${path}.`, "Free some space and run again.");
    case "ELOOP":
      return new Failure("file-not-found", `${path} goes in circles: a symbolic link leads back to itself.`);
    case "ENAMETOOLONG":
      return new Failure("file-not-found", `The name ${path.slice(0, 80)}... is longer than the file system allows.`);
    case "ENXIO":
      return new Failure("nothing-to-read", `${path} is a socket or a device, not a file.`);
    case "EMFILE":
    case "ENFILE":
      return new Failure("too-many-files", `Too many files are open to read ${path}.`);
    default:
      return error;
  }
}

/** Does `work`, and throws a {@link Failure} about `path` where the file system does not allow it. */
export function withFailures<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fsFailure(error, path);
  }
}
