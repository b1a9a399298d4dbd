// The demo as a person clicks through it: punch out, shop, return, edit, inspect, cancel, the faults, the frame; and the failed attempt
// in the gateway's log. No page but the console's has a script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { browserTest } from "../support/browser.js";
import { startDemo } from "../support/demo.js";

let demo;
before(async () => {
  demo = await startDemo();
});
after(async () => {
  // It ends well when it is told to, and no failure was logged on the way.
  assert.equal(await demo?.stop(), 0);
  assert.doesNotMatch(demo?.log() ?? "", /ERROR/);
});

const button = (at, name) => at.getByRole("button", { name, exact: true });
const heading = (at, name) => at.getByRole("heading", { name, level: 1 });
const main = (page) => page.locator("main").innerText();

/** Clicks a button of the first page, for the buying organisation of a name. */
async function punchOut(page, name = "Punch out", organisation = "Meyer") {
  await page.goto(demo.procurement);
  const account = page.getByLabel("Buying organisation");
  await account.selectOption({ label: (await account.locator("option").allInnerTexts()).find((text) => text.includes(organisation)) });
  await button(page, name).click();
}

/** Puts an article into the cart. */
async function add(at, name) {
  await at.getByRole("button", { name: `Add ${name}` }).click();
  await at.getByRole("row", { name: new RegExp(name) }).waitFor();
}

/** Goes shopping and comes back with a hammer; the requisition is open then. */
async function requisition(page, organisation) {
  await punchOut(page, "Punch out", organisation);
  await heading(page, /^Welcome/).waitFor();
  await add(page, "Claw hammer");
  await button(page, "Hand over to procurement").click();
  await heading(page, /^Requisition \d+$/).waitFor();
}

browserTest("a cart goes out, comes back, is edited, inspected and left as it was", async ({ page, context }) => {
  await punchOut(page);
  await heading(page, "Welcome Jane Doe").waitFor();
  assert.equal(new URL(page.url()).origin, demo.shop);
  await add(page, "Claw hammer");
  await add(page, "Füllfederhalter");
  await add(page, "Wood screws");
  await page.getByLabel("Quantity of Claw hammer, 500 g").fill("2,5");
  await button(page, "Update quantities").click();
  assert.equal(await page.getByLabel("Quantity of Claw hammer, 500 g").inputValue(), "2.5");

  await button(page, "Hand over to procurement").click();
  await heading(page, /^Requisition \d+$/).waitFor();
  assert.equal(new URL(page.url()).origin, demo.procurement);
  await page.getByText("A PunchOutOrderMessage arrived with 3 lines, in the field cxml-base64").waitFor();
  const pen = page.getByRole("row", { name: /Łódź, Ελλάδα, Русский, עברית, हिन्दी, 日本語, 👍/ });
  assert.match(await pen.innerText(), /N-6001 <Ω>/);
  assert.match(await page.getByRole("row", { name: /Claw hammer/ }).innerText(), /2\.5/);
  const message = page.getByRole("region", { name: /PunchOutOrderMessage 1/ });
  assert.match(await message.innerText(), /<SupplierPartID>N-1001<\/SupplierPartID>/);
  assert.match(await page.getByRole("region", { name: /PunchOutSetupRequest 1/ }).innerText(), /<SharedSecret>\*\*\*\*<\/SharedSecret>/);
  const references = () => page.locator("td:last-child code").allInnerTexts();
  const first = await references();

  await button(page, "Edit the cart").click();
  await heading(page, "Change your cart").waitFor();
  await page.getByRole("button", { name: /^Remove Füllfederhalter/ }).click();
  await add(page, "Safety gloves");
  await button(page, "Hand over to procurement").click();
  await page.getByText("arrived with 3 lines").waitFor();
  const second = await references();
  assert.deepEqual([second[0], second[1]], [first[0], first[2]], "lines keep their references");

  await button(page, "Inspect the cart").click();
  await heading(page, "Look at your cart").waitFor();
  assert.equal(await button(page, "Hand over to procurement").count(), 0);
  await button(page, "Back to procurement").click();
  await page.getByText(/came back from looking at the cart, which stays as it was/).waitFor();
  assert.deepEqual(await references(), second, "the requisition is as it was");

  assert.deepEqual(await context.cookies(), [], "nothing in the path needs a cookie");
});

browserTest("a buyer comes back without a cart", async ({ page }) => {
  await punchOut(page);
  await button(page, "Return without a cart").click();
  await page.getByText(/came back without a cart: an empty PunchOutOrderMessage/).waitFor();
});

browserTest("the shop keeps what an edit leaves, and an edit can be cancelled", async ({ page }) => {
  await requisition(page, "Stadtwerke");
  await page.getByText("in the field cxml-urlencoded").waitFor();
  await button(page, "Edit the cart").click();
  await add(page, "Dust masks");
  await button(page, "Return without a cart").click();
  await page.getByText(/Status 204 arrived/).waitFor();
  assert.equal(await page.locator("table").first().locator("tbody tr").count(), 1);
});

browserTest("an unknown unit is refused before it leaves, beside its line", async ({ page, problems }) => {
  await punchOut(page);
  await add(page, "Claw hammer");
  await add(page, "Surprise bag");
  await button(page, "Hand over to procurement").click();
  const row = page.getByRole("row", { name: /Surprise bag/ });
  await row.locator(".fault").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /\/cart\/items\/1\/unit/);
  await assertAccessible(page, "a refused cart");
  await row.getByRole("button", { name: /^Remove/ }).click();
  await button(page, "Hand over to procurement").click();
  await page.getByText("arrived with 1 line,").waitFor();
  // The page that tells of it has a status that the browser reports.
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("409")));
});

browserTest("in a frame the same way is gone", async ({ page }) => {
  await punchOut(page, "Punch out in a frame");
  const frame = page.frameLocator("iframe");
  await heading(frame, "Welcome Jane Doe").waitFor();
  await assertAccessible(page, "the shop in a frame");
  await add(frame, "Fitting service");
  await button(frame, "Hand over to procurement").click();
  // The cart's form is posted to the whole window.
  await page.waitForURL(/\/requisitions\/\d+$/);
  await page.getByText("arrived with 1 line,").waitFor();
});

for (const [name, code] of [
  ["With a wrong secret", 401],
  ["With an unknown operation", 450],
  ["Without a BuyerCookie", 400],
]) {
  browserTest(`${name.toLowerCase()} the gateway refuses`, async ({ page }) => {
    await punchOut(page, name);
    await page.getByText(`The gateway refused: status ${code}`).waitFor();
    assert.match(await page.getByRole("region", { name: /Response 1/ }).innerText(), new RegExp(`<Status code="${code}"`));
  });
}

browserTest("an inactive connection refuses, and the failed attempt stands in the log", async ({ page, problems }) => {
  await punchOut(page, "Punch out", "Altbau");
  await page.getByText("The gateway refused: status 401").waitFor();
  await punchOut(page, "With a wrong secret");
  await page.getByText("The gateway refused: status 401").waitFor();

  await page.goto(demo.procurement);
  await page.getByRole("link", { name: "the gateway's transaction log" }).click();
  await page.getByTestId("email").fill(demo.admin.email);
  await page.getByTestId("password").fill(demo.admin.password);
  await page.getByTestId("sign-in-submit").click();
  await page.getByTestId("transaction-row").first().getByRole("link").first().click();
  await page.getByTestId("transaction-error").getByText("wrong_secret").waitFor();
  assert.match(await page.getByTestId("advice").innerText(), /secret/i);
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("/api/v1/auth/refresh")));
});

browserTest("without JavaScript the same way is gone by buttons", { context: { javaScriptEnabled: false } }, async ({ page }) => {
  await punchOut(page);
  await button(page, "Continue to the shop").click();
  await page.getByRole("button", { name: "Add Claw hammer" }).click();
  await button(page, "Hand over to procurement").click();
  await button(page, "Return the cart").click();
  await page.getByText("arrived with 1 line,").waitFor();
});

browserTest("by keyboard alone", async ({ page }) => {
  await page.goto(demo.procurement);
  const press = async (name) => {
    for (let tabs = 0; tabs < 80; tabs += 1) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => document.activeElement.ariaLabel || document.activeElement.textContent);
      if (focused.startsWith(name)) {
        await page.keyboard.press("Enter");
        return;
      }
    }
    assert.fail(`${name} is not reached by Tab`);
  };
  await press("Punch out");
  await heading(page, "Welcome Jane Doe").waitFor();
  await press("Add Claw hammer");
  await page.getByRole("row", { name: /Claw hammer/ }).waitFor();
  await press("Hand over to procurement");
  await page.getByText("arrived with 1 line,").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 800 }]) {
    browserTest(`no barriers, ${colorScheme}, ${viewport.width} wide`, { context: { colorScheme, viewport } }, async ({ page, problems }) => {
      await page.goto(demo.procurement);
      await page.getByText("Who punches out").click();
      await assertAccessible(page, "requisitions");
      await page.goto(`${demo.procurement}/reset`);
      await assertAccessible(page, "begin again");
      await page.goto(`${demo.procurement}/nothing`);
      await assertAccessible(page, "nothing there");
      await punchOut(page, "With a wrong secret");
      await assertAccessible(page, "a refusal");
      await page.goto(demo.shop);
      await assertAccessible(page, "the shop's door");
      await page.goto(`${demo.shop}/punch-out?punchOutAccessToken=nonsense`);
      await assertAccessible(page, "no entry");
      await punchOut(page);
      await heading(page, "Welcome Jane Doe").waitFor();
      await assertAccessible(page, "the shop");
      await add(page, "Claw hammer");
      await assertAccessible(page, "a cart");
      await button(page, "Hand over to procurement").click();
      await heading(page, /^Requisition/).waitFor();
      await assertAccessible(page, "a requisition");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
      await button(page, "Inspect the cart").click();
      await heading(page, "Look at your cart").waitFor();
      await assertAccessible(page, "inspection");
      problems.splice(0, problems.length, ...problems.filter((problem) => !/status of 40[49]/.test(problem)));
    });
  }
}

browserTest("a spent start page in the frame says so, and foreign pages are not taken in", async ({ page, problems }) => {
  await punchOut(page, "Punch out in a frame");
  await heading(page.frameLocator("iframe"), "Welcome Jane Doe").waitFor();
  await page.reload();
  await heading(page.frameLocator("iframe"), "This link cannot be used any more").waitFor();
  problems.splice(0);
});

test("forms of other sites are refused", async () => {
  const post = (origin) =>
    fetch(`${demo.procurement.replace("procurement.localhost", "127.0.0.1")}/begin-again`, {
      method: "POST",
      headers: { origin },
    });
  assert.equal((await post("https://evil.example")).status, 403);
  assert.equal((await post("null")).status, 403);
});

// The last one: what the others made is gone after it.
browserTest("the demo begins again", async ({ page }) => {
  await requisition(page);
  await page.goto(demo.procurement);
  await page.getByRole("link", { name: "Begin the demo again" }).click();
  await button(page, "Begin again").click();
  await page.getByText("There is none yet.").waitFor();
  await requisition(page);
  assert.match(await main(page), /Requisition 1/);
});
