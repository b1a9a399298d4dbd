// What is done with a connection as a whole: its history and the way back, its way to production, secrets that change without a gap, the
// buyer map, what is not known; and roles.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, heading, openConsole, path } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";

let gateway, api, world, buyer;
before(async () => {
  gateway = await startGateway();
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  api = world.api;
  const input = { business_unit_id: world.connection.business_unit_id, email: "anna@buyer.example", first_name: "Anna" };
  buyer = await api("POST", "/buyers", input, 201);
});
after(() => gateway?.stop());

const ofConnection = (tool) => `/connections/${world.connection.id}${tool}`;

browserTest("an earlier state is found in the history and restored", WIDE, async ({ page }) => {
  const before = await api("GET", ofConnection(""), undefined, 200);
  await api("PATCH", ofConnection(""), { name: "Renamed by mistake", max_lines: 5 }, 200);
  await openConsole(page, gateway, ofConnection(""));
  await page.getByTestId("tool-history").click();
  await heading(page, "History");
  const rows = page.getByTestId("history-row");
  const change = rows.first();
  await change.getByText("Renamed by mistake").waitFor();
  assert.match(await change.innerText(), /Name Buying Ltd, cXML Renamed by mistake/);
  assert.match(await change.innerText(), /As it is now/);
  assert.equal(await change.getByTestId("restore").count(), 0);
  await assertAccessible(page, "the history");
  await rows.nth(1).getByTestId("restore").click();
  await assertAccessible(page, "the question before a state is restored");
  await page.getByTestId("restore-dialog-confirm").click();
  await rows.first().getByText("Restored").waitFor();
  const after = await api("GET", ofConnection(""), undefined, 200);
  assert.deepEqual([after.name, after.max_lines, after.active], [before.name, before.max_lines, true]);
});

browserTest("a state is not restored over somebody else's change", WIDE, async ({ page, problems }) => {
  await api("PATCH", ofConnection(""), { notes: "one" }, 200);
  await openConsole(page, gateway, ofConnection("/history"));
  await page.getByTestId("history-row").nth(1).getByTestId("restore").click();
  await api("PATCH", ofConnection(""), { notes: "two" }, 200);
  await page.getByTestId("restore-dialog-confirm").click();
  await page.getByTestId("failure").waitFor();
  assert.equal((await api("GET", ofConnection(""), undefined, 200)).notes, "two");
  problems.splice(0);
});

browserTest("a connection goes to production when nothing is missing, and back", WIDE, async ({ page, problems }) => {
  const input = { name: "On its way", business_unit_id: world.connection.business_unit_id };
  const connection = await api("POST", "/connections", input, 201);
  await openConsole(page, gateway, `/connections/${connection.id}/promotion`);
  await page.getByTestId("promotion-missing").waitFor();
  await page.getByTestId("check-return_hosts").getByText("Missing").waitFor();
  assert.equal(await page.getByTestId("promote").count(), 0);
  await assertAccessible(page, "what is missing before production");
  await api("PATCH", `/connections/${connection.id}`, { allowed_return_hosts: ["erp.example"] }, 200);
  await api("POST", `/connections/${connection.id}/credentials`, { domain: "DUNS", identity: "1", shared_secret: SECRET }, 201);
  await page.reload();
  await page.getByTestId("promote").click();
  await page.getByTestId("promote-dialog-confirm").click();
  // No cart came back so far: the API wants that said.
  await page.getByTestId("failure").waitFor();
  problems.splice(0);
  await page.getByTestId("promote-dialog-cancel").click();
  await page.getByTestId("promotion-untested").check();
  await page.getByTestId("promote").click();
  await page.getByTestId("promote-dialog-confirm").click();
  await page.getByTestId("back-to-test").waitFor();
  assert.equal((await api("GET", `/connections/${connection.id}`, undefined, 200)).mode, "production");
  await page.getByTestId("back-to-test").click();
  await page.getByTestId("back-to-test-dialog-confirm").click();
  await page.getByTestId("promote").waitFor();
  assert.equal((await api("GET", `/connections/${connection.id}`, undefined, 200)).mode, "test");
});

browserTest("a secret is changed while both are good, and the gateway makes the new one", WIDE, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const ask = { returnUrl: "https://buyer.example/in" };
  assert.equal((await setupRequest(world.entryPoint, { ...ask, secret: SECRET })).status, 200);
  await openConsole(page, gateway, ofConnection(""));
  await page.getByTestId("rotate-credential").click();
  await fill(page, "rotation", { days: "91" });
  await page.getByTestId("rotate").click();
  assert.ok(await errorOf(page, "rotation-days"));
  await fill(page, "rotation", { days: "3" });
  await page.getByTestId("rotate").click();
  const secret = await page.getByTestId("new-secret").inputValue();
  await assertAccessible(page, "a new secret");
  for (const good of [SECRET, secret]) {
    assert.equal((await setupRequest(world.entryPoint, { ...ask, secret: good })).status, 200);
  }
  await page.getByTestId("rotation-back").click();
  await page.getByTestId("credential-row").nth(1).waitFor();
  const { items } = await api("GET", ofConnection("/credentials"), undefined, 200);
  const days = (Date.parse(items.find(({ valid_to }) => valid_to).valid_to) - Date.now()) / 86_400_000;
  assert.ok(days > 2.9 && days <= 3, `${days}`);
});

browserTest("the buyer map is changed, refused where it is wrong, and kept from being lost", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, ofConnection("/buyer-map"));
  await page.getByTestId("buyer-map-empty").waitFor();
  await page.getByTestId("buyer-map-add").click();
  await fill(page, "buyer-map", { "0-external_id": "U-7" });
  await page.getByTestId("save").click();
  await page.getByTestId("failure").waitFor();
  assert.ok(await errorOf(page, "buyer-map-0-buyer_id"));
  problems.splice(0);
  await assertAccessible(page, "a buyer map that is refused");
  await page.getByTestId("nav-stores").click();
  await page.getByTestId("unsaved-cancel").click();
  await page.getByTestId("buyer-map-0-buyer_id").selectOption(buyer.id);
  await page.getByTestId("save").click();
  await page.getByTestId("buyer-map-saved").waitFor();
  assert.deepEqual((await api("GET", ofConnection("/buyer-map"), undefined, 200)).items, [{ external_id: "U-7", buyer_id: buyer.id }]);
  await page.getByTestId("buyer-map-remove").click();
  await page.getByTestId("save").click();
  await page.getByTestId("buyer-map-saved").waitFor();
  assert.deepEqual((await api("GET", ofConnection("/buyer-map"), undefined, 200)).items, []);
});

browserTest("a copy has the credentials under new secrets, which are shown once", WIDE, async ({ page }) => {
  await openConsole(page, gateway, ofConnection(""));
  await page.getByTestId("clone").click();
  await page.getByTestId("clone-credentials").check();
  await page.getByTestId("clone-dialog-confirm").click();
  const secret = await page.getByTestId("clone-secret").first().inputValue();
  assert.ok(secret.length > 20);
  await assertAccessible(page, "the secrets of a copy");
  await page.getByTestId("clone-close").click();
  await page.getByTestId("connection-form").waitFor();
  const copy = path(page).split("/")[2];
  assert.ok((await api("GET", `/connections/${copy}/credentials`, undefined, 200)).items.length > 0);
});

browserTest("a role is made, given to a connection, changed and archived", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/roles");
  await page.getByTestId("role-row").getByText("punch-out-buyer").waitFor();
  await page.getByTestId("new").click();
  await page.getByTestId("save").click();
  assert.ok(await errorOf(page, "role-name"));
  await fill(page, "role", { name: "punch-out-buyer" });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  problems.splice(0);
  await fill(page, "role", { name: "Looks only" });
  await page.getByTestId("role-permissions-view").check();
  await page.getByTestId("save").click();
  await page.getByRole("link", { name: "Looks only" }).click();
  assert.deepEqual([await page.getByTestId("role-permissions-view").isChecked(), await page.getByTestId("role-permissions-check_out").isChecked()], [true, false]);
  const id = path(page).split("/").at(-1);
  assert.deepEqual((await api("GET", `/roles/${id}`, undefined, 200)).permissions, ["view_open_orders"]);
  await page.getByTestId("role-permissions-check_out").check();
  await page.getByTestId("save").click();
  await heading(page, "Roles");
  assert.equal((await api("GET", `/roles/${id}`, undefined, 200)).permissions.length, 2);
  await page.getByRole("row", { name: /Looks only/ }).getByTestId("archive").click();
  await page.getByTestId("archive-dialog-confirm").click();
  await page.getByRole("row", { name: /Looks only/ }).waitFor({ state: "detached" });
});

browserTest("what carts had that is not known is listed", WIDE, async ({ page }) => {
  await openConsole(page, gateway, ofConnection("/unmapped"));
  await page.getByTestId("no-unmapped").waitFor();
});
