import { spawn } from "node:child_process";
import { chownSync, existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A PostgreSQL server that lives as long as the measurements. */
export interface PostgresServer {
  /** Of the database that every server has. */
  url: string;
  /** The client's program. */
  psql: string;
  /** Removes it with all its data. */
  stop: () => Promise<void>;
}

const DEBIAN_FOLDER = "/usr/lib/postgresql";
/** The server refuses to run as root: then it runs as nobody. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** The folder of a PostgreSQL server's programs; null where none is installed. */
export function findPostgres(variables: NodeJS.ProcessEnv = process.env): string | null {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const newestFirst = versions.sort((first, second) => Number(second) - Number(first));
  const folders = [
    ...newestFirst.map((version) => join(DEBIAN_FOLDER, version, "bin")),
    ...(variables.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

/** Starts a server on a unix socket alone, with the settings that it comes with. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const home = await mkdtemp(join(tmpdir(), "bench-postgres-"));
  const data = join(home, "data");
  const user = process.getuid?.() === 0 ? NOBODY : {};
  if (process.getuid?.() === 0) chownSync(home, NOBODY.uid, NOBODY.gid);
  const run = (program: string, ...args: string[]) => runToEnd(join(programs, program), args, { ...user, cwd: home });
  await run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--locale=C.UTF-8");
  const socketAlone = `-k ${home} -c listen_addresses=''`;
  await run("pg_ctl", "-D", data, "-l", join(home, "log"), "-w", "-o", socketAlone, "start");
  return {
    url: `postgresql://postgres@localhost/postgres?host=${home}`,
    psql: join(programs, "psql"),
    stop: async () => {
      await run("pg_ctl", "-D", data, "-m", "immediate", "stop");
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function runToEnd(program: string, args: string[], options: { uid?: number; gid?: number; cwd: string }) {
  // The server inherits what pg_ctl has: a pipe would never be closed.
  const child = spawn(program, args, { ...options, stdio: "ignore" });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with exit code ${code}`);
}
