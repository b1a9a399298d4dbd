// Serves frontend/dist alone, as any web server may: the console needs no server of ours for its files.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const DIST = new URL("../../frontend/dist/", import.meta.url).pathname;
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** The strictest policy that the console works under. Styles in attributes come from positioned pop-ups and progress bars. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
  "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Starts the server on a free port; returns its `url` and `stop()`. With `api()`, the console calls the API at that address. */
export async function serveConsole({ api } = {}) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (path.startsWith("/api/")) {
      response.writeHead(503, { "content-type": "application/problem+json" }).end('{"status":503}');
      return;
    }
    let file = join(DIST, path);
    if (!existsSync(file) || statSync(file).isDirectory()) {
      if (path.startsWith("/assets/")) {
        response.writeHead(404).end();
        return;
      }
      file = join(DIST, "index.html");
    }
    if (api && file.endsWith("index.html")) {
      const page = readFileSync(file, "utf8").replace('name="punchgate-api" content=""', `name="punchgate-api" content="${api()}"`);
      const policy = POLICY.replace("connect-src", `connect-src ${api()}`);
      response.writeHead(200, { "content-type": TYPES[".html"], "content-security-policy": policy }).end(page);
      return;
    }
    const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": POLICY };
    for (const [encoding, suffix] of [["br", ".br"], ["gzip", ".gz"]]) {
      if ((request.headers["accept-encoding"] ?? "").includes(encoding) && existsSync(file + suffix)) {
        headers["content-encoding"] = encoding;
        file += suffix;
        break;
      }
    }
    response.writeHead(200, headers);
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
