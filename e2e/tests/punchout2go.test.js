// A PunchOut2Go service in front of the gateway: it asks for a session in its JSON, the browser follows the start URL, and the gateway's own
// server hands the cart over. The shop behind is any: one of the REST API, and a Liferay, which PunchOut2Go's JSON never reaches.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { browserTest } from "../support/browser.js";
import { startDemo } from "../support/demo.js";

const button = (at, name) => at.getByRole("button", { name, exact: true });
const heading = (at, name) => at.getByRole("heading", { name, level: 1 });
const references = (page) => page.locator("td:last-child code").allInnerTexts();

for (const store of ["rest", "liferay"]) {
  describe(`PunchOut2Go in front of a shop: ${store}`, () => {
    let demo;
    before(async () => {
      demo = await startDemo(["--store", store]);
    });
    after(async () => {
      assert.equal(await demo?.stop(), 0);
      assert.doesNotMatch(demo?.log() ?? "", /ERROR/);
    });

    const enter = async (page, name) => {
      await page.goto(demo.procurement);
      await button(page, name).click();
    };
    const add = async (at, name) => {
      await at.getByRole("button", { name: `Add ${name}` }).click();
      await at.getByRole("row", { name: new RegExp(name) }).waitFor();
    };
    const handOver = (at) => button(at, "Hand over to procurement").click();
    const arrived = (at, lines) => at.getByText(`handed a cart over with ${lines}`).waitFor();

    browserTest(`${store}: a cart goes out, comes back, is edited and looked at`, async ({ page, context }) => {
      await enter(page, "Punch out through PunchOut2Go");
      await heading(page, "Welcome Bea Brandt").waitFor();
      assert.equal(new URL(page.url()).origin, demo.shop);
      await add(page, "Claw hammer");
      await handOver(page);
      await heading(page, /^PunchOut2Go trip \d+$/).waitFor();
      assert.equal(new URL(page.url()).origin, demo.procurement);
      await arrived(page, "1 line");
      const first = await references(page);
      const posted = page.getByRole("region", { name: "Cart, posted by the gateway's server" });
      assert.match(await posted.innerText(), /"supplierauxid"/);
      await button(page, "Edit the cart").click();
      await heading(page, "Change your cart").waitFor();
      await add(page, "Safety gloves");
      await handOver(page);
      await arrived(page, "2 lines");
      assert.equal((await references(page))[0], first[0], "the line keeps its reference");
      await button(page, "Inspect the cart").click();
      await heading(page, "Look at your cart").waitFor();
      assert.equal(await button(page, "Hand over to procurement").count(), 0);
      await button(page, "Back to procurement").click();
      await page.getByText("came back from looking at the cart, which stays as it was").waitFor();
      assert.deepEqual(await context.cookies(), [], "nothing in the path needs a cookie");
    });

    browserTest(`${store}: with a token, and back without a cart`, async ({ page }) => {
      await enter(page, "With an OAuth 2.0 token");
      await heading(page, "Welcome Bea Brandt").waitFor();
      await button(page, "Return without a cart").click();
      await page.getByText("came back without a cart").waitFor();
    });

    browserTest(`${store}: in a frame`, async ({ page, context }) => {
      await enter(page, "PunchOut2Go in a frame");
      const frame = page.frameLocator("iframe");
      await heading(frame, "Welcome Bea Brandt").waitFor();
      await add(frame, "Claw hammer");
      await handOver(frame);
      await arrived(frame, "1 line");
      assert.deepEqual(await context.cookies(), [], "none was set, so that none can be missing");
    });

    browserTest(`${store}: without JavaScript`, { context: { javaScriptEnabled: false } }, async ({ page }) => {
      await enter(page, "Punch out through PunchOut2Go");
      await button(page, "Continue to the shop").click();
      await page.getByRole("button", { name: "Add Claw hammer" }).click();
      await handOver(page);
      await button(page, "Return the cart").click();
      await arrived(page, "1 line");
    });
  });
}
