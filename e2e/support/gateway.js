// Starts the built program on data of its own.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const ROOT = new URL("../../", import.meta.url).pathname;
const START_LIMIT_MS = 30_000;
const POLL_MS = 25;

/** The first administrator of every gateway started here. */
export const ADMIN = { email: "admin@example.com", password: "correct horse battery staple" };

/** The program under test: PUNCHGATE_BIN, or what cargo built last for development. */
export function programPath() {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const program = process.env.PUNCHGATE_BIN ?? join(target, "debug", "punchgate");
  if (!existsSync(program)) {
    throw new Error(`${program} does not exist: build it with 'make e2e', or name it in PUNCHGATE_BIN`);
  }
  return program;
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a gateway with a new SQLite database in a temporary folder, and waits until it is ready.
 *
 * `env` adds to its environment, for example `{ PUNCHGATE_DATABASE_URL: ... }`. Returns `url` (without a slash at its end),
 * `dataDir`, `admin`, `log()` (all it has printed) and `stop()`, which ends it, removes its data and returns its exit code.
 */
export async function startGateway({ env = {} } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "punchgate-e2e-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PUNCHGATE_"));
  const child = spawn(programPath(), ["serve"], {
    cwd: dataDir,
    env: {
      ...Object.fromEntries(inherited),
      PUNCHGATE_LISTEN: `127.0.0.1:${port}`,
      PUNCHGATE_PUBLIC_URL: url,
      PUNCHGATE_DATA_DIR: dataDir,
      PUNCHGATE_ADMIN_EMAIL: ADMIN.email,
      PUNCHGATE_ADMIN_PASSWORD: ADMIN.password,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  }
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
    child.once("error", (error) => resolve(String(error)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const code = await ended;
    rmSync(dataDir, { recursive: true, force: true });
    return code;
  };
  try {
    await untilReady(url, ended);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}; it printed:\n${output}`);
  }
  return { url, dataDir, admin: ADMIN, log: () => output, stop };
}

async function untilReady(url, ended) {
  let exit;
  ended.then((code) => (exit = code));
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (exit !== undefined) {
      throw new Error(`the gateway ended at once, with ${exit}`);
    }
    const ready = await fetch(`${url}/healthz/ready`).then((response) => response.ok, () => false);
    if (ready) {
      return;
    }
    await wait(POLL_MS);
  }
  throw new Error(`the gateway was not ready after ${START_LIMIT_MS} ms`);
}
