// What a store is told, and what that is signed with: its settings, its keys, the deliveries and their repetition.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { asReader, setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, heading, openConsole, tabTo } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";

/** A store's end: remembers what it is told, and answers with `status`. */
async function startReceiver() {
  const receiver = { status: 200, received: [] };
  const server = createServer((request, response) => {
    receiver.received.push(request.headers);
    request.resume().on("end", () => response.writeHead(receiver.status).end());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${server.address().port}/events`;
  receiver.stop = () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  return receiver;
}

let gateway, api, world, receiver;
before(async () => {
  receiver = await startReceiver();
  gateway = await startGateway({ env: { PUNCHGATE_PRIVATE_NETWORKS: "127.0.0.0/8" } });
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  api = world.api;
});
after(async () => {
  await gateway?.stop();
  await receiver?.stop();
});

const ofStore = (page) => `/stores/${world.store.id}${page}`;
const rows = (page) => page.getByTestId("delivery-row");

/** A punch-out, of which the store is told. */
async function punchOut(cookie) {
  const answer = await setupRequest(world.entryPoint, { secret: SECRET, returnUrl: "https://buyer.example/in", cookie });
  assert.equal(answer.status, 200, answer.text);
}

/** Waits until a delivery of the newest kind stands so. */
async function until(state) {
  for (;;) {
    const { items } = await api("GET", ofStore(`/webhook-deliveries?state=${state}`), undefined, 200);
    if (items.some(({ attempts }) => attempts > 0)) return items;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

browserTest("all that a store is set to is shown", WIDE, async ({ page }) => {
  const patch = {
    service_url: "https://shop.example/service",
    service_timeout_ms: 4321,
    access_token_parameter: "entry_token",
    webhook_events: ["session.created", "session.ended"],
    start_url_item: "https://shop.example/item/{item_id}",
  };
  await api("PATCH", ofStore(""), { ...patch, webhook_url: "https://shop.example/events" }, 200);
  await openConsole(page, gateway, ofStore(""));
  const shown = await page.getByTestId("store-settings").innerText();
  for (const value of ["https://shop.example/service", "4321", "entry_token", "https://shop.example/events", "session.created", "session.ended", "{item_id}"]) {
    assert.ok(shown.includes(value), value);
  }
  await page.getByTestId("deliveries").click();
  await heading(page, "Webhook deliveries");
  await page.getByTestId("no-deliveries").waitFor();
  await api("PATCH", ofStore(""), { webhook_events: [], service_url: null, webhook_url: receiver.url }, 200);
});

browserTest("signing keys are made, changed without a gap, and ended, by keyboard", WIDE, async ({ page }) => {
  const keys = async () => (await api("GET", ofStore("/signing-keys"), undefined, 200)).items;
  const make = async () => {
    await tabTo(page, "create-signing-key");
    await page.keyboard.press("Enter");
    await tabTo(page, "create-signing-key-dialog-confirm");
    await page.keyboard.press("Enter");
    await page.getByTestId("create-signing-key-dialog").waitFor({ state: "detached" });
  };
  await openConsole(page, gateway, ofStore(""));
  await page.getByTestId("no-signing-keys").waitFor();
  await make();
  const first = await page.getByTestId("signing-key").inputValue();
  assert.match(first, /^whsec_/);
  await assertAccessible(page, "a signing key that was just made");
  await page.reload();
  await page.getByTestId("signing-key-row").waitFor();
  assert.equal(await page.getByTestId("signing-key").count(), 0, "it is shown once");
  await page.getByTestId("create-signing-key").getByText("Change the key").waitFor();
  await make();
  await page.getByTestId("signing-key-row").nth(1).waitFor();
  assert.notEqual(await page.getByTestId("signing-key").inputValue(), first);
  assert.equal(await page.getByTestId("create-signing-key").count(), 0, "there are two at most");
  assert.equal((await keys()).length, 2);
  await page.getByTestId("signing-key-row").first().getByTestId("end-signing-key").click();
  await assertAccessible(page, "the question before a key is ended");
  await page.getByTestId("end-signing-key-dialog-confirm").click();
  await page.getByTestId("signing-key-row").nth(1).waitFor({ state: "detached" });
  const left = await keys();
  assert.equal(left.length, 1);
  assert.ok(!first.endsWith(left[0].hint));
});

browserTest("deliveries are filtered, read whole and sent again", WIDE, async ({ page }) => {
  await api("PATCH", ofStore(""), { webhook_url: receiver.url, webhook_events: [] }, 200);
  receiver.status = 503;
  await punchOut("first");
  await until("pending");
  await openConsole(page, gateway, ofStore("/webhook-deliveries"));
  await rows(page).getByText("A session was granted").waitFor();
  await rows(page).getByText("503").waitFor();
  await assertAccessible(page, "deliveries");

  await page.getByTestId("delivery-details").press("Enter");
  const whole = page.getByTestId("delivery");
  await whole.getByTestId("delivery-body").getByText("session.created").waitFor();
  await whole.getByText(receiver.url).waitFor();
  await whole.getByTestId("attempt-row").getByText("503").first().waitFor();
  await assertAccessible(page, "a delivery");
  await page.keyboard.press("Escape");
  await whole.waitFor({ state: "detached" });

  await page.getByTestId("delivery-state").selectOption("delivered");
  await page.getByTestId("no-match").waitFor();
  assert.equal(new URL(page.url()).search, "?state=delivered");
  await page.goBack();
  await rows(page).first().waitFor();

  receiver.status = 200;
  const before = receiver.received.length;
  await page.getByTestId("resend").click();
  await page.getByTestId("resend-dialog-confirm").click();
  await page.getByTestId("resend-dialog").waitFor({ state: "detached" });
  await until("delivered");
  const again = receiver.received.slice(before);
  assert.equal(again.at(-1)["webhook-id"], receiver.received[0]["webhook-id"]);
  await page.getByTestId("refresh").click();
  await rows(page).getByText("Delivered").waitFor();
  await page.getByTestId("delivery-state").selectOption("delivered");
  await rows(page).getByText("200").waitFor();
  await page.reload();
  await rows(page).getByText("200").waitFor();

  // Each attempt is there, the last one first, those before it was sent again as well.
  await page.getByTestId("delivery-details").click();
  await whole.getByTestId("attempt-row").first().getByText("200").waitFor();
  await whole.getByTestId("attempt-row").last().getByText("503").waitFor();
  await assertAccessible(page, "the attempts of a delivery");
});

browserTest("who may only read sees deliveries and keys, and changes neither", { context: { ...WIDE.context, locale: "de-DE" } }, async ({ page }) => {
  await punchOut("seen");
  await openConsole(page, await asReader(gateway, api), ofStore("/webhook-deliveries"));
  await rows(page).first().getByText("Eine Sitzung wurde gewährt").waitFor();
  assert.equal(await page.getByTestId("resend").count(), 0);
  await page.goto(gateway.url + ofStore(""));
  await page.getByTestId("store-settings").waitFor();
  for (const button of ["create-signing-key", "end-signing-key"]) {
    assert.equal(await page.getByTestId(button).count(), 0);
  }
});
