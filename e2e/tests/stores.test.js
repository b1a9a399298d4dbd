// Stores in the console: made, changed, archived; wrong input, somebody else's change, an ended session, input that is not saved.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, focused, heading, openConsole, path } from "../support/console.js";
import { startGateway } from "../support/gateway.js";

let gateway, api;
before(async () => {
  gateway = await startGateway();
  api = await signIn(gateway);
});
after(() => gateway?.stop());

let made = 0;
/** A store of the test's own. */
async function makeStore(name) {
  made += 1;
  return api("POST", "/stores", { key: `made-${made}`, name, punch_out_start_url: "https://shop.example/in" }, 201);
}

browserTest("a store is created, shown, changed and archived", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/stores");
  await page.getByTestId("new").click();
  await heading(page, "New store");
  await fill(page, "store", {
    name: "Tools and Parts",
    key: "tools",
    punch_out_start_url: "https://shop.example/punch-out",
    storefront_origins: "https://shop.example\nhttps://m.shop.example\n",
    default_currency: "EUR",
    idle_ttl_seconds: "3600",
  });
  await page.getByTestId("save").click();
  await heading(page, "Tools and Parts");
  const id = path(page).split("/").at(-1);
  const store = await api("GET", `/stores/${id}`, undefined, 200);
  assert.deepEqual(store.storefront_origins, ["https://shop.example", "https://m.shop.example"]);
  assert.equal(store.idle_ttl_seconds, 3600);
  assert.equal(store.access_token_ttl_seconds, 300);
  // What was left empty is the installation's, and stays so when that changes.
  const others = ["access_token_ttl_seconds", "access_token_bytes", "session_ttl_seconds", "handoff_ttl_seconds"];
  assert.deepEqual(store.inherited, others);
  await api("PATCH", "/settings", { session_ttl_seconds: 14400 }, 200);
  await page.reload();
  await page.getByTestId("store-settings").getByText("4 hours, as in the settings").waitFor();
  await api("PATCH", "/settings", { session_ttl_seconds: 28800 }, 200);
  await page.getByTestId("store-settings").getByText("1 hour").waitFor();
  await assertAccessible(page, "a store");

  await page.getByTestId("edit").click();
  await heading(page, "Edit Tools and Parts");
  await page.getByTestId("store-enabled").uncheck();
  await fill(page, "store", { default_currency: "", access_token_bytes: "64" });
  await page.getByTestId("save").click();
  await heading(page, "Tools and Parts");
  const changed = await api("GET", `/stores/${id}`, undefined, 200);
  assert.deepEqual([changed.enabled, changed.default_currency, changed.access_token_bytes], [false, null, 64]);

  await page.getByTestId("archive").click();
  await page.getByTestId("archive-dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("archive-dialog").waitFor({ state: "detached" });
  assert.equal(await focused(page), "archive", "the focus is back where it was");
  await page.getByTestId("archive").click();
  await assertAccessible(page, "a question");
  await page.getByTestId("archive-dialog-confirm").click();
  await heading(page, "Stores");
  await page.getByText("Tools and Parts").waitFor({ state: "detached" });
  await api("GET", `/stores/${id}`, undefined, 404);
});

browserTest("what a store takes over from the settings is shown, and not made its own", WIDE, async ({ page, problems }) => {
  await api("PATCH", "/settings", { access_token_ttl_seconds: 120 }, 200);
  const { id } = await makeStore("Inheriting");
  await openConsole(page, gateway, `/stores/${id}/edit`);
  const ttl = page.getByTestId("store-access_token_ttl_seconds");
  assert.deepEqual([await ttl.inputValue(), await ttl.getAttribute("placeholder")], ["", "120"]);
  await page.locator("[id=store-access_token_ttl_seconds-help]").getByText("as in the settings (120)").waitFor();
  await assertAccessible(page, "a form with what is inherited");
  await fill(page, "store", {
    name: "Inheriting still",
    idle_ttl_seconds: "900",
    start_url_inspect: "https://shop.example/{language}/view",
    frame_origins: "https://portal.example\n",
  });
  await page.getByTestId("store-access_token_enabled").uncheck();
  await page.getByTestId("save").click();
  await heading(page, "Inheriting still");
  const stored = () => api("GET", `/stores/${id}`, undefined, 200);
  const first = await stored();
  assert.deepEqual([first.access_token_ttl_seconds, first.idle_ttl_seconds, first.access_token_enabled], [120, 900, false]);
  assert.deepEqual(first.inherited, ["access_token_ttl_seconds", "access_token_bytes", "session_ttl_seconds", "handoff_ttl_seconds"]);
  assert.deepEqual([first.start_url_inspect, first.frame_origins], ["https://shop.example/{language}/view", ["https://portal.example"]]);
  await page.getByTestId("store-warnings").getByText("/access_token_enabled").waitFor();
  const shown = page.getByTestId("store-settings");
  await shown.getByText("2 minutes, as in the settings").waitFor();
  await shown.getByText("https://portal.example").waitFor();

  // What was its own is the installation's again once the field is emptied.
  await page.getByTestId("edit").click();
  await fill(page, "store", { idle_ttl_seconds: "", start_url_inspect: "https://shop.example/{email}" });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.match(await errorOf(page, "store-start_url_inspect"), /\{language\}/);
  assert.match(problems.splice(0).join(), /422/);
  await fill(page, "store", { start_url_inspect: "" });
  await page.getByTestId("save").click();
  await heading(page, "Inheriting still");
  const second = await stored();
  assert.ok(second.inherited.includes("idle_ttl_seconds"), `${second.inherited}`);
  assert.equal(second.start_url_inspect, null);
  await api("PATCH", "/settings", { access_token_ttl_seconds: 300 }, 200);
});

browserTest("what is wrong is said at the top and beside the field", WIDE, async ({ page, problems }) => {
  await makeStore("Taken");
  await openConsole(page, gateway, "/stores/new");
  await heading(page, "New store");
  await fill(page, "store", { session_ttl_seconds: "eight hours" });
  await page.getByTestId("save").click();
  // The console sees at once what is missing.
  await page.getByTestId("form-summary").waitFor();
  assert.equal(await focused(page), "form-summary");
  assert.match(await errorOf(page, "store-name"), /needed/);
  assert.match(await errorOf(page, "store-session_ttl_seconds"), /whole number/);
  await assertAccessible(page, "a form with errors");
  await page.getByTestId("form-summary").getByRole("link", { name: /^Key/ }).click();
  assert.equal(await focused(page), "store-key");

  // The API knows the rest.
  await fill(page, "store", {
    name: "New",
    key: "Not A Key",
    punch_out_start_url: "shop",
    session_ttl_seconds: "5",
    storefront_origins: "https://shop.example\nhttps://shop.example/path",
  });
  await page.getByTestId("save").click();
  await page.getByTestId("store-access_token_ttl_seconds").waitFor();
  await page.locator("[id=store-storefront_origins-error]").waitFor();
  assert.match(await errorOf(page, "store-storefront_origins"), /Entry 2/);
  assert.match(await errorOf(page, "store-key"), /lower-case/);
  assert.match(await errorOf(page, "store-session_ttl_seconds"), /60/);
  assert.match(problems.splice(0).join(), /422/);

  await fill(page, "store", {
    key: `made-${made}`,
    punch_out_start_url: "https://shop.example",
    session_ttl_seconds: "600",
    storefront_origins: "",
  });
  await page.getByTestId("save").click();
  await page.locator("[id=store-storefront_origins-error]").waitFor({ state: "detached" });
  await page.getByTestId("form-summary").waitFor();
  assert.match(problems.splice(0).join(), /409/);
  await fill(page, "store", { key: "another" });
  await page.getByTestId("save").click();
  await heading(page, "New");
});

browserTest("somebody else's change is not overwritten unseen", WIDE, async ({ page, problems }) => {
  const store = await makeStore("Contested");
  await openConsole(page, gateway, `/stores/${store.id}/edit`);
  await fill(page, "store", { name: "Mine", default_currency: "EUR" });
  await api("PATCH", `/stores/${store.id}`, { name: "Theirs", default_locale: "de-DE" }, 200);
  await page.getByTestId("save").click();
  await page.getByTestId("conflict").waitFor();
  assert.match(problems.splice(0).join(), /412/);
  await assertAccessible(page, "a conflict");
  assert.equal(await page.getByTestId("store-name").inputValue(), "Mine");

  await page.getByTestId("conflict-keep").click();
  await page.getByTestId("conflict-kept").getByText("Name").waitFor();
  assert.equal(await page.getByTestId("store-default_locale").inputValue(), "de-DE");
  await page.getByTestId("save").click();
  await heading(page, "Mine");
  const saved = await api("GET", `/stores/${store.id}`, undefined, 200);
  assert.deepEqual([saved.name, saved.default_currency, saved.default_locale], ["Mine", "EUR", "de-DE"]);

  await page.getByTestId("edit").click();
  await fill(page, "store", { name: "Mine again" });
  await api("PATCH", `/stores/${store.id}`, { name: "Theirs again" }, 200);
  await page.getByTestId("save").click();
  await page.getByTestId("conflict-load").click();
  await page.getByTestId("conflict").waitFor({ state: "detached" });
  assert.equal(await page.getByTestId("store-name").inputValue(), "Theirs again");
  assert.match(problems.splice(0).join(), /412/);
});

browserTest("input that is not saved is not lost by accident", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/stores");
  await page.getByTestId("new").click();
  await page.getByTestId("nav-connections").click();
  await heading(page, "Connections");
  await page.goBack();
  await heading(page, "New store");

  await fill(page, "store", { name: "Half" });
  await page.getByTestId("nav-connections").click();
  await page.getByTestId("unsaved").waitFor();
  await assertAccessible(page, "unsaved input");
  await page.getByTestId("unsaved-cancel").click();
  assert.equal(await page.getByTestId("store-name").inputValue(), "Half");
  assert.equal(path(page), "/stores/new");

  // The browser's way back asks as well.
  await page.goBack();
  await page.getByTestId("unsaved").waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("unsaved").waitFor({ state: "detached" });
  assert.equal(path(page), "/stores/new");
  assert.equal(await page.getByTestId("store-name").inputValue(), "Half");

  // So does the browser itself, before it goes elsewhere.
  const asked = new Promise((resolve) => page.once("dialog", (dialog) => resolve(dialog.type()) || dialog.dismiss()));
  await page.evaluate(() => setTimeout(() => location.assign("/docs/")));
  assert.equal(await asked, "beforeunload");
  assert.equal(await page.getByTestId("store-name").inputValue(), "Half");

  await page.goBack();
  await page.getByTestId("unsaved-confirm").click();
  await heading(page, "Stores");
  assert.equal(path(page), "/stores");
});

browserTest("an ended session does not cost the input", WIDE, async ({ page, context, problems }) => {
  const store = await makeStore("Kept");
  await openConsole(page, gateway, `/stores/${store.id}/edit`);
  await fill(page, "store", { name: "Typed before the end" });
  // The access token is refused from now on, and so is its renewal.
  let over = true;
  const refuse = (route) =>
    route.fulfill({
      status: 401,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "x", title: "x", status: 401, detail: "x", code: "unauthenticated", request_id: "1" }),
    });
  await context.route("**/api/v1/**", (route) => (over && !route.request().url().endsWith("/login") ? refuse(route) : route.continue()));
  await page.getByTestId("save").click();
  await page.getByTestId("sign-in-again").waitFor();
  await assertAccessible(page, "signing in again");
  assert.equal(await page.getByTestId("store-name").inputValue(), "Typed before the end");
  assert.equal(await focused(page), "password-again");

  await page.getByTestId("password-again").fill("wrong");
  await page.keyboard.press("Enter");
  await page.getByTestId("sign-in-again").getByTestId("failure").waitFor();
  over = false;
  await page.getByTestId("password-again").fill(gateway.admin.password);
  await page.keyboard.press("Enter");
  // What was under way goes on by itself.
  await heading(page, "Typed before the end");
  assert.match(problems.splice(0).join(), /401/);
});

browserTest("pressing again after an answer was lost does not create twice", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/stores/new");
  await fill(page, "store", { name: "Only once", key: "once", punch_out_start_url: "https://shop.example" });
  let lost = 0;
  await page.route("**/api/v1/stores", async (route) => {
    if (route.request().method() === "POST" && lost === 0) {
      lost += 1;
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").getByText("cannot be reached").waitFor();
  await page.getByTestId("save").click();
  await heading(page, "Only once");
  const { items } = await api("GET", "/stores", undefined, 200);
  assert.equal(items.filter(({ key }) => key === "once").length, 1);
  assert.ok(problems.splice(0).length > 0);
});

browserTest("forms speak German", { context: { ...WIDE.context, locale: "de-DE" } }, async ({ page, problems }) => {
  await openConsole(page, gateway, "/stores/new");
  await heading(page, "Neuer Shop");
  await page.getByTestId("save").click();
  await page.getByText("Einige Felder stimmen noch nicht").waitFor();
  assert.match(await errorOf(page, "store-name"), /benötigt/);
  await fill(page, "store", { name: "Werkzeug", key: "werkzeug", punch_out_start_url: "https://shop.example", session_ttl_seconds: "5" });
  await page.getByTestId("save").click();
  await page.locator("[id=store-session_ttl_seconds-error]").waitFor();
  await page.getByText("nicht im erlaubten Bereich").first().waitFor();
  assert.match(problems.splice(0).join(), /422/);
  await assertAccessible(page, "a form in German");
  // Another language means another page: input is not lost unasked.
  await page.getByTestId("account-menu").first().click();
  await page.getByTestId("language-en").click();
  await page.getByTestId("unsaved-cancel").click();
  await fill(page, "store", { session_ttl_seconds: "600" });
  await page.getByTestId("save").click();
  await heading(page, "Werkzeug");
});

browserTest("a shop that has another product's connector is spoken to as that product does", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/stores/new");
  await heading(page, "New store");
  await fill(page, "store", { name: "Liferay shop", key: "liferay", punch_out_start_url: "https://shop.example/in" });
  for (const field of ["adapter_url", "adapter_client_id", "adapter_secret"]) {
    assert.equal(await page.getByTestId(`store-${field}`).count(), 0, field);
  }
  await page.getByTestId("store-adapter").selectOption("tradecentric");
  await page.getByTestId("store-adapter_start").selectOption("browser");
  assert.equal(await page.getByTestId("store-adapter_client_id").count(), 0);
  await page.getByTestId("store-adapter").selectOption("liferay");
  assert.equal(await page.getByTestId("store-adapter_start").count(), 0);
  await fill(page, "store", { adapter_url: "no address", adapter_client_id: "punchgate", adapter_site: "42", adapter_secret: "a client's secret" });
  assert.equal(await page.getByTestId("store-adapter_secret").getAttribute("type"), "password");
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.ok(await errorOf(page, "store-adapter_url"));
  await assertAccessible(page, "an adapter that is refused");
  problems.splice(0);
  await fill(page, "store", { adapter_url: "https://liferay.example" });
  await page.getByTestId("save").click();
  await heading(page, "Liferay shop");
  const stored = () => api("GET", `/stores/${path(page).split("/")[2]}`, undefined, 200);
  const { adapter, adapter_client_id, adapter_secret_set } = await stored();
  assert.deepEqual([adapter, adapter_client_id, adapter_secret_set], ["liferay", "punchgate", true]);
  const shown = page.getByTestId("store-settings");
  await shown.getByText("https://liferay.example").waitFor();
  assert.ok(!(await shown.innerText()).includes("a client's secret"));

  // A secret that is not typed stays.
  await page.getByTestId("edit").click();
  await fill(page, "store", { adapter_site: "43" });
  await page.getByTestId("save").click();
  await heading(page, "Liferay shop");
  const changed = await stored();
  assert.deepEqual([changed.adapter, changed.adapter_site, changed.adapter_secret_set], ["liferay", "43", true]);
});

browserTest("who may only read is offered no writing", WIDE, async ({ page }) => {
  const store = await makeStore("Looked at");
  const user = await api("POST", "/users", { email: "reader@example.com", role: "read", password: "a long enough password" }, 201);
  await page.goto(`${gateway.url}/stores/${store.id}`);
  await page.getByTestId("email").fill(user.email);
  await page.getByTestId("password").fill("a long enough password");
  await page.getByTestId("sign-in-submit").click();
  await page.getByTestId("current-password").fill("a long enough password");
  await page.getByTestId("new-password").fill("another long password");
  await page.getByTestId("repeated-password").fill("another long password");
  await page.getByTestId("change-password-submit").click();
  await heading(page, "Looked at");
  await page.getByTestId("store-settings").waitFor();
  assert.equal(await page.getByTestId("edit").count(), 0);
  assert.equal(await page.getByTestId("archive").count(), 0);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide", WIDE.context.viewport], ["narrow", { width: 390, height: 844 }]]) {
    browserTest(`the pages of stores fit: ${name}, ${colorScheme}`, { context: { viewport, colorScheme } }, async ({ page }) => {
      const store = await makeStore("A store with a rather long name, as they are in life");
      await openConsole(page, gateway, "/stores");
      await page.getByTestId("store-row").first().waitFor();
      for (const [address, wait] of [
        ["/stores", "store-row"],
        [`/stores/${store.id}`, "store-settings"],
        [`/stores/${store.id}/edit`, "store-name"],
      ]) {
        await page.goto(gateway.url + address);
        await page.getByTestId(wait).first().waitFor();
        await assertAccessible(page, address);
        const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${address} is ${overflow} pixels too wide`);
      }
    });
  }
}
