// Carts with random text in twelve scripts, through a browser's form post and read by a parser that is not ours. PUNCHGATE_SOAK_CARTS says
// how many (200), PUNCHGATE_SOAK_SEED which.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before } from "node:test";
import { call, setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { startGateway } from "../support/gateway.js";
import { numbers, scriptNames, text } from "../support/random-text.js";
import { setupRequest, startProcurementSystem } from "../support/stand-ins.js";

const CARTS = Number(process.env.PUNCHGATE_SOAK_CARTS ?? 200);
const SEED = Number(process.env.PUNCHGATE_SOAK_SEED ?? 20_261_121);
const SECRET = "open-sesame-7k2";
const READER = new URL("../support/read-carts.py", import.meta.url).pathname;

let gateway, procurement, world;
before(async () => {
  // A soak is more than people would send from one place.
  const env = { PUNCHGATE_ENTRY_POINT_LIMIT: "0", PUNCHGATE_PEER_LIMIT: "0" };
  [gateway, procurement] = await Promise.all([startGateway({ env }), startProcurementSystem()]);
  const returnHost = `http://127.0.0.1:${new URL(procurement.url).port}`;
  world = await setUp(gateway, { storeUrl: "http://127.0.0.1:9/start", returnHost, secret: SECRET });
});
after(() => Promise.all([gateway?.stop(), procurement?.stop()]));

/** A line whose texts are in a script. */
function line(random, script, number) {
  const some = (length) => text(random, script, length);
  return {
    sku: some(8),
    internal_id: some(24),
    name: some(12),
    description: `${some(30)}\n${some(20)}`,
    quantity: String(number + 1),
    unit: "EA",
    unit_price: "19.90",
    classification: [{ domain: "UNSPSC", code: "44121701" }],
    manufacturer: some(10),
    custom_fields: { [`x${some(4)}`]: some(16) },
  };
}

/** A session that shops, and whose cart is handed over; answers where the browser goes. */
async function handOver(cookie, items) {
  const setup = await setupRequest(world.entryPoint, { secret: SECRET, returnUrl: `${procurement.url}/in`, cookie });
  assert.equal(setup.status, 200, setup.text);
  const start = await fetch(setup.startPage, { method: "POST", redirect: "manual" });
  const token = new URL(start.headers.get("location")).searchParams.get("punchOutAccessToken");
  const { id } = await call(gateway, world.key, "POST", "/punch-out-sessions/redeem", { token }, 200);
  const cart = { currency: "EUR", items };
  const { handoff_url: url } = await call(gateway, world.key, "POST", `/punch-out-sessions/${id}/transfer`, { cart }, 200);
  return url;
}

/** What Python's parser makes of what the procurement system received. */
function read(received) {
  return new Promise((resolve, reject) => {
    const python = spawn("python3", ["-X", "utf8", READER], { stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    python.stdout.setEncoding("utf8").on("data", (part) => (output += part));
    python.once("error", reject);
    python.once("close", (code) =>
      code === 0 ? resolve(output.trim().split("\n").map((part) => JSON.parse(part))) : reject(new Error(`python3 ended with ${code}`)),
    );
    python.stdin.end(received.map((post) => `${JSON.stringify(post.fields)}\n`).join(""));
  });
}

for (const encoding of ["url_encoded", "base64"]) {
  browserTest(`carts in twelve scripts arrive as they were handed over, ${encoding}`, async ({ page }) => {
    await world.api("PATCH", `/connections/${world.connection.id}`, { cart_encoding: encoding }, 200);
    const random = numbers(SEED);
    const sent = [];
    procurement.received.length = 0;
    for (let number = 0; number < CARTS / 2; number += 1) {
      const script = scriptNames[number % scriptNames.length];
      const cookie = text(random, script, 12);
      const items = [0, 1].map((place) => line(random, script, place));
      const escaped = cookie.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      await page.goto(await handOver(escaped, items), { waitUntil: "commit" });
      await page.waitForURL(`${procurement.thirdUrl}/requisition`, { waitUntil: "commit" });
      sent.push({
        cookie,
        lines: items.map((item) => ({
          sku: item.sku,
          internal_id: item.internal_id,
          name: item.name,
          description: item.description,
          manufacturer: item.manufacturer,
          custom: item.custom_fields,
        })),
      });
    }
    const field = encoding === "base64" ? "cxml-base64" : "cxml-urlencoded";
    assert.ok(procurement.received.every((post) => Object.keys(post.fields).join() === field));
    const arrived = await read(procurement.received);
    assert.equal(arrived.length, sent.length);
    arrived.forEach((cart, number) => assert.deepEqual(cart, sent[number], `cart ${number}, seed ${SEED}`));
  });
}
