// The main journey, with everybody on an origin of their own: a procurement system punches out, the buyer shops, the cart comes back,
// and the administrator finds it all in the log.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest, startProcurementSystem, startShop } from "../support/stand-ins.js";

const SECRET = "open-sesame-7k2";
// Twelve scripts, markup and quotes: what carts lose first.
const NAME = `Füller "Größe 5" <b>&amp; Łódź Ελλάδα Русский עברית العربية हिन्दी ไทย 한국어 日本語 鋼筆 👍`;

let gateway, shop, procurement, world;
before(async () => {
  [gateway, shop, procurement] = await Promise.all([startGateway(), startShop(), startProcurementSystem()]);
  const port = new URL(procurement.url).port;
  world = await setUp(gateway, { storeUrl: `${shop.url}/start?shop=1`, returnHost: `http://127.0.0.1:${port}`, secret: SECRET });
  Object.assign(shop, {
    gateway,
    key: world.key,
    cart: {
      currency: "EUR",
      items: [
        {
          sku: "4711",
          internal_id: "cart-9/1",
          name: NAME,
          quantity: "2",
          unit: "EA",
          unit_price: "19.90",
          classification: [{ domain: "UNSPSC", code: "44121701" }],
        },
      ],
    },
  });
});
after(() => Promise.all([gateway?.stop(), shop?.stop(), procurement?.stop()]));

const punchOut = (options = {}) =>
  setupRequest(world.entryPoint, { secret: SECRET, returnUrl: `${procurement.url}/in?session=a&amp;b=c`, ...options });

/** Reads the message with the browser's XML parser, which is not ours. */
const parsed = (page, xml) =>
  page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "application/xml");
    const value = (path) => document.evaluate(`string(${path})`, document).stringValue;
    return {
      broken: document.querySelector("parsererror")?.textContent,
      cookie: value("//BuyerCookie"),
      name: value("//ItemIn/ItemDetail/Description").trim(),
      sku: value("//ItemIn/ItemID/SupplierPartID"),
      reference: value("//ItemIn/ItemID/SupplierPartAuxiliaryID"),
      total: value("//Total/Money"),
      from: value("//From/Credential/Identity"),
      to: value("//To/Credential/Identity"),
      items: value("count(//ItemIn)"),
      secrets: value("count(//SharedSecret)"),
    };
  }, xml);

browserTest("a buyer punches out, shops and returns with the cart", async ({ page, context }) => {
  const setup = await punchOut({ cookie: "cookie &amp; 1" });
  assert.equal(setup.status, 200, setup.text);

  await page.goto(setup.startPage);
  await page.getByRole("heading", { name: "Welcome Jane" }).waitFor();
  assert.equal(shop.sessions.at(-1).operation, "create");

  await page.getByRole("button", { name: "Submit" }).click();
  await page.waitForURL(`${procurement.thirdUrl}/requisition`);

  const post = procurement.received.at(-1);
  assert.equal(post.method, "POST");
  assert.equal(post.referer, undefined, "the return page sends no Referer");
  const message = await parsed(page, post.fields["cxml-urlencoded"]);
  assert.deepEqual(message, {
    broken: undefined,
    cookie: "cookie & 1",
    name: NAME,
    sku: "4711",
    reference: "cart-9/1",
    total: "39.80",
    from: "123456789",
    to: "987654321",
    items: "1",
    secrets: "0",
  });
  assert.deepEqual(await context.cookies(), [], "nothing in the path needs a cookie");

  const { items } = await world.api("GET", `/punch-out-sessions/${shop.sessions.at(-1).id}/timeline`, undefined, 200);
  const kinds = items.map((event) => event.kind);
  assert.deepEqual(kinds.slice(0, 5), ["created", "started", "redeemed", "transferred", "hand_over_opened"]);
  assert.ok(kinds.includes("hand_over_attempted"), kinds.join(" "));
});

browserTest("without JavaScript the same way is gone by buttons", { context: { javaScriptEnabled: false } }, async ({ page }) => {
  const setup = await punchOut();
  await page.goto(setup.startPage);
  await page.getByRole("button", { name: "Continue to the shop" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
  const before = procurement.received.length;
  await page.getByRole("button", { name: "Return the cart" }).click();
  await page.waitForURL(`${procurement.thirdUrl}/requisition`);
  assert.equal(procurement.received.length, before + 1);
});

browserTest("a buyer edits an earlier cart, cancels, and the requisition stays as it was", async ({ page }) => {
  const items = `<ItemOut quantity="2" lineNumber="1"><ItemID><SupplierPartID>4711</SupplierPartID>
    <SupplierPartAuxiliaryID>cart-9/1</SupplierPartAuxiliaryID></ItemID></ItemOut>`;
  const setup = await punchOut({ operation: "edit", items });
  await page.goto(setup.startPage);
  await page.getByRole("button", { name: "Cancel" }).waitFor();
  assert.equal(shop.sessions.at(-1).items[0].internal_id, "cart-9/1");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.waitForURL(`${procurement.thirdUrl}/requisition`);
  const xml = procurement.received.at(-1).fields["cxml-urlencoded"];
  assert.match(xml, /<Message[^>]*><Status code="204"/);
  assert.equal((await parsed(page, xml)).items, "0");
});

browserTest("a return page that was opened before waits for the buyer", async ({ page }) => {
  const setup = await punchOut();
  await page.goto(setup.startPage);
  const returnPage = page.waitForRequest(/\/punchout\/return\/[^/]+$/);
  await page.getByRole("button", { name: "Submit" }).click();
  await page.waitForURL(`${procurement.thirdUrl}/requisition`);
  const before = procurement.received.length;
  await page.goto((await returnPage).url());
  await page.getByRole("button", { name: "Return the cart again" }).click();
  await page.waitForURL(`${procurement.thirdUrl}/requisition`);
  assert.equal(procurement.received.length, before + 1);
});

browserTest("the administrator signs in and finds the exchange in the log", async ({ page, problems }) => {
  await punchOut({ cookie: "find-me-1" });
  const refused = await punchOut({ secret: "wrong", cookie: "find-me-2" });
  assert.equal(refused.status, 401);

  await page.goto(`${gateway.url}/transactions?q=find-me-2`);
  await page.getByTestId("email").fill(gateway.admin.email);
  await page.getByTestId("password").fill(gateway.admin.password);
  await page.getByTestId("sign-in-submit").click();

  // The address that was asked for is where the sign-in leads.
  const rows = page.getByTestId("transaction-row");
  await rows.first().waitFor();
  assert.equal(await rows.count(), 1);
  await rows.first().getByRole("link").first().click();

  await page.getByTestId("transaction-error").getByText("wrong_secret").waitFor();
  assert.match(await page.getByTestId("advice").innerText(), /secret/i);
  const request = await page.getByTestId("request-body").innerText();
  assert.match(request, /find-me-2/);
  assert.match(request, /<SharedSecret>\*\*\*\*<\/SharedSecret>/);
  // Before anybody is signed in there is no session to refresh; the browser reports that answer.
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("/api/v1/auth/refresh")));
});
