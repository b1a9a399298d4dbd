// The console on the gateway itself: signing in, connections, the transaction log. Narrow and wide, light and dark.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";
const WIDE = { context: { viewport: { width: 1280, height: 900 }, locale: "en-GB" } };

let gateway, world;
before(async () => {
  gateway = await startGateway();
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  const { api, connection } = world;
  const { business_unit_id } = await api("GET", `/connections/${connection.id}`, undefined, 200);
  for (const name of ["Aardvark Mining, test", "Zebra Crossings"]) {
    await api("POST", "/connections", { name, business_unit_id }, 201);
  }
  const cookies = Array.from({ length: 60 }, (_, number) => `cookie-${number}`);
  for (const cookie of cookies) {
    await setupRequest(world.entryPoint, { secret: SECRET, returnUrl: "https://buyer.example/in", cookie });
  }
  await setupRequest(world.entryPoint, { secret: "wrong", returnUrl: "https://buyer.example/in", cookie: "cookie-refused" });
});
after(() => gateway?.stop());

const signIn = async (page, password = gateway.admin.password) => {
  await page.getByTestId("email").fill(gateway.admin.email);
  await page.getByTestId("password").fill(password);
  await page.getByTestId("sign-in-submit").click();
};

/** Opens an address of the console as a person who is signed in. */
const open = async (page, path) => {
  await page.goto(gateway.url + path);
  await signIn(page);
  await page.getByTestId("account-menu").first().waitFor();
};

const rows = (page, name) => page.getByTestId(`${name}-row`);
const focused = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);

browserTest("a wrong password is refused, the right one leads to the page that was asked for", WIDE, async ({ page, problems }) => {
  const calls = [];
  page.on("request", (request) => request.url().includes("/api/") && calls.push(request.url()));
  await page.goto(`${gateway.url}/transactions?status=refused`);
  await page.getByTestId("sign-in").waitFor();
  assert.deepEqual(calls, [], "who was never signed in here is not asked for");
  assert.equal(await focused(page), "email");
  await assertAccessible(page, "sign-in");

  await signIn(page, "not the password");
  await page.getByTestId("failure").waitFor();
  assert.equal(await page.getByTestId("password").inputValue(), "");
  assert.match(problems.splice(0).join(), /401/);

  await signIn(page);
  await rows(page, "transaction").first().waitFor();
  assert.equal(await page.getByTestId("filter-status").inputValue(), "refused");
  assert.equal(await focused(page), "Transaction log");
});

browserTest("a reload keeps the sign-in, signing out ends it", WIDE, async ({ page }) => {
  await open(page, "/connections");
  await page.reload();
  await rows(page, "connection").first().waitFor();
  await page.getByTestId("account-menu").first().click();
  await page.getByTestId("sign-out").click();
  await page.getByTestId("sign-in").waitFor();
  await page.reload();
  await page.getByTestId("sign-in").waitFor();
});

browserTest("connections are searched, sorted and filtered, and the address says how", WIDE, async ({ page }) => {
  await open(page, "/connections");
  await rows(page, "connection").nth(2).waitFor();
  const names = () => page.locator("[data-testid=connection-row] td:first-child").allInnerTexts();
  assert.deepEqual(await names(), ["Aardvark Mining, test", "Buying Ltd, cXML", "Zebra Crossings"]);
  await assertAccessible(page, "connections");

  await page.getByTestId("sort-name").click();
  await page.locator("th[aria-sort=descending]").waitFor();
  await rows(page, "connection").first().getByText("Zebra Crossings").waitFor();
  assert.deepEqual(await names(), ["Zebra Crossings", "Buying Ltd, cXML", "Aardvark Mining, test"]);
  await page.getByTestId("connection-active").selectOption("false");
  await rows(page, "connection").nth(2).waitFor({ state: "detached" });
  await page.getByTestId("connection-search").pressSequentially("ZEB");
  await rows(page, "connection").nth(1).waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).search, "?q=ZEB&active=false&sort=-name");
  await page.getByTestId("list-count").getByText("1 entry").waitFor();
  await page.reload();
  await rows(page, "connection").first().waitFor();
  assert.deepEqual(await names(), ["Zebra Crossings"]);
});

browserTest(
  "a connection shows its settings, and its entry points are copied",
  { context: { ...WIDE.context, permissions: ["clipboard-read", "clipboard-write"] } },
  async ({ page }) => {
    await open(page, "/connections");
    await page.getByRole("link", { name: "Buying Ltd, cXML" }).click();
    await page.getByTestId("connection-settings").getByText("Workshop").first().waitFor();
    assert.equal(await page.title(), "Buying Ltd, cXML · Punchgate");
    await page.getByTestId("entry-point-url-copy").click();
    await page.getByText("Copied", { exact: true }).waitFor({ state: "attached" });
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), world.entryPoint);
    await assertAccessible(page, "a connection");

    await page.getByTestId("connection-transactions").click();
    await rows(page, "transaction").first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get("connection_id"), world.connection.id);
  },
);

browserTest("the log is filtered and read page by page, there and back", WIDE, async ({ page }) => {
  await open(page, "/transactions");
  await rows(page, "transaction").nth(49).waitFor();
  const first = await rows(page, "transaction").first().innerText();
  await assertAccessible(page, "the log");

  await page.getByTestId("page-next").click();
  await rows(page, "transaction").nth(49).waitFor({ state: "detached" });
  assert.equal(await rows(page, "transaction").count(), 11);
  await page.goBack();
  await rows(page, "transaction").nth(49).waitFor();
  assert.equal(await rows(page, "transaction").first().innerText(), first);

  await page.getByTestId("filter-q").fill("cookie-7");
  await page.keyboard.press("Enter");
  await rows(page, "transaction").nth(1).waitFor({ state: "detached" });
  await page.getByTestId("filter-type").selectOption("cancel");
  await page.getByTestId("no-match").waitFor();
  assert.equal(new URL(page.url()).search, "?type=cancel&q=cookie-7");
  await page.getByTestId("clear-filters").click();
  await rows(page, "transaction").nth(49).waitFor();

  await page.getByTestId("range-hour").click();
  await page.waitForURL(/from=/);
  await page.getByTestId("filter-body").fill("cookie-refused");
  await page.keyboard.press("Enter");
  await page.waitForURL(/body=cookie-refused/);
  await rows(page, "transaction").nth(1).waitFor({ state: "detached" });
  assert.equal(await rows(page, "transaction").count(), 1);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide", WIDE.context.viewport], ["narrow", { width: 390, height: 844 }]]) {
    browserTest(`an exchange is read whole: ${name}, ${colorScheme}`, { context: { viewport, colorScheme } }, async ({ page }) => {
      await open(page, "/transactions?q=cookie-refused");
      await rows(page, "transaction").first().getByRole("link").first().click();
      await page.getByTestId("advice").waitFor();
      // Elements have lines of their own, and the document as it was sent is a click away.
      const body = page.getByTestId("request-body");
      assert.match(await body.innerText(), /\n {4}<From>\n/);
      assert.equal(await body.locator(".pg-code-name", { hasText: "BuyerCookie" }).count(), 2);
      await page.getByTestId("request-body-format").click();
      assert.match(await page.getByTestId("response-body").innerText(), /code="401"/);
      await assertAccessible(page, "an exchange");
      const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    });
  }
}

browserTest("light and dark are chosen and remembered", WIDE, async ({ page }) => {
  const isDark = () => page.evaluate(() => document.documentElement.classList.contains("pf-v6-theme-dark"));
  await open(page, "/connections");
  await page.getByTestId("account-menu").first().click();
  assert.equal(await isDark(), false);
  await page.getByTestId("theme-dark").click();
  assert.equal(await isDark(), true);
  await page.reload();
  await rows(page, "connection").first().waitFor();
  assert.equal(await isDark(), true);
  await page.getByTestId("account-menu").first().click();
  await page.getByTestId("theme-system").click();
  assert.equal(await isDark(), false);
});

browserTest("the keyboard skips the navigation and finds it on narrow screens", { context: { viewport: { width: 390, height: 844 } } }, async ({ page }) => {
  await open(page, "/connections");
  await page.reload();
  await rows(page, "connection").first().waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");

  await page.getByTestId("nav-transactions").waitFor({ state: "hidden" });
  await page.getByTestId("navigation-toggle").press("Enter");
  await page.getByTestId("nav-transactions").press("Enter");
  await rows(page, "transaction").first().waitFor();
  assert.equal(await focused(page), "Transaction log");
  await page.getByTestId("nav-transactions").waitFor({ state: "hidden" });
});

browserTest("what does not exist is said to be missing", WIDE, async ({ page, problems }) => {
  await open(page, "/no/such/page");
  await page.getByTestId("page-not-found").waitFor();
  await page.goto(`${gateway.url}/transactions/00000000-0000-7000-8000-000000000000`);
  await page.getByTestId("not-found").waitFor();
  assert.match(problems.splice(0).join(), /404/);
});

browserTest("a printed password is changed first, and then an empty gateway greets", WIDE, async ({ page, problems }) => {
  const fresh = await startGateway({ env: { PUNCHGATE_ADMIN_EMAIL: undefined, PUNCHGATE_ADMIN_PASSWORD: undefined } });
  try {
    const [, printed] = fresh.log().match(/password:?\s+(\S{20,})/i);
    await page.goto(fresh.url);
    await page.getByTestId("email").fill("admin@localhost");
    await page.getByTestId("password").fill(printed);
    await page.getByTestId("sign-in-submit").click();

    const change = async (current, next, again) => {
      await page.getByTestId("current-password").fill(current);
      await page.getByTestId("new-password").fill(next);
      await page.getByTestId("repeated-password").fill(again);
      await page.getByTestId("change-password-submit").click();
    };
    await page.getByTestId("change-password").waitFor();
    await change(printed, "short", "short");
    await page.getByText("Too short").waitFor();
    await change(printed, "a long new password", "another");
    await page.getByText("not the same").waitFor();
    await assertAccessible(page, "changing the password");
    await change("not the current one", "a long new password", "a long new password");
    await page.getByTestId("failure").waitFor();
    assert.match(problems.splice(0).join(), /422/);
    await change(printed, "a long new password", "a long new password");

    await page.getByTestId("welcome").waitFor();
    await assertAccessible(page, "an empty gateway");
    await page.getByTestId("nav-transactions").click();
    await page.getByTestId("no-transactions").waitFor();
  } finally {
    await fresh.stop();
  }
});
