// OCI's forms with random text, through a browser's post in both encodings that they have, and read by a parser that is not ours.
// PUNCHGATE_SOAK_CARTS says how many (200), PUNCHGATE_SOAK_SEED which.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { call, setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { startGateway } from "../support/gateway.js";
import { numbers, scriptNames, text } from "../support/random-text.js";

const CARTS = Number(process.env.PUNCHGATE_SOAK_CARTS ?? 200);
const SEED = Number(process.env.PUNCHGATE_SOAK_SEED ?? 20_261_121);
const LOGIN = { USERNAME: "SRM", PASSWORD: "open-sesame-9k4" };
const READER = new URL("../support/read-forms.py", import.meta.url).pathname;

/** What ISO-8859-1 has, as browsers understand it, and what forms treat in ways of their own. */
const LATIN = [..."abcxyzäöüßÄÖÜéèçñøÅþÿ€„“”ŒœŽžš™", "&", "<", ">", '"', "'", "+", "=", "%41", "&amp;", "&#10;", "\\", " "];

let gateway, world, connection, entryPoint, received, server;
before(async () => {
  received = [];
  server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "POST") received.push(Buffer.concat(chunks));
      response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html><title>Requisition</title><h1>Requisition</h1>");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  gateway = await startGateway({ env: { PUNCHGATE_ENTRY_POINT_LIMIT: "0", PUNCHGATE_PEER_LIMIT: "0" } });
  const returnHost = `http://127.0.0.1:${server.address().port}`;
  world = await setUp(gateway, { storeUrl: "http://127.0.0.1:9/start", returnHost, secret: "open-sesame-7k2" });
  const input = { name: "Forms", format: "oci", business_unit_id: world.connection.business_unit_id, allowed_return_hosts: [returnHost] };
  connection = await world.api("POST", "/connections", input, 201);
  const login = { username: LOGIN.USERNAME, password: LOGIN.PASSWORD };
  await world.api("POST", `/connections/${connection.id}/credentials`, login, 201);
  await world.api("POST", `/connections/${connection.id}/activate`, undefined, 200);
  [entryPoint] = (await world.api("GET", `/connections/${connection.id}/entry-points`, undefined, 200)).items;
});
after(async () => {
  server?.closeAllConnections();
  server?.close();
  await gateway?.stop();
});

/** A session that shops, and whose cart is handed over; answers where the browser goes. */
async function handOver(items) {
  const hook = `http://127.0.0.1:${server.address().port}/in?sid=1`;
  const parameters = { ...LOGIN, EMAIL: "anna@buyer.example", OCI_VERSION: "4.0", HOOK_URL: hook };
  const opened = await fetch(entryPoint.url, { method: "POST", body: new URLSearchParams(parameters), redirect: "manual" });
  assert.equal(opened.status, 303);
  const start = await fetch(opened.headers.get("location"), { method: "POST", redirect: "manual" });
  const token = new URL(start.headers.get("location")).searchParams.get("punchOutAccessToken");
  const { id } = await call(gateway, world.key, "POST", "/punch-out-sessions/redeem", { token }, 200);
  const cart = { currency: "EUR", items };
  return (await call(gateway, world.key, "POST", `/punch-out-sessions/${id}/transfer`, { cart }, 200)).handoff_url;
}

/** What Python's parser makes of what arrived. */
function read(posts, encoding) {
  return new Promise((resolve, reject) => {
    const python = spawn("python3", ["-X", "utf8", READER], { stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    python.stdout.setEncoding("utf8").on("data", (part) => (output += part));
    python.once("error", reject);
    python.once("close", (code) =>
      code === 0 ? resolve(output.trim().split("\n").map((part) => JSON.parse(part))) : reject(new Error(`python3 ended with ${code}`)),
    );
    python.stdin.end(posts.map((body) => `${JSON.stringify({ body: body.toString("base64"), encoding })}\n`).join(""));
  });
}

/** A text of Latin letters and traps that begins and ends with a letter. */
function latin(random, length) {
  const pick = () => LATIN[Math.floor(random() * LATIN.length)];
  let result = "a";
  while (result.length < length) result += pick();
  return `${result}z`;
}

for (const [charset, encoding] of [["utf-8", "utf-8"], ["iso-8859-1", "cp1252"]]) {
  browserTest(`forms arrive as they were handed over, in ${charset}`, async ({ page }) => {
    await world.api("PATCH", `/connections/${connection.id}`, { oci: { charset } }, 200);
    const random = numbers(SEED);
    const sent = [];
    received.length = 0;
    for (let number = 0; number < CARTS / 2; number += 1) {
      const script = scriptNames[number % scriptNames.length];
      const some = (length) => (charset === "utf-8" ? text(random, script, length) : latin(random, length));
      const item = { sku: some(8), name: some(12), description: `${some(30)}\n${some(20)}`, manufacturer_sku: some(10) };
      const line = { ...item, quantity: "2", unit: "EA", unit_price: "19.90", classification: [{ domain: "UNSPSC", code: "44121701" }] };
      await page.goto(await handOver([line]), { waitUntil: "commit" });
      await page.waitForURL(/\/in\?sid=1$/, { waitUntil: "commit" });
      sent.push(item);
    }
    assert.equal(received.length, sent.length);
    const arrived = await read(received, encoding);
    arrived.forEach((form, number) => {
      // A browser ends lines with both characters.
      const description = form["NEW_ITEM-LONGTEXT_1:132[]"].replaceAll("\r\n", "\n");
      const item = { sku: form["NEW_ITEM-VENDORMAT[1]"], name: form["NEW_ITEM-DESCRIPTION[1]"], description, manufacturer_sku: form["NEW_ITEM-MANUFACTMAT[1]"] };
      assert.deepEqual(item, sent[number], `form ${number}, seed ${SEED}`);
    });
  });
}
