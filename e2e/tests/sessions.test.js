// Punch-out sessions in the console: found, read, ended; from an exchange to its session and back.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { asReader, call, setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, focused, heading, openConsole, path, tabTo } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";
const ITEM = `<ItemOut quantity="2.50" lineNumber="1"><ItemID><SupplierPartID>BOLT-8</SupplierPartID></ItemID>
<ItemDetail><UnitPrice><Money currency="EUR">1234.50</Money></UnitPrice><Description xml:lang="en">Hexagon bolt</Description>
<UnitOfMeasure>EA</UnitOfMeasure></ItemDetail></ItemOut>`;

let gateway, world;
before(async () => {
  gateway = await startGateway();
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  for (const [cookie, operation, items] of [["first", "create", ""], ["second", "create", ""], ["with-items", "edit", ITEM]]) {
    const answer = await setupRequest(world.entryPoint, { secret: SECRET, returnUrl: "https://buyer.example/in", cookie, operation, items });
    assert.equal(answer.status, 200, answer.text);
  }
});
after(() => gateway?.stop());

const rows = (page) => page.getByTestId("session-row");

browserTest("sessions are filtered, and the address says how", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/sessions");
  await rows(page).nth(2).waitFor();
  await assertAccessible(page, "sessions");
  await page.getByTestId("session-state").selectOption("transferred");
  await page.getByTestId("no-match").waitFor();
  assert.equal(new URL(page.url()).search, "?state=transferred");
  await page.goBack();
  await rows(page).nth(2).waitFor();
  await page.getByTestId("session-connection").selectOption(world.connection.id);
  await page.waitForURL(/connection_id=/);
  await page.reload();
  await rows(page).nth(2).waitFor();
  assert.equal(await page.getByTestId("session-connection").inputValue(), world.connection.id);
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`a session is read whole: ${colorScheme}`, { context: { ...WIDE.context, colorScheme, locale: "de-DE" } }, async ({ page }) => {
    await openConsole(page, gateway, "/sessions");
    await rows(page).first().getByRole("link").first().click();
    await heading(page, "jane@buyer.example");
    await page.getByTestId("session-summary").getByText("Buying Ltd, cXML").waitFor();
    const item = page.getByTestId("session-item-row");
    await item.getByText("1.234,50 EUR").waitFor();
    await item.getByText("2,50 EA").waitFor();
    await page.getByTestId("event").getByText("Das Setup wurde angenommen").waitFor();
    await page.getByTestId("transaction-row").first().waitFor();
    await assertAccessible(page, "a session");
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
  });
}

browserTest("a session is ended by keyboard, after a question", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/sessions");
  await rows(page).nth(2).getByRole("link").first().press("Enter");
  await heading(page, "jane@buyer.example");
  await tabTo(page, "end-session");
  await page.keyboard.press("Enter");
  await page.getByTestId("end-session-dialog").waitFor();
  await assertAccessible(page, "the question before a session is ended");
  await page.keyboard.press("Escape");
  await page.getByTestId("end-session-dialog").waitFor({ state: "detached" });
  assert.equal(await focused(page), "end-session");
  await page.keyboard.press("Enter");
  await tabTo(page, "end-session-dialog-confirm");
  await page.keyboard.press("Enter");
  await page.getByTestId("event").getByText("An administrator ended the session").waitFor();
  await page.getByTestId("end-session").waitFor({ state: "detached" });
  const id = path(page).split("/").at(-1);
  assert.equal((await world.api("GET", `/punch-out-sessions/${id}`, undefined, 200)).state, "ended");
});

browserTest("who may only read is offered neither the end of a session nor a new link for its return", WIDE, async ({ page }) => {
  const reader = await asReader(gateway, world.api);
  await openConsole(page, reader, "/sessions");
  await rows(page).first().getByRole("link").first().click();
  await page.getByTestId("event").first().waitFor();
  assert.equal(await page.getByTestId("end-session").count(), 0);
  const returned = await returnedSession("for-readers");
  await page.goto(`${gateway.url}/sessions/${returned}`);
  await page.getByTestId("event").getByText("The store handed a cart over").waitFor();
  for (const button of ["reissue", "end-session"]) {
    assert.equal(await page.getByTestId(button).count(), 0);
  }
});

/** The id of a session whose cart was handed over, and did not arrive. */
async function returnedSession(cookie) {
  const answer = await setupRequest(world.entryPoint, { secret: SECRET, returnUrl: "https://buyer.example/in", cookie });
  const started = await fetch(answer.startPage, { method: "POST", redirect: "manual" });
  const token = new URL(started.headers.get("location")).searchParams.get("punchOutAccessToken");
  const shop = (path, body) => call(gateway, world.key, "POST", `/punch-out-sessions/${path}`, body, 200);
  const { id } = await shop("redeem", { token });
  const items = [{ sku: "BOLT-8", name: "Bolt", quantity: "1", unit: "EA", unit_price: "1.00", classification: [{ domain: "UNSPSC", code: "31161500" }] }];
  await shop(`${id}/transfer`, { cart: { currency: "EUR", items } });
  return id;
}

browserTest("a return that got lost gets a new link, which leads the buyer back", WIDE, async ({ page, context }) => {
  const id = await returnedSession("lost");
  await openConsole(page, gateway, `/sessions/${id}`);
  await page.getByTestId("reissue").focus();
  await page.keyboard.press("Enter");
  await assertAccessible(page, "the question before a return gets a new link");
  await page.keyboard.press("Escape");
  assert.equal(await page.getByTestId("reissued-link").count(), 0);
  await page.getByTestId("reissue").click();
  await page.getByTestId("reissue-dialog-confirm").click();
  const link = await page.getByTestId("reissued-link").inputValue();
  assert.ok(link.startsWith(`${gateway.url}/punchout/return/`), link);
  await page.getByTestId("event").getByText("An administrator gave the return a new link").waitFor();
  await assertAccessible(page, "a return with a new link");
  const returned = await fetch(link);
  assert.equal(returned.status, 200);
  assert.match(await returned.text(), /buyer\.example\/in/);
  // It is shown this once.
  await page.reload();
  await page.getByTestId("reissue").waitFor();
  assert.equal(await page.getByTestId("reissued-link").count(), 0);
  await context.clearCookies();
});

browserTest("an exchange leads to its session and to the exchanges beside it", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/transactions?q=first");
  await page.getByTestId("transaction-row").first().getByRole("link").first().click();
  await page.getByTestId("session-link").click();
  await heading(page, "jane@buyer.example");
  await page.getByTestId("transaction-row").first().getByRole("link").first().click();
  await page.getByTestId("neighbours").waitFor();
  await page.goto(`${gateway.url}/sessions/00000000-0000-7000-8000-000000000000`);
  await page.getByTestId("not-found").waitFor();
  assert.match(problems.splice(0).join(), /404/);
});
