// Connections in the console: made by mouse and by keyboard alone, changed, activated and tried; credentials; entry points.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, focused, heading, openConsole, path, tabTo } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";

let gateway, api, store, unit, buyer;
before(async () => {
  gateway = await startGateway();
  api = await signIn(gateway);
  store = await api("POST", "/stores", { key: "shop", name: "Corner shop", punch_out_start_url: "https://shop.example/in" }, 201);
  await api("POST", "/stores", { key: "second", name: "Second shop", punch_out_start_url: "https://shop.example/2" }, 201);
  const company = await api("POST", "/companies", { name: "Buying Ltd" }, 201);
  unit = await api("POST", "/business-units", { company_id: company.id, name: "Workshop" }, 201);
  buyer = await api("POST", "/buyers", { business_unit_id: unit.id, email: "anna@buyer.example", first_name: "Anna" }, 201);
});
after(() => gateway?.stop());

let made = 0;
/** A connection of the test's own, whose Sender nobody else has. */
async function makeConnection({ active = false, ...input } = {}) {
  made += 1;
  const identity = `sender-${made}`;
  const body = { name: `Connection ${made}`, business_unit_id: unit.id, store_ids: [store.id], ...input };
  const connection = await api("POST", "/connections", body, 201);
  const credential = { domain: "DUNS", identity, shared_secret: SECRET };
  await api("POST", `/connections/${connection.id}/credentials`, credential, 201);
  if (active) {
    await api("POST", `/connections/${connection.id}/activate`, undefined, 200);
  }
  return { ...connection, identity };
}

const open = (page, address) => openConsole(page, gateway, address);
const saved = (page) => api("GET", `/connections/${path(page).split("/").at(-1)}`, undefined, 200);

browserTest("a connection is set up, activated and tried with what the page offers", WIDE, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/connections/new");
  await fill(page, "connection", {
    name: "Buying Ltd, cXML",
    allowed_return_hosts: "*.buyer.example",
    default_supplier_id: "S-1",
    "default_classification-domain": "UNSPSC",
    "default_classification-code": "43211503",
    notes: "Call Anna",
  });
  await page.getByTestId("connection-business_unit_id").selectOption({ label: "Buying Ltd / Workshop" });
  await page.getByLabel("Corner shop").check();
  await page.getByTestId("connection-cart_encoding").selectOption("url_encoded");
  await page.getByTestId("save").click();
  await heading(page, "Buying Ltd, cXML");
  const connection = await saved(page);
  assert.deepEqual(connection.store_ids, [store.id]);
  assert.deepEqual(connection.default_classification, { domain: "UNSPSC", code: "43211503" });
  await page.getByTestId("inactive").waitFor();
  await page.getByTestId("no-credentials").waitFor();

  await page.getByTestId("new-credential").click();
  await heading(page, "New credential");
  await fill(page, "credential", { domain: "DUNS", identity: "987654321", shared_secret: SECRET });
  await page.getByTestId("save").click();
  await page.getByTestId("credential-row").waitFor();
  await page.getByTestId("activate").click();
  await page.getByTestId("activation-confirm").click();
  await page.getByTestId("deactivate").waitFor();
  await page.getByTestId("inactive").waitFor({ state: "detached" });
  await assertAccessible(page, "a connection");

  // The example is a call that works once the secret is in it.
  await page.getByTestId("curl").click();
  await page.getByTestId("curl-copy").click();
  await page.getByText("Copied", { exact: true }).waitFor({ state: "attached" });
  const call = (await page.evaluate(() => navigator.clipboard.readText())).replace("SHARED-SECRET", SECRET);
  const answer = execFileSync("bash", ["-c", call], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  assert.match(answer, /<StartPage>/);

  await page.reload();
  await page.getByTestId("last-traffic").getByText("Setup request").waitFor();
  await page.getByTestId("recent-failures").getByText("Nothing has failed").waitFor();
  await page.getByTestId("deactivate").click();
  await page.getByTestId("live-sessions").getByText("1 session").waitFor();
  await page.getByTestId("end-sessions").check();
  await assertAccessible(page, "the question before deactivating");
  await page.getByTestId("activation-confirm").click();
  await page.getByTestId("inactive").waitFor();
  assert.equal((await saved(page)).active, false);
  const sessions = await api("GET", `/punch-out-sessions?connection_id=${connection.id}`, undefined, 200);
  assert.deepEqual(sessions.items.map(({ state }) => state), ["ended"]);
});

browserTest("a connection is created by keyboard alone", WIDE, async ({ page }) => {
  await open(page, "/connections");
  await tabTo(page, "new");
  await page.keyboard.press("Enter");
  await heading(page, "New connection");
  await tabTo(page, "connection-name");
  await page.keyboard.type("By keyboard");
  await tabTo(page, "connection-business_unit_id");
  await page.keyboard.type("Buying");
  await tabTo(page, `connection-store_ids-${store.id}`);
  await page.keyboard.press("Space");
  await tabTo(page, "connection-login_mode");
  await page.keyboard.type("One");
  await tabTo(page, "connection-buyer_id");
  await page.keyboard.type("Anna");
  await tabTo(page, "save");
  await page.keyboard.press("Enter");
  await heading(page, "By keyboard");
  const connection = await saved(page);
  assert.deepEqual(
    [connection.business_unit_id, connection.store_ids, connection.login_mode, connection.buyer_id],
    [unit.id, [store.id], "single_user", buyer.id],
  );
  await tabTo(page, "archive");
  await page.keyboard.press("Enter");
  await page.getByTestId("archive-dialog").waitFor();
  assert.equal(await focused(page), "archive-dialog-cancel");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await heading(page, "Connections");
});

browserTest("what the API refuses is said beside its field", WIDE, async ({ page, problems }) => {
  await open(page, "/connections/new");
  await page.getByTestId("connection-login_mode").selectOption("single_user");
  await fill(page, "connection", { "default_classification-domain": "UNSPSC" });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  for (const field of ["name", "business_unit_id", "buyer_id", "default_classification-code"]) {
    assert.match(await errorOf(page, `connection-${field}`), /needed/);
  }
  await assertAccessible(page, "a form with errors");

  await page.getByTestId("connection-login_mode").selectOption("dynamic_user_creation");
  await page.getByTestId("connection-business_unit_id").selectOption(unit.id);
  await fill(page, "connection", {
    name: "Wrong",
    "default_classification-code": "1",
    allowed_return_hosts: "erp.example\nno host at all",
    default_return_url: "ftp://erp.example",
    allow_iframe: "https://portal.example/page",
  });
  await page.getByTestId("save").click();
  await page.locator("[id=connection-allow_iframe-error]").waitFor();
  assert.match(await errorOf(page, "connection-allowed_return_hosts"), /Entry 2/);
  assert.match(await errorOf(page, "connection-default_return_url"), /http/);
  assert.match(problems.splice(0).join(), /422/);
});

browserTest("a connection is changed, and somebody else's change is kept", WIDE, async ({ page, problems }) => {
  const { id } = await makeConnection();
  await open(page, `/connections/${id}`);
  await page.getByTestId("edit").click();
  await page.getByTestId("connection-mode").selectOption("production");
  await fill(page, "connection", { allowed_return_hosts: "erp.example", default_return_url: "https://erp.example/back" });
  await api("PATCH", `/connections/${id}`, { notes: "Theirs", allowed_return_hosts: ["other.example"] }, 200);
  await page.getByTestId("save").click();
  await page.getByTestId("conflict-keep").click();
  await page.getByTestId("conflict-kept").getByText("Allowed return hosts").waitFor();
  await page.getByTestId("save").click();
  await page.getByTestId("connection-settings").waitFor();
  const connection = await saved(page);
  assert.deepEqual(
    [connection.mode, connection.notes, connection.allowed_return_hosts, connection.default_return_url],
    ["production", "Theirs", ["erp.example"], "https://erp.example/back"],
  );
  assert.match(problems.splice(0).join(), /412/);
});

browserTest("hosts that buyers return to are taken over for production", WIDE, async ({ page, problems }) => {
  const { id, identity } = await makeConnection({ active: true });
  const { items } = await api("GET", `/connections/${id}/entry-points`, undefined, 200);
  const seen = await setupRequest(items[0].url, { identity, secret: SECRET, returnUrl: "https://erp.buyer.example/in" });
  assert.equal(seen.status, 200, seen.text);
  await open(page, `/connections/${id}/edit`);
  await page.getByTestId("connection-mode").selectOption("production");
  await page.getByTestId("save").click();
  await page.locator("[id=connection-allowed_return_hosts-error]").waitFor();
  assert.match(problems.splice(0).join(), /422/);
  await page.getByTestId("seen-host").click();
  assert.equal(await page.getByTestId("connection-allowed_return_hosts").inputValue(), "erp.buyer.example");
  await page.getByTestId("save").click();
  await page.getByTestId("connection-settings").waitFor();
  assert.equal((await saved(page)).mode, "production");
});

browserTest("a secret is changed without a gap", WIDE, async ({ page }) => {
  const { id, identity } = await makeConnection({ active: true });
  const entryPoints = await api("GET", `/connections/${id}/entry-points`, undefined, 200);
  const tried = async (secret) => {
    const { startPage } = await setupRequest(entryPoints.items[0].url, { identity, secret, returnUrl: "https://buyer.example/in" });
    return startPage;
  };
  await open(page, `/connections/${id}`);
  await page.getByTestId("new-credential").click();
  await fill(page, "credential", { domain: "DUNS", identity, shared_secret: "the new one", valid_to: "2099-01-01T12:00" });
  await page.getByTestId("save").click();
  await page.getByTestId("credential-row").nth(1).waitFor();
  const both = await api("GET", `/connections/${id}/credentials`, undefined, 200);
  assert.equal(both.items.length, 2);
  assert.match(both.items[1].valid_to, /^2099-01-01T/);
  await assertAccessible(page, "two credentials");
  assert.ok(await tried(SECRET));
  assert.ok(await tried("the new one"));

  // The first goes, and with it the button that had the focus. The other stays.
  await page.getByTestId("remove-credential").first().click();
  await page.getByTestId("remove-credential-dialog-confirm").click();
  await page.getByTestId("credential-row").nth(1).waitFor({ state: "detached" });
  assert.equal(await focused(page), "page-title");
  assert.equal(await tried(SECRET), undefined);
  assert.ok(await tried("the new one"));

  await page.getByTestId("credential-row").getByRole("link").first().click();
  await heading(page, "Edit credential");
  await page.getByTestId("credential-shared_secret-state").getByText("A secret is set").waitFor();
  await assertAccessible(page, "a credential");
  await page.getByTestId("credential-shared_secret-replace").click();
  assert.equal(await focused(page), "credential-shared_secret");
  await page.getByTestId("credential-shared_secret-keep").click();
  await page.getByTestId("credential-shared_secret-remove").click();
  await page.getByTestId("save").click();
  await page.getByTestId("credential-row").getByText("Missing").waitFor();
  const [last] = (await api("GET", `/connections/${id}/credentials`, undefined, 200)).items;
  assert.equal(last.has_secret, false);
});

browserTest("what is not saved is asked about on the way to a page of another program, and the way back works", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/connections/new");
  await fill(page, "connection", { name: "Half done" });
  await page.getByTestId("nav-stores").click();
  await page.getByTestId("unsaved-cancel").click();
  assert.equal(path(page), "/connections/new");
  assert.equal(await page.getByTestId("connection-name").inputValue(), "Half done");
  await page.getByTestId("nav-stores").click();
  await page.getByTestId("unsaved-confirm").click();
  await page.getByTestId("store-row").first().waitFor();
  assert.equal(path(page), "/stores");
  await page.goBack();
  await page.getByTestId("connection-form").waitFor();
  assert.equal(await page.getByTestId("connection-name").inputValue(), "");
});

browserTest("an ambiguous caller keeps a connection from being activated", WIDE, async ({ page, problems }) => {
  const first = await makeConnection({ active: true });
  const second = await makeConnection();
  await api("POST", `/connections/${second.id}/credentials`, { domain: "duns", identity: first.identity, shared_secret: SECRET }, 201);
  await open(page, `/connections/${second.id}`);
  await page.getByTestId("activate").click();
  await page.getByTestId("activation-confirm").click();
  await page.getByTestId("activation").getByTestId("failure").getByText(first.name).first().waitFor();
  await assertAccessible(page, "a refused activation");
  await page.getByTestId("activation-cancel").click();
  await page.getByTestId("activation").waitFor({ state: "detached" });
  assert.match(problems.splice(0).join(), /409/);
});

browserTest("an entry point is renewed after a question", WIDE, async ({ page }) => {
  const { id } = await makeConnection({ active: true });
  await open(page, `/connections/${id}`);
  const before = await page.getByTestId("entry-point-url").inputValue();
  await page.getByTestId("renew").click();
  await page.getByTestId("renew-dialog-cancel").click();
  assert.equal(await page.getByTestId("entry-point-url").inputValue(), before);
  await page.getByTestId("renew").click();
  await page.getByTestId("renew-dialog-confirm").click();
  await page.getByTestId("renew-dialog").waitFor({ state: "detached" });
  await page.waitForFunction((old) => document.querySelector("[data-testid=entry-point-url]").value !== old, before);
  const { items } = await api("GET", `/connections/${id}/entry-points`, undefined, 200);
  assert.equal(await page.getByTestId("entry-point-url").inputValue(), items[0].url);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide", WIDE.context.viewport], ["narrow", { width: 390, height: 844 }]]) {
    browserTest(`the pages of connections fit: ${name}, ${colorScheme}`, { context: { viewport, colorScheme } }, async ({ page }) => {
      const { id } = await makeConnection({ active: true });
      await open(page, "/connections");
      for (const [address, wait] of [
        ["/connections", "connection-row"],
        [`/connections/${id}`, "credential-row"],
        [`/connections/${id}/edit`, "connection-name"],
        [`/connections/${id}/credentials/new`, "credential-domain"],
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

browserTest("what carts may be and how they are written is set, shown and copied", WIDE, async ({ page, problems }) => {
  const { id } = await api("POST", "/connections", { name: "With limits", business_unit_id: unit.id }, 201);
  await open(page, `/connections/${id}/edit`);
  await page.getByTestId("connection-totals_mode").selectOption("line");
  await page.getByTestId("connection-bundle_mode").selectOption("single");
  await page.getByTestId("connection-known_buyers_only").check();
  await fill(page, "connection", { max_lines: "many", max_order_value: "1000.50", contacts: "Anna Meyer, anna@buyer.example, IT" });
  await page.getByTestId("save").click();
  assert.match(await errorOf(page, "connection-max_lines"), /whole number/);
  await fill(page, "connection", { max_lines: "5000" });
  await page.getByTestId("save").click();
  await page.locator("#connection-max_lines-error").filter({ hasNotText: "whole number" }).waitFor();
  assert.match(problems.splice(0).join(), /422/);
  await fill(page, "connection", { max_lines: "50" });
  await page.getByTestId("save").click();
  await page.getByTestId("connection-settings").waitFor();
  const saved = await api("GET", `/connections/${id}`, undefined, 200);
  assert.deepEqual(
    [saved.totals_mode, saved.bundle_mode, saved.known_buyers_only, saved.max_lines, saved.max_order_value, saved.contacts],
    ["line", "single", true, 50, "1000.5", [{ name: "Anna Meyer", email: "anna@buyer.example", role: "IT" }]],
  );
  await page.getByTestId("connection-settings").getByText("As a line of its own").waitFor();
  await page.getByTestId("connection-settings").getByText("Anna Meyer, anna@buyer.example, IT").waitFor();

  await page.getByTestId("clone").click();
  await page.getByTestId("clone-dialog").waitFor();
  await assertAccessible(page, "the question before copying");
  await page.getByTestId("clone-dialog-confirm").click();
  await page.waitForURL((url) => url.pathname.endsWith("/edit") && !url.pathname.includes(id));
  await page.getByTestId("connection-max_lines").waitFor();
  assert.equal(await page.getByTestId("connection-name").inputValue(), "With limits (copy)");
  assert.equal(await page.getByTestId("connection-max_lines").inputValue(), "50");
});
