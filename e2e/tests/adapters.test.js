// The way of a buyer into shops that are spoken to in different languages: by the REST API, as a Magento shop with TradeCentric's connector
// (the browser brings the session encrypted, and the shop asks back), and as Liferay. Everybody is a site of their own.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browserTest } from "../support/browser.js";
import { launch, program } from "../support/chromium.js";
import { startDemo } from "../support/demo.js";

const button = (at, name) => at.getByRole("button", { name, exact: true });
const heading = (at, name) => at.getByRole("heading", { name, level: 1 });
const references = (page) => page.locator("td:last-child code").allInnerTexts();

for (const store of ["rest", "tradecentric", "liferay"]) {
  describe(store, () => {
    let demo;
    before(async () => {
      demo = await startDemo(["--store", store]);
    });
    after(async () => {
      assert.equal(await demo?.stop(), 0);
      assert.doesNotMatch(demo?.log() ?? "", /ERROR/);
    });

    const punchOut = async (page, name = "Punch out") => {
      await page.goto(demo.procurement);
      await button(page, name).click();
    };
    const add = async (at, name) => {
      await at.getByRole("button", { name: `Add ${name}` }).click();
      await at.getByRole("row", { name: new RegExp(name) }).waitFor();
    };
    const requisition = async (page) => {
      await punchOut(page);
      await heading(page, "Welcome Jane Doe").waitFor();
      assert.equal(new URL(page.url()).origin, demo.shop);
      await add(page, "Claw hammer");
      await button(page, "Hand over to procurement").click();
      await heading(page, /^Requisition \d+$/).waitFor();
    };

    browserTest(`${store}: a cart goes out, comes back, is edited and looked at`, async ({ page, context }) => {
      await requisition(page);
      const first = await references(page);
      await button(page, "Edit the cart").click();
      await heading(page, "Change your cart").waitFor();
      await add(page, "Safety gloves");
      await button(page, "Hand over to procurement").click();
      await page.getByText("arrived with 2 lines").waitFor();
      const second = await references(page);
      assert.equal(second[0], first[0], "the line keeps its reference");
      await button(page, "Inspect the cart").click();
      await heading(page, "Look at your cart").waitFor();
      assert.equal(await button(page, "Hand over to procurement").count(), 0);
      await button(page, "Back to procurement").click();
      await page.getByText(/came back from looking at the cart, which stays as it was/).waitFor();
      assert.deepEqual(await references(page), second);
      assert.deepEqual(await context.cookies(), [], "nothing in the path needs a cookie, third-party or other");
    });

    browserTest(`${store}: twice in a row`, async ({ page }) => {
      await requisition(page);
      await requisition(page);
      await page.getByText("arrived with 1 line,").waitFor();
    });

    const inAFrame = async (page, context) => {
      await punchOut(page, "Punch out in a frame");
      const frame = page.frameLocator("iframe");
      await heading(frame, "Welcome Jane Doe").waitFor();
      await add(frame, "Claw hammer");
      await button(frame, "Hand over to procurement").click();
      await page.waitForURL(/\/requisitions\/\d+$/);
      await page.getByText("arrived with 1 line,").waitFor();
      assert.deepEqual(await context.cookies(), [], "none was set, so that none can be missing");
    };

    browserTest(`${store}: in a frame`, ({ page, context }) => inAFrame(page, context));

    test(`${store}: in a frame, with third-party cookies blocked`, { skip: program ? false : "NO CHROMIUM FOUND" }, async () => {
      const blocking = await launch(["--test-third-party-cookie-phaseout"]);
      try {
        const context = await blocking.newContext();
        await inAFrame(await context.newPage(), context);
      } finally {
        await blocking.close();
      }
    });

    browserTest(`${store}: without JavaScript`, { context: { javaScriptEnabled: false } }, async ({ page }) => {
      await punchOut(page);
      await button(page, "Continue to the shop").click();
      // The form that brings the session has a button of its own.
      if (store === "tradecentric") await button(page, "Continue to the shop").click();
      await page.getByRole("button", { name: "Add Claw hammer" }).click();
      await button(page, "Hand over to procurement").click();
      await button(page, "Return the cart").click();
      await page.getByText("arrived with 1 line,").waitFor();
    });

    browserTest(`${store}: two tabs at once keep their carts apart`, async ({ page, context }) => {
      const other = await context.newPage();
      for (const tab of [page, other]) {
        await punchOut(tab);
        await heading(tab, "Welcome Jane Doe").waitFor();
      }
      await add(page, "Claw hammer");
      await add(other, "Safety gloves");
      await add(other, "Dust masks");
      for (const tab of [other, page]) await button(tab, "Hand over to procurement").click();
      await page.getByText("arrived with 1 line,").waitFor();
      await other.getByText("arrived with 2 lines").waitFor();
      assert.equal(await other.getByRole("row", { name: /Claw hammer/ }).count(), 0);
    });

    browserTest(`${store}: a buyer comes back without a cart`, async ({ page }) => {
      await punchOut(page);
      await button(page, "Return without a cart").click();
      await page.getByText(/came back without a cart/).waitFor();
    });
  });
}

