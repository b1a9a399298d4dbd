// OCI's functions in the demo: an article is looked at and checked, and the catalogue searched from both sides.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { browserTest } from "../support/browser.js";
import { startDemo } from "../support/demo.js";

let demo;
before(async () => {
  demo = await startDemo();
});
after(async () => {
  assert.equal(await demo?.stop(), 0);
  const log = demo?.log() ?? "";
  assert.doesNotMatch(log, /ERROR/);
  assert.doesNotMatch(log, /demo-secret-hansen|whsec_/, "no secret is in any log");
});

const button = (at, name) => at.getByRole("button", { name, exact: true });
const heading = (at, name) => at.getByRole("heading", { name, level: 1 });
const value = (at, name) => at.getByRole("row", { name: new RegExp(`^NEW_ITEM-${name}\\[`) }).first().innerText();

/** Opens the first page with the functions to be seen. */
async function functions(page) {
  await page.goto(demo.procurement);
  await page.getByText("OCI's functions: look at an article").click();
}

browserTest("DETAIL shows the article in the shop", async ({ page }) => {
  await functions(page);
  await assertAccessible(page, "OCI's functions");
  await page.getByLabel("Article to look at").fill("N-3001");
  await button(page, "Look at the article").click();
  await heading(page, "Welcome Hanna Hansen").waitFor();
  const article = page.getByRole("listitem").filter({ hasText: "Selected in your procurement system" });
  assert.match(await article.innerText(), /Machine oil/);
});

browserTest("VALIDATE comes back by itself with the article's present data", async ({ page, context }) => {
  await functions(page);
  await button(page, "Check the article").click();
  await heading(page, /^OCI cart \d+$/).waitFor();
  await page.getByText("A form arrived with 1 line.").waitFor();
  assert.match(await value(page, "QUANTITY"), /250/);
  assert.match(await value(page, "PRICEUNIT"), /100/);
  assert.match(await value(page, "EXT_PRODUCT_ID"), /N-2001/);
  assert.deepEqual(await context.cookies(), []);
});

browserTest("VALIDATE of an article that is gone comes back empty", async ({ page }) => {
  await functions(page);
  await page.getByLabel("Article to check").fill("N-0000");
  await button(page, "Check the article").click();
  await page.getByText("a form without lines arrived").waitFor();
});

browserTest("SOURCING shows what the shop finds", async ({ page }) => {
  await functions(page);
  await button(page, "Search in the shop").click();
  await heading(page, "Welcome Hanna Hansen").waitFor();
  await page.getByText("Your procurement system looks for screw").waitFor();
});

browserTest("BACKGROUND_SEARCH is read by the procurement system's server", async ({ page }) => {
  await functions(page);
  await button(page, "Search from here").click();
  await heading(page, /^OCI cart \d+$/).waitFor();
  await page.getByText("A form arrived with 1 line.").waitFor();
  assert.match(await value(page, "VENDORMAT"), /N-4001/);
});

browserTest("QUANTITYCHECK tells what there is of an article", async ({ page }) => {
  await functions(page);
  await page.getByLabel("Article that is needed").fill("N-1001");
  await page.getByLabel("Quantity that is needed").fill("100000");
  await button(page, "Check the stock from here").click();
  await heading(page, /^OCI cart \d+$/).waitFor();
  await page.getByText("A form arrived with 1 line.").waitFor();
  assert.match(await value(page, "VENDORMAT"), /N-1001/);
  assert.doesNotMatch(await value(page, "QUANTITY"), /100000/);
});

browserTest("DOWNLOADJSON brings the catalogue", async ({ page }) => {
  await functions(page);
  await button(page, "Download the catalogue from here").click();
  await heading(page, "OCI: the catalogue").waitFor();
  await page.getByText(/^Page 1 of 1, with \d+ of \d+ articles\.$/).waitFor();
  const articles = page.getByRole("region", { name: "Articles of the catalogue" });
  assert.match(await articles.innerText(), /N-1001[^]*N-2001/);
  await assertAccessible(page, "the catalogue");
});

browserTest("without JavaScript a validation goes on by its button", { context: { javaScriptEnabled: false } }, async ({ page }) => {
  await functions(page);
  await button(page, "Check the article").click();
  await button(page, "Continue").click();
  await page.getByText("A form arrived with 1 line.").waitFor();
});
