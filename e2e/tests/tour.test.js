// The README's tour: the pages that its pictures show, walked in both themes. `make tour` makes the pictures anew.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { browserTest } from "../support/browser.js";
import { openConsole } from "../support/console.js";
import { startDemo } from "../support/demo.js";

const ROOT = new URL("../../", import.meta.url);
const PICTURES = new URL("docs/tour/", ROOT);
/** Pictures are looked at over slow lines as well. */
const LARGEST_BYTES = 200_000;

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Punches out for a buying organisation, by the button of a name. */
async function punchOut(page, organisation, name = "Punch out") {
  await page.goto(demo.procurement);
  const account = page.getByLabel("Buying organisation");
  const options = await account.locator("option").allInnerTexts();
  await account.selectOption({ label: options.find((text) => text.includes(organisation)) });
  await button(page, name).click();
}

/** Fills a cart with what has these names. */
async function fillCart(page, ...names) {
  for (const name of names) {
    await page.getByRole("button", { name: `Add ${name}` }).click();
    await page.getByRole("row", { name: new RegExp(name) }).waitFor();
  }
}

async function handOver(page) {
  await button(page, "Hand over to procurement").click();
  await page.getByRole("heading", { name: /^Requisition \d+$/, level: 1 }).waitFor();
}

/** Makes a picture of the page, from its top or where something stands. */
async function show(page, picture, theme, what, block = "end") {
  await what?.evaluate((element, place) => element.scrollIntoView({ block: place }), block);
  if (!process.env.TOUR) {
    return;
  }
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: new URL(`${picture}-${theme}.png`, PICTURES).pathname, animations: "disabled", caret: "hide" });
}

for (const theme of ["light", "dark"]) {
  const context = { viewport: { width: 1280, height: 800 }, colorScheme: theme, locale: "en-GB" };
  browserTest(`the tour: ${theme}`, { context }, async ({ page, problems }) => {
    // What the log tells of: carts of two organisations, and what goes wrong.
    await punchOut(page, "Stadtwerke");
    await fillCart(page, "Dust masks", "Claw hammer");
    await handOver(page);
    await punchOut(page, "Altbau");
    await punchOut(page, "Meyer", "Without a BuyerCookie");
    await punchOut(page, "Meyer", "With a wrong secret");

    await punchOut(page, "Meyer");
    await fillCart(page, "Claw hammer", "Safety gloves", "Wood screws");
    await show(page, "shop", theme);
    await handOver(page);
    await show(page, "requisition", theme);

    await openConsole(page, { url: demo.gateway, admin: demo.admin }, "/connections");
    await page.getByTestId("nav-dashboard").click();
    await page.getByTestId("figures-row").nth(2).waitFor();
    await show(page, "dashboard", theme);

    await page.getByTestId("nav-connections").click();
    await page.getByTestId("connection-row").getByRole("link", { name: /Meyer/ }).click();
    await page.getByTestId("connection-settings").waitFor();
    await page.getByTestId("entry-point-url").first().waitFor();
    await show(page, "connection", theme);

    await page.getByTestId("nav-transactions").click();
    await page.getByTestId("transaction-row").nth(5).waitFor();
    await show(page, "log", theme, page.getByTestId("transactions"), "start");

    await page.goto(`${demo.gateway}/transactions?error_code=wrong_secret`);
    await page.getByTestId("transaction-row").first().getByRole("link").first().click();
    await page.getByTestId("transaction-error").waitFor();
    await page.getByTestId("request-body").locator(".pg-line").first().waitFor();
    await show(page, "refusal", theme);
    await show(page, "document", theme, page.getByTestId("request-body"));

    await page.getByTestId("nav-sessions").click();
    await page.getByTestId("session-row").first().getByRole("link").first().click();
    await page.getByTestId("event").nth(3).waitFor();
    await show(page, "session", theme, page.getByTestId("timeline"));
    problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("/api/v1/auth/refresh")));
  });
}

test("the README's pictures are there, in both themes, and small", () => {
  const readme = readFileSync(new URL("README.md", ROOT), "utf8");
  const pictures = [...readme.matchAll(/"(docs\/tour\/[^"]+)"/g)].map((match) => match[1]);
  assert.ok(pictures.length >= 8, "the README shows the tour");
  for (const picture of pictures) {
    assert.ok(existsSync(new URL(picture, ROOT)), `${picture} is missing: make tour`);
    assert.ok(statSync(new URL(picture, ROOT)).size <= LARGEST_BYTES, `${picture} is larger than ${LARGEST_BYTES} bytes`);
    const other = picture.includes("-light.") ? picture.replace("-light.", "-dark.") : picture.replace("-dark.", "-light.");
    assert.ok(pictures.includes(other), `${picture} has no counterpart`);
  }
});
