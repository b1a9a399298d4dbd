// Administration in the console: users, API keys, settings, the audit log, one's own password, the system's health.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { call, signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, heading, openConsole, path, tabTo } from "../support/console.js";
import { startGateway } from "../support/gateway.js";

const COPYING = { context: { ...WIDE.context, permissions: ["clipboard-read", "clipboard-write"] } };

let gateway, api, store;
before(async () => {
  gateway = await startGateway();
  api = await signIn(gateway);
  store = await api("POST", "/stores", { key: "tools", name: "Tools", punch_out_start_url: "https://shop.example/in" }, 201);
});
after(() => gateway?.stop());

browserTest("a key is made by keyboard, shown once, works, and is revoked", COPYING, async ({ page }) => {
  await openConsole(page, gateway, "/api-keys");
  await page.getByTestId("no-keys").waitFor();
  await page.getByTestId("new").press("Enter");
  await heading(page, "New API key");
  await assertAccessible(page, "the form for a key");
  await tabTo(page, "save");
  await page.keyboard.press("Enter");
  await page.getByTestId("form-summary").waitFor();
  assert.match(await errorOf(page, "key-name"), /This is needed/);
  await page.getByTestId("form-summary").getByText("Scopes: This is needed.").waitFor();

  await tabTo(page, "key-name");
  await page.keyboard.type("Shop server");
  await tabTo(page, "key-scope-read");
  await page.keyboard.press("Space");
  await page.getByTestId("key-store_id").selectOption(store.id);
  await tabTo(page, "save");
  await page.keyboard.press("Enter");
  await page.getByTestId("new-key-copy").click();
  await page.getByText("Copied", { exact: true }).waitFor({ state: "attached" });
  const key = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(key, /^pgk_/);
  assert.equal(await page.getByTestId("new-key").inputValue(), key);
  await assertAccessible(page, "a new key");
  assert.equal((await call(gateway, key, "GET", "/stores", undefined, 200)).items[0].id, store.id);

  await page.getByTestId("done").click();
  const row = page.getByTestId("key-row");
  await row.getByText("Shop server").waitFor();
  await row.getByText("Tools").waitFor();
  assert.doesNotMatch(await page.content(), new RegExp(key));
  await assertAccessible(page, "keys");
  await page.getByTestId("revoke").click();
  await page.getByTestId("revoke-dialog-confirm").click();
  await page.getByTestId("no-keys").waitFor();
  await call(gateway, key, "GET", "/stores", undefined, 401);
});

browserTest("a user is added, signs in with the one-time password, is changed, reset and removed", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/users");
  await page.getByTestId("user-row").getByText("admin@example.com").waitFor();
  await assertAccessible(page, "users");
  await page.getByTestId("new").click();
  await fill(page, "user", { email: "not an address", name: "Jo Doe" });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.ok(await errorOf(page, "user-email"));
  await assertAccessible(page, "a user refused");
  assert.match(problems.splice(0).join(), /422/);
  await fill(page, "user", { email: "jo@shop.example" });
  await page.getByTestId("user-role").selectOption("read");
  await page.getByTestId("save").click();
  const first = await page.getByTestId("one-time-password").inputValue();
  await call(gateway, undefined, "POST", "/auth/login", { email: "jo@shop.example", password: first }, 200);

  await page.getByTestId("done").click();
  await page.getByRole("link", { name: "jo@shop.example" }).click();
  await heading(page, "jo@shop.example");
  await assertAccessible(page, "a user");
  await page.getByTestId("reset-password").click();
  await page.getByTestId("reset-dialog-confirm").click();
  const second = await page.getByTestId("one-time-password").inputValue();
  assert.notEqual(second, first);
  await assertAccessible(page, "a new password");
  await page.getByTestId("reset-close").click();
  await call(gateway, undefined, "POST", "/auth/login", { email: "jo@shop.example", password: first }, 401);

  await page.getByTestId("user-active").uncheck();
  await page.getByTestId("save").click();
  await page.getByTestId("user-row").getByText("Inactive").waitFor();
  await page.getByRole("link", { name: "jo@shop.example" }).click();
  await page.getByTestId("remove").click();
  await page.getByTestId("remove-dialog-confirm").click();
  await page.getByTestId("user-row").nth(1).waitFor({ state: "detached" });

  // The last administrator stays.
  await page.getByRole("link", { name: "admin@example.com" }).click();
  await page.getByTestId("user-role").selectOption("write");
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.match(problems.splice(0).join(), /409/);
});

browserTest("settings are changed, and wrong ones refused", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/settings");
  await page.getByTestId("settings-access_token_bytes").waitFor();
  await assertAccessible(page, "settings");
  await fill(page, "settings", { access_token_bytes: "many", body_retention_days: "30" });
  await page.getByTestId("save").click();
  assert.match(await errorOf(page, "settings-access_token_bytes"), /This must be a whole number/);
  await fill(page, "settings", { access_token_bytes: "7" });
  await page.getByTestId("save").click();
  await page.locator("#settings-access_token_bytes-error").filter({ hasNotText: "whole number" }).waitFor();
  assert.match(problems.splice(0).join(), /422/);
  await fill(page, "settings", { access_token_bytes: "48" });
  await page.getByTestId("save").click();
  await page.getByTestId("settings-saved").waitFor();
  const settings = await api("GET", "/settings", undefined, 200);
  assert.deepEqual([settings.access_token_bytes, settings.body_retention_days], [48, 30]);
  await fill(page, "settings", { body_retention_days: "" });
  const readAgain = page.waitForResponse((response) => response.request().method() === "GET" && response.url().endsWith("/settings"));
  await page.getByTestId("save").click();
  await readAgain;
  assert.equal((await api("GET", "/settings", undefined, 200)).body_retention_days, null);
});

browserTest("the audit log says who changed what, and is filtered by the address", WIDE, async ({ page }) => {
  await api("PATCH", `/stores/${store.id}`, { name: "Tools and Parts" }, 200);
  await openConsole(page, gateway, "/audit-log");
  const row = page.getByTestId("audit-row").filter({ hasText: "Tools and Parts" }).first();
  await row.locator("del", { hasText: "Tools" }).waitFor();
  await assertAccessible(page, "the audit log");
  await page.getByTestId("audit-resource").selectOption("store");
  await page.waitForURL(/resource=store/);
  await page.getByTestId("audit-action").selectOption("update");
  await page.waitForURL(/action=update/);
  await page.reload();
  await page.getByTestId("audit-row").first().waitFor();
  // The store followed the settings that were changed before.
  assert.equal(await page.getByTestId("audit-row").count(), 2);
  await page.getByTestId("audit-actor").fill("nobody@shop.example");
  await page.keyboard.press("Enter");
  await page.getByTestId("no-match").waitFor();
  await page.getByTestId("clear-filters-empty").click();
  await page.getByTestId("audit-row").nth(1).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`every page of the administration is free of barriers in German: ${colorScheme}`, { context: { ...WIDE.context, colorScheme, locale: "de-DE" } }, async ({ page }) => {
    await openConsole(page, gateway, "/system");
    await page.getByTestId("system").getByText("SQLite").waitFor();
    await page.getByText("Alles in Ordnung").waitFor();
    await assertAccessible(page, "the system");
    for (const [name, ready] of [["users", "user-row"], ["api-keys", "no-keys"], ["settings", "settings-form"], ["audit-log", "audit-row"]]) {
      await page.getByTestId(`nav-${name}`).click();
      await page.getByTestId(ready).first().waitFor();
      assert.equal(path(page), `/${name}`);
      await assertAccessible(page, name);
    }
    for (const address of ["/users/new", "/api-keys/new", "/password"]) {
      await page.goto(gateway.url + address);
      await page.locator("form").first().waitFor();
      await assertAccessible(page, address);
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${address} is ${overflow} pixels too wide`);
      await page.setViewportSize(WIDE.context.viewport);
    }
  });
}

browserTest("data on the page stays when the gateway goes away, and a failed page can be tried again", WIDE, async ({ page, problems }) => {
  await page.route("**/api/v1/system", (route) => route.abort());
  await openConsole(page, gateway, "/system");
  await page.getByTestId("failure").waitFor();
  await page.unroute("**/api/v1/system");
  await page.getByTestId("retry").click();
  await page.getByTestId("system-state").waitFor();
  await page.route("**/api/v1/system", (route) => route.abort());
  await page.getByTestId("refresh").click();
  await page.getByTestId("failure").waitFor();
  await page.getByTestId("system-state").waitFor();
  assert.match(problems.splice(0).join(), /ERR_FAILED/);
});

browserTest("who may only read sees no administration", WIDE, async ({ page }) => {
  const password = "a password for jo";
  await api("POST", "/users", { email: "reader@shop.example", role: "read", password }, 201);
  const next = "another password for jo";
  const { access_token: token } = await call(gateway, undefined, "POST", "/auth/login", { email: "reader@shop.example", password }, 200);
  await call(gateway, token, "POST", "/auth/password", { current_password: password, new_password: next }, 204);
  await openConsole(page, { ...gateway, admin: { email: "reader@shop.example", password: next } }, "/sessions");
  await page.getByTestId("no-sessions").waitFor();
  assert.equal(await page.getByTestId("nav-users").count(), 0);
});

browserTest("one's own password is changed, and the session goes on", WIDE, async ({ page, problems }) => {
  const fresh = await startGateway();
  try {
    await openConsole(page, fresh, "/connections");
    await page.getByTestId("account-menu").first().click();
    await page.getByTestId("own-password").click();
    const change = async (current, next, again) => {
      await page.getByTestId("current-password").fill(current);
      await page.getByTestId("new-password").fill(next);
      await page.getByTestId("repeated-password").fill(again);
      await page.getByTestId("change-password-submit").click();
    };
    await change(fresh.admin.password, "a long new password", "another");
    await page.getByText("not the same").waitFor();
    await change("not the current one", "a long new password", "a long new password");
    await page.getByTestId("failure").waitFor();
    assert.match(problems.splice(0).join(), /422/);
    await change(fresh.admin.password, "a long new password", "a long new password");
    await page.getByTestId("password-changed").waitFor();
    await page.getByTestId("nav-stores").click();
    await page.getByTestId("no-stores").waitFor();
    await call(fresh, undefined, "POST", "/auth/login", { ...fresh.admin, password: "a long new password" }, 200);
  } finally {
    await fresh.stop();
  }
});
