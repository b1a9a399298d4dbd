// Shopping with OCI in the demo, as a person clicks through it: create, cancel, framed, by GET, and without JavaScript.
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
  assert.doesNotMatch(log, /demo-secret-hansen/, "the password is in no log");
});

const button = (at, name) => at.getByRole("button", { name, exact: true });
const heading = (at, name) => at.getByRole("heading", { name, level: 1 });

/** Puts an article into the cart. */
async function add(at, name) {
  await at.getByRole("button", { name: `Add ${name}` }).click();
  await at.getByRole("row", { name: new RegExp(name) }).waitFor();
}

browserTest("a cart goes out as a form of fields and arrives whole", async ({ page, context }) => {
  const visited = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));
  await page.goto(demo.procurement);
  await button(page, "Shop with OCI").click();
  await heading(page, "Welcome Hanna Hansen").waitFor();
  assert.equal(new URL(page.url()).origin, demo.shop);
  await add(page, "Claw hammer");
  await add(page, "Füllfederhalter");
  await button(page, "Hand over to procurement").click();
  await heading(page, /^OCI cart \d+$/).waitFor();
  assert.equal(new URL(page.url()).origin, demo.procurement);
  await page.getByText("A form arrived with 2 lines.").waitFor();
  const fields = page.getByRole("region", { name: "Fields of the form" });
  // Twelve scripts and a wide character through a real browser's post.
  assert.match(await fields.innerText(), /Łódź, Ελλάδα, Русский, עברית, हिन्दी, 日本語, 👍/);
  assert.match(await fields.getByRole("row", { name: /NEW_ITEM-VENDORMAT\[1\]/ }).innerText(), /N-1001/);
  assert.match(await fields.getByRole("row", { name: /~OkCode/ }).innerText(), /ADDI/);
  await assertAccessible(page, "an OCI cart");
  assert.deepEqual(await context.cookies(), [], "nothing in the path needs a cookie");
  assert.ok(visited.every((url) => !url.includes("demo-secret")), "no address has the password");
});

browserTest("called by GET, no address that stays has the password", async ({ page }) => {
  await page.goto(`${demo.procurement}/oci/call`);
  await heading(page, "Welcome Hanna Hansen").waitFor();
  const history = [];
  for (let back = 0; back < 4; back += 1) {
    history.push(page.url());
    await page.goBack({ timeout: 3000 }).catch(() => {});
  }
  assert.ok(history.every((url) => !url.includes("demo-secret")), history.join(" "));
});

browserTest("a buyer comes back without a cart", async ({ page }) => {
  await page.goto(demo.procurement);
  await button(page, "Shop with OCI").click();
  await button(page, "Return without a cart").click();
  await page.getByText("came back without a cart: a form without lines arrived").waitFor();
});

browserTest("in a frame the same way is gone", async ({ page }) => {
  await page.goto(`${demo.procurement}/oci/frame`);
  const frame = page.frameLocator("iframe");
  await heading(frame, "Welcome Hanna Hansen").waitFor();
  await add(frame, "Claw hammer");
  await button(frame, "Hand over to procurement").click();
  // ~TARGET says that the form goes to the whole window.
  await heading(page, /^OCI cart \d+$/).waitFor();
  await page.getByText("A form arrived with 1 line.").waitFor();
});

browserTest("without JavaScript the same way is gone by buttons", { context: { javaScriptEnabled: false } }, async ({ page }) => {
  await page.goto(demo.procurement);
  await button(page, "Shop with OCI").click();
  await button(page, "Continue to the shop").click();
  await page.getByRole("button", { name: "Add Claw hammer" }).click();
  await button(page, "Hand over to procurement").click();
  await button(page, "Return the cart").click();
  await page.getByText("A form arrived with 1 line.").waitFor();
});
