// The console in both languages: the browser's, and the one that is chosen.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { browserTest } from "../support/browser.js";
import { startGateway } from "../support/gateway.js";

let gateway;
before(async () => (gateway = await startGateway()));
after(() => gateway?.stop());

const signIn = async (page) => {
  await page.getByTestId("email").fill(gateway.admin.email);
  await page.getByTestId("password").fill(gateway.admin.password);
  await page.getByTestId("sign-in-submit").click();
  await page.getByTestId("account-menu").first().waitFor();
};
const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
const documentLanguage = (page) => page.evaluate(() => document.documentElement.lang);

browserTest("a German browser gets German, and English is a click away and stays", { context: { locale: "de-AT" } }, async ({ page }) => {
  await page.goto(gateway.url);
  await heading(page, "Anmelden").waitFor();
  assert.equal(await documentLanguage(page), "de");
  await assertAccessible(page, "the German sign-in");
  await signIn(page);
  await heading(page, "Übersicht").waitFor();

  await page.getByTestId("account-menu").first().click();
  await page.getByTestId("language-en").click();
  await heading(page, "Dashboard").waitFor();
  assert.equal(await documentLanguage(page), "en");
  assert.equal(await page.title(), "Dashboard · Punchgate");
  await page.reload();
  await heading(page, "Dashboard").waitFor();
});

browserTest("German is chosen by keyboard before signing in, and other languages get English", { context: { locale: "fr-FR" } }, async ({ page }) => {
  await page.goto(gateway.url);
  await heading(page, "Sign in").waitFor();
  assert.equal(await documentLanguage(page), "en");
  await page.getByTestId("language-de").press("Enter");
  await heading(page, "Anmelden").waitFor();
  await signIn(page);
  await heading(page, "Übersicht").waitFor();
  await page.getByTestId("nav-transactions").click();
  await page.getByText("Noch ist nichts geschehen").waitFor();
  assert.equal(await documentLanguage(page), "de");
});

browserTest("only the chosen language's texts are loaded, and where others cannot be had, the language stays", { context: { locale: "en-GB" } }, async ({ page, problems }) => {
  const loaded = [];
  page.on("request", (request) => loaded.push(...(request.url().match(/texts-\w+/) ?? [])));
  await page.route(/texts-de/, (route) => route.abort());
  await page.goto(gateway.url);
  await heading(page, "Sign in").waitFor();
  assert.deepEqual(loaded, ["texts-en"]);
  await page.getByTestId("language-de").click();
  await page.getByTestId("language-failed").waitFor();
  assert.equal(await documentLanguage(page), "en");
  assert.match(problems.splice(0).join(), /ERR_FAILED/);
  await page.unroute(/texts-de/);
  await page.getByTestId("language-de").click();
  await heading(page, "Anmelden").waitFor();
  await page.getByTestId("language-failed").waitFor({ state: "detached" });
});
