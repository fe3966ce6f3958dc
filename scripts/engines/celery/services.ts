import { chmodSync, chownSync, mkdirSync } from "node:fs";
import path from "node:path";
import { engineEnvironment } from "../environments.ts";
import { exec } from "../exec.ts";
import { type Background, freePort } from "./background.ts";
import { debianProgram } from "./debian-program.ts";

/** PostgreSQL refuses to run as root; `nobody` has this id on Debian. */
const NOBODY = 65_534;

/** The addresses of what workers share. */
export interface Services {
  readonly redis: string;
  readonly postgres: string;
  readonly store: string;
  readonly bucket: string;
}

/** Starts Redis, PostgreSQL and a server that speaks S3, with an empty bucket. */
export async function startServices(background: Background, folder: string): Promise<Services> {
  const [redis, postgres, store] = await Promise.all([
    startRedis(background, folder),
    startPostgres(background, path.join(folder, "postgres")),
    startStore(background),
  ]);
  return { redis, postgres, store, bucket: "runs" };
}

async function startRedis(background: Background, folder: string): Promise<string> {
  const packages = ["redis-server", "redis-tools", "libjemalloc2", "liblzf1", "libatomic1"];
  const { folder: bin, env } = await debianProgram("redis-server", ["/usr/bin", "/usr/local/bin"], packages);
  const port = String(await freePort());
  const args = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--dir", folder];
  background.start("redis", path.join(bin, "redis-server"), args, { env });
  const ping = () => exec(path.join(bin, "redis-cli"), ["-p", port, "ping"], { env });
  await background.ready("redis", async () => (await ping()).includes("PONG"));
  return `redis://127.0.0.1:${port}/0`;
}

/** Starts PostgreSQL in a folder of its own; returns user, host and database. */
export async function startPostgres(background: Background, folder: string): Promise<string> {
  const folders = ["/usr/lib/postgresql/*/bin", "/usr/local/bin"];
  const packages = ["postgresql-15", "postgresql-client-15", "libpq5", "libllvm14", "libz3-4"];
  const { folder: bin, env } = await debianProgram("initdb", folders, packages);
  const uid = process.getuid?.() === 0 ? { uid: NOBODY } : {};
  mkdirSync(folder);
  if (uid.uid !== undefined) {
    chownSync(folder, NOBODY, NOBODY);
    chmodSync(path.dirname(folder), 0o755);
  }
  const data = path.join(folder, "data");
  background.start("initdb", path.join(bin, "initdb"), ["-D", data, "-U", "airflow", "-A", "trust"], {
    env,
    cwd: folder,
    ...uid,
  });
  const port = String(await freePort());
  await background.over("initdb");
  const args = ["-D", data, "-p", port, "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"];
  background.start("postgres", path.join(bin, "postgres"), args, { env, cwd: folder, ...uid });
  await background.ready("postgres", async () => background.log("postgres").includes("ready to accept connections"));
  return `airflow@127.0.0.1:${port}/postgres`;
}

/** Starts a server that speaks S3, with the empty bucket `runs`; returns its address. */
export async function startStore(background: Background): Promise<string> {
  const bin = await engineEnvironment("celery-store");
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  background.start("store", path.join(bin, "moto_server"), ["-H", "127.0.0.1", "-p", port]);
  await background.ready("store", async () => (await fetch(`${url}/runs`, { method: "PUT" })).ok);
  return url;
}
