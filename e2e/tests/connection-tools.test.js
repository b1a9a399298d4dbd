// Trying a connection out, and the sheet for the people at the procurement system.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { asReader, setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, heading, openConsole, tabTo } from "../support/console.js";
import { startGateway } from "../support/gateway.js";

const SECRET = "open-sesame-8k3";

let gateway, api, world;
before(async () => {
  gateway = await startGateway();
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  api = world.api;
});
after(() => gateway?.stop());

browserTest("a connection is tried out by keyboard, step by step, down to the log", WIDE, async ({ page }) => {
  await openConsole(page, gateway, `/connections/${world.connection.id}`);
  await page.getByTestId("tool-test").press("Enter");
  await heading(page, "Connection test");
  await tabTo(page, "run-test");
  await page.keyboard.press("Enter");
  await page.getByTestId("test-outcome").getByText("Every step went well").waitFor();
  for (const step of ["settings", "setup", "start", "cart", "end"]) {
    await page.getByTestId(`test-step-${step}`).getByText("Fine", { exact: true }).waitFor();
  }
  await page.getByTestId("test-document").getByText("PunchOutOrderMessage").first().waitFor();
  await assertAccessible(page, "a test that went well");
  const session = await page.getByTestId("test-session").getAttribute("href");
  await page.getByTestId("test-step-setup").getByTestId("test-entry").click();
  await page.getByTestId("session-link").waitFor();
  assert.equal(await page.getByTestId("session-link").getAttribute("href"), session);
});

for (const colorScheme of ["light", "dark"]) {
  const context = { ...WIDE.context, locale: "de-DE", colorScheme };
  browserTest(`the step that fails says why and what to do: ${colorScheme}`, { context }, async ({ page }) => {
    const input = { name: "Nobody's", business_unit_id: world.connection.business_unit_id };
    const connection = await api("POST", "/connections", input, 201);
    await openConsole(page, gateway, `/connections/${connection.id}/test`);
    await page.getByTestId("run-test").click();
    await page.getByTestId("test-outcome").getByText("Ein Schritt ist fehlgeschlagen").waitFor();
    const failed = page.getByTestId("test-step-settings");
    await failed.getByText("Fehlgeschlagen").waitFor();
    assert.ok((await failed.getByTestId("test-advice").innerText()).length > 20);
    await page.getByTestId("test-step-cart").getByText("Nicht versucht").waitFor();
    await assertAccessible(page, `a test that failed, ${colorScheme}`);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
  });
}

browserTest("who may only read does not run a test, and an unknown connection is said to be unknown", WIDE, async ({ page, problems }) => {
  await openConsole(page, await asReader(gateway, api), `/connections/${world.connection.id}/test`);
  await page.getByTestId("test-readers").waitFor();
  assert.equal(await page.getByTestId("run-test").count(), 0);
  await page.goto(`${gateway.url}/connections/00000000-0000-7000-8000-000000000000/test`);
  await page.getByTestId("not-found").waitFor();
  problems.splice(0);
});

browserTest("the onboarding sheet is read in both languages, printed alone, and saved", WIDE, async ({ page }) => {
  await openConsole(page, gateway, `/connections/${world.connection.id}`);
  await page.getByTestId("tool-sheet").click();
  await heading(page, "Onboarding sheet");
  const sheet = page.getByTestId("sheet");
  await sheet.getByText(world.entryPoint).waitFor();
  assert.equal(await sheet.getAttribute("lang"), "en");
  assert.ok(!(await sheet.innerText()).includes(SECRET));
  await page.getByTestId("sheet-language").selectOption("de");
  await page.waitForURL(/lang=de/);
  await page.locator("[data-testid=sheet][lang=de]").waitFor();
  await assertAccessible(page, "an onboarding sheet");

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("sheet-download").click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const saved = Buffer.concat(chunks).toString("utf8");
  assert.match(saved, /^<!DOCTYPE html><html lang="de">/);
  assert.ok(saved.includes(world.entryPoint));

  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await page.getByTestId("sheet-print").click();
  assert.equal(await page.evaluate(() => window.printed), true);
  await page.emulateMedia({ media: "print" });
  assert.ok(await sheet.isVisible());
  for (const hidden of [page.getByTestId("sheet-print"), page.getByTestId("page-title"), page.getByTestId("nav-connections").first()]) {
    assert.equal(await hidden.isVisible(), false);
  }
});
