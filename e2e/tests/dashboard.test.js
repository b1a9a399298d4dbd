// Where everybody arrives: what goes through the gateway, in figures, with ways to what they count.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { call, setUp, signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, heading, openConsole, tabTo } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { orderRequest, setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";
const CART = { currency: "EUR", items: [{ internal_id: "cart-9/1", sku: "A", name: "Drill", quantity: "1", unit: "EA", unit_price: "1.00", classification: [{ domain: "UNSPSC", code: "27112700" }] }] };

let gateway, world, empty;
before(async () => {
  [gateway, empty] = await Promise.all([startGateway(), startGateway()]);
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  const ask = (cookie, secret) => setupRequest(world.entryPoint, { secret, returnUrl: "https://buyer.example/in", cookie });
  await visit(await ask("bought", SECRET), "transfer", { cart: CART });
  const ordered = await orderRequest(world.entryPoint, { secret: SECRET, orderId: "PO-7", sku: "A", auxiliaryId: "cart-9/1" });
  assert.equal(ordered.status, 200, ordered.text);
  await visit(await ask("left", SECRET), "cancel");
  assert.equal((await ask("open", SECRET)).status, 200);
  assert.equal((await ask("stranger", "wrong")).status, 401);
});
after(() => Promise.all([gateway?.stop(), empty?.stop()]));

/** Goes to the shop and back, as a browser and the shop's server do. */
async function visit({ startPage }, end, body) {
  const started = await fetch(startPage, { method: "POST", redirect: "manual" });
  const token = new URL(started.headers.get("location")).searchParams.get("punchOutAccessToken");
  const { id } = await call(gateway, world.key, "POST", "/punch-out-sessions/redeem", { token }, 200);
  await call(gateway, world.key, "POST", `/punch-out-sessions/${id}/${end}`, body, 200);
}

const figure = async (page, name) => Number(await page.getByTestId(`figure-${name}`).locator(".pg-figure-count").innerText());

for (const colorScheme of ["light", "dark"]) {
  browserTest(`figures are what went through the gateway: ${colorScheme}`, { context: { ...WIDE.context, colorScheme } }, async ({ page }) => {
    await openConsole(page, gateway, "/");
    await heading(page, "Dashboard");
    await page.getByTestId("figure-opened").waitFor();
    for (const [name, count] of Object.entries({ opened: 3, transferred: 1, ordered: 1, cancelled: 1, refused: 1, failed: 0 })) {
      assert.equal(await figure(page, name), count, name);
    }
    await page.getByText("33% of the sessions").first().waitFor();
    const row = page.getByTestId("figures-row");
    assert.deepEqual(await row.getByRole("cell").allInnerTexts(), ["Buying Ltd, cXML", "3", "1", "33%", "1", "1", "1", "0"]);
    await page.getByTestId("error-row").getByText("wrong_secret").waitFor();

    // The bars are for eyes; the table says the same, hour by hour.
    const chart = page.getByTestId("chart-sessions");
    assert.equal(await chart.locator("svg .pg-bar").count(), 24);
    await chart.locator("summary").press("Enter");
    const hours = chart.getByTestId("chart-row");
    assert.equal(await hours.count(), 24);
    await assertAccessible(page, `figures, ${colorScheme}`);
  });
}

browserTest("figures lead to what they count, by keyboard", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/");
  await page.getByTestId("figure-opened").waitFor();
  await tabTo(page, "range-7d");
  await page.keyboard.press("Enter");
  await page.waitForURL(/range=7d/);
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=chart-sessions] svg .pg-bar").length === 7);
  assert.equal(await figure(page, "opened"), 3);

  const leads = async (name, list, rows) => {
    await page.getByTestId(`figure-${name}`).press("Enter");
    await page.getByTestId(list).nth(rows - 1).waitFor();
    assert.equal(await page.getByTestId(list).count(), rows, name);
    await page.goBack();
    await page.getByTestId("figure-opened").waitFor();
  };
  await leads("opened", "session-row", 3);
  await leads("transferred", "transaction-row", 1);
  await leads("ordered", "session-row", 1);
  await leads("cancelled", "session-row", 1);
  await leads("refused", "transaction-row", 1);
  await page.getByTestId("error-row").getByRole("link").press("Enter");
  await page.getByTestId("transaction-row").waitFor();
  await page.goBack();
  await page.getByTestId("chart-sessions").locator(".pg-bar").last().click();
  await page.getByTestId("session-row").nth(2).waitFor();
});

browserTest("a session names the orders that came of it", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/sessions?state=ordered");
  await page.getByTestId("session-row").getByRole("link").first().click();
  const order = page.getByTestId("session-order-row");
  await order.getByText("New order").waitFor();
  await assertAccessible(page, "a session with its order");
  await order.getByRole("link", { name: "PO-7" }).click();
  await page.getByTestId("request-body").getByText("OrderRequest").first().waitFor();
});

browserTest("a gateway through which nothing went says so, and what to do", { context: { ...WIDE.context, locale: "de-DE" } }, async ({ page }) => {
  await openConsole(page, empty, "/");
  await page.getByTestId("welcome").waitFor();
  const api = await signIn(empty);
  const company = await api("POST", "/companies", { name: "Käufer" }, 201);
  const unit = await api("POST", "/business-units", { company_id: company.id, name: "Werkstatt" }, 201);
  await api("POST", "/connections", { name: "Still", business_unit_id: unit.id, login_mode: "dynamic_user_creation" }, 201);
  await page.getByTestId("refresh").click();
  await page.getByTestId("no-figures").getByRole("link", { name: "Verbindungen" }).click();
  await heading(page, "Verbindungen");
});
