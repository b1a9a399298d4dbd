// Starts `punchgate demo` on data of its own, all three of it on free ports.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath } from "./gateway.js";

const START_LIMIT_MS = 30_000;
const LAST_LINE = /and find the failed attempt\./;

/**
 * Starts the demo, with `more` arguments, and waits until it has printed where everybody is. Returns the addresses `gateway`, `shop` and `procurement`, the
 * `admin` of the console, `log()` (all it has printed) and `stop()`, which ends it, removes its data and returns its exit code.
 */
export async function startDemo(more = []) {
  const folder = mkdtempSync(join(tmpdir(), "punchgate-demo-"));
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PUNCHGATE_"));
  const anyPort = "127.0.0.1:0";
  const child = spawn(
    programPath(),
    ["demo", "--listen", anyPort, "--shop-listen", anyPort, "--procurement-listen", anyPort, ...more],
    { cwd: folder, env: Object.fromEntries(inherited), stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
    child.once("error", (error) => resolve(String(error)));
  });
  const told = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        if (LAST_LINE.test(output)) resolve();
      });
    }
    ended.then((code) => reject(new Error(`the demo ended at once, with ${code}`)));
    setTimeout(() => reject(new Error(`the demo was not ready after ${START_LIMIT_MS} ms`)), START_LIMIT_MS).unref();
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const code = await ended;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  try {
    await told;
  } catch (error) {
    await stop();
    throw new Error(`${error.message}; it printed:\n${output}`);
  }
  const line = (pattern) => output.match(pattern).slice(1);
  const [email, password] = line(/^Administrator (\S+) with the password (\S+)$/m);
  return {
    gateway: line(/^Punchgate serves (\S+)$/m)[0],
    shop: line(/^Demo shop serves (\S+)$/m)[0],
    procurement: line(/^Procurement system serves (\S+)$/m)[0],
    admin: { email, password },
    log: () => output,
    stop,
  };
}
