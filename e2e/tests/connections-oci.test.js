// Connections that speak OCI, in the console: made with what matters for them, handed over, and read in the log.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { setUpOci, signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, heading, openConsole, path } from "../support/console.js";
import { startGateway } from "../support/gateway.js";

let gateway, api, unit, buyer;
before(async () => {
  gateway = await startGateway();
  api = await signIn(gateway);
  await api("POST", "/stores", { key: "shop", name: "Corner shop", punch_out_start_url: "https://shop.example/in" }, 201);
  const company = await api("POST", "/companies", { name: "Buying Ltd" }, 201);
  unit = await api("POST", "/business-units", { company_id: company.id, name: "Workshop" }, 201);
  buyer = await api("POST", "/buyers", { business_unit_id: unit.id, email: "anna@buyer.example", first_name: "Anna" }, 201);
});
after(() => gateway?.stop());

browserTest("a connection that speaks OCI is made with its own fields and given a login", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/connections/new");
  await page.getByTestId("connection-cart_encoding").waitFor();
  assert.equal(await page.getByTestId("connection-oci-version").count(), 0);
  await page.getByTestId("connection-format").selectOption("oci");
  await page.getByTestId("connection-oci-version").selectOption("5.0");
  for (const ofCxml of ["cart_encoding", "cart_field_name", "document_version", "response_version", "profile", "signatures"]) {
    assert.equal(await page.getByTestId(`connection-${ofCxml}`).count(), 0, ofCxml);
  }
  await fill(page, "connection", {
    name: "Buying Ltd, SRM",
    "oci-parameter_names-username": "USER",
    "oci-decimals": "9",
    allowed_return_hosts: "srm.buyer.example",
  });
  await page.getByTestId("connection-business_unit_id").selectOption({ label: "Buying Ltd / Workshop" });
  await page.getByTestId("connection-oci-decimal_separator").selectOption("comma");
  await page.getByTestId("connection-oci-allow_get").uncheck();
  await page.getByTestId("connection-oci-quantity_check").check();
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.match(await errorOf(page, "connection-oci-decimals"), /3/);
  problems.splice(0);
  await assertAccessible(page, "an OCI connection that is refused");
  await fill(page, "connection", { "oci-decimals": "2" });
  await page.getByTestId("save").click();
  await heading(page, "Buying Ltd, SRM");
  const id = path(page).split("/").at(-1);
  const { oci, format } = await api("GET", `/connections/${id}`, undefined, 200);
  assert.equal(format, "oci");
  assert.deepEqual([oci.version, oci.decimals, oci.decimal_separator, oci.allow_get, oci.parameter_names.username], ["5.0", 2, "comma", false, "USER"]);
  assert.deepEqual([oci.quantity_check, oci.download_json], [true, false]);

  // The page shows what is set, and nothing of cXML.
  const settings = page.getByTestId("connection-settings");
  await settings.getByText("OCI 5.0").waitFor();
  assert.equal(await settings.getByText("cXML", { exact: true }).count(), 0);

  // Changing one setting keeps the others.
  await page.getByTestId("edit").click();
  await page.getByTestId("connection-oci-price_unit").selectOption("divide");
  await page.getByTestId("save").click();
  await heading(page, "Buying Ltd, SRM");
  const changed = await api("GET", `/connections/${id}`, undefined, 200);
  assert.deepEqual(changed.oci, { ...oci, price_unit: "divide" });

  await page.getByTestId("new-credential").click();
  await page.getByTestId("credential-username").waitFor();
  assert.equal(await page.getByTestId("credential-domain").count(), 0);
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.ok(await errorOf(page, "credential-username"));
  await fill(page, "credential", { username: "SRM-1", password: "open-sesame-9k4" });
  await page.getByTestId("credential-buyer_id").selectOption(buyer.id);
  await page.getByTestId("save").click();
  const row = page.getByTestId("credential-row");
  await row.getByRole("link", { name: "SRM-1" }).click();
  assert.equal(await page.getByTestId("credential-username").inputValue(), "SRM-1");
  assert.equal(await page.getByTestId("credential-buyer_id").inputValue(), buyer.id);
  await page.getByTestId("cancel").click();

  // What an SAP administrator types in names the user and the parameters of this connection.
  await page.getByTestId("call-structure").click();
  const parameters = page.getByTestId("call-parameters");
  await parameters.getByRole("row", { name: /^USER SRM-1 / }).waitFor();
  await parameters.getByRole("row", { name: /^OCI_VERSION 5.0 / }).waitFor();
  await parameters.getByRole("row", { name: /^HOOK_URL .*Return address$/ }).waitFor();
  assert.equal(await page.getByTestId("curl").count(), 0);
});

browserTest("the log shows a call as a table of fields, without its password", WIDE, async ({ page }) => {
  const { call } = await setUpOci(api, unit.id);
  await openConsole(page, gateway, `/transactions/${call}`);
  const fields = page.getByTestId("request-fields-table");
  await fields.getByRole("row", { name: "USERNAME SRM" }).waitFor();
  await fields.getByRole("row", { name: "HOOK_URL https://srm.buyer.example/return" }).waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /open-sesame/);
  await page.getByTestId("request-body").waitFor();
  await assertAccessible(page, "an OCI call in the log");
});
