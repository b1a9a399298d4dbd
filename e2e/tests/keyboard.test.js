// The main walk without a mouse: sign in, make a connection, give it a credential, activate it, copy its entry point, read what came.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, heading, tabTo } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";
const COPYING = { context: { ...WIDE.context, permissions: ["clipboard-read", "clipboard-write"] } };

let gateway;
before(async () => {
  gateway = await startGateway();
  const api = await signIn(gateway);
  await api("POST", "/stores", { key: "shop", name: "Corner shop", punch_out_start_url: "https://shop.example/punch-out" }, 201);
  const company = await api("POST", "/companies", { name: "Buying Ltd" }, 201);
  await api("POST", "/business-units", { company_id: company.id, name: "Workshop" }, 201);
});
after(() => gateway?.stop());

/** Presses Tab until the focus is on what has this name for tests, or within it; then Enter. */
async function press(page, wanted) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate((name) => document.activeElement.closest(`[data-testid="${name}"]`) !== null, wanted)) {
      return page.keyboard.press("Enter");
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${wanted} cannot be reached by keyboard`);
}

async function type(page, field, text) {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

browserTest("from signing in to a logged exchange by keyboard alone", COPYING, async ({ page }) => {
  await page.goto(gateway.url);
  await type(page, "email", gateway.admin.email);
  await type(page, "password", gateway.admin.password);
  await page.keyboard.press("Enter");
  await heading(page, "Dashboard");

  await press(page, "nav-connections");
  await heading(page, "Connections");
  await press(page, "new");
  await heading(page, "New connection");
  await page.getByTestId("connection-business_unit_id").locator("option", { hasText: "Workshop" }).waitFor({ state: "attached" });
  await type(page, "connection-name", "By keyboard");
  // A letter chooses the entry that begins with it.
  await type(page, "connection-business_unit_id", "B");
  await type(page, "connection-allowed_return_hosts", "buyer.example");
  await press(page, "save");
  await heading(page, "By keyboard");

  await press(page, "new-credential");
  await type(page, "credential-domain", "DUNS");
  await type(page, "credential-identity", "987654321");
  await type(page, "credential-shared_secret", SECRET);
  await press(page, "save");
  await heading(page, "By keyboard");

  await press(page, "activate");
  await page.getByTestId("activation").waitFor();
  await press(page, "activation-confirm");
  await page.getByTestId("deactivate").waitFor();

  await page.getByTestId("entry-point-url-copy").waitFor();
  await press(page, "entry-point-url-copy");
  await page.getByText("Copied", { exact: true }).waitFor({ state: "attached" });
  const entryPoint = await page.evaluate(() => navigator.clipboard.readText());
  const answer = await setupRequest(entryPoint, { secret: SECRET, returnUrl: "https://buyer.example/in", cookie: "typed" });
  assert.equal(answer.status, 200, answer.text);

  // The navigation stands before the page's content.
  await page.keyboard.press("Home");
  await page.evaluate(() => document.activeElement.blur());
  await press(page, "nav-transactions");
  await heading(page, "Transaction log");
  await page.getByTestId("transaction-row").first().waitFor();
  await press(page, "transaction-row");
  await page.getByTestId("request-body").getByText("typed").first().waitFor();
});
