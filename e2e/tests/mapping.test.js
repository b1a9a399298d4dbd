// Mappings tried on what the log has, tables of units and classifications, mapping profiles, and connections as files.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, heading, openConsole } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";

let gateway, api, world;
before(async () => {
  gateway = await startGateway();
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  api = world.api;
  assert.equal((await setupRequest(world.entryPoint, { secret: SECRET, returnUrl: "https://buyer.example/in" })).status, 200);
});
after(() => gateway?.stop());

const ofConnection = (tool) => `/connections/${world.connection.id}${tool}`;

browserTest("a mapping is typed, tried on the log at once, explained, and saved", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, ofConnection(""));
  await page.getByTestId("tool-mapping").click();
  await page.getByTestId("preview-nothing").waitFor();
  await page.getByTestId("mapping-side").selectOption("request_mapping");
  await page.getByTestId("preview-document").waitFor();
  await page.getByTestId("source-document").getByText("PunchOutSetupRequest").first().waitFor();

  // Every field of the document is offered with its value and the path that leads to it.
  await page.getByTestId("source-fields").locator("summary").first().click();
  await page.getByTestId("source-field").nth(5).waitFor();
  await fill(page, "source", { search: "buyercookie" });
  const cookie = page.getByTestId("source-field");
  await cookie.getByText("4711").waitFor();
  assert.equal(await cookie.count(), 1);
  assert.equal(await cookie.getAttribute("data-path"), "/cXML/Request[1]/PunchOutSetupRequest[1]/BuyerCookie[1]");

  // What is no JSON is named by its place, and nothing is sent.
  await page.getByTestId("mapping-as-json").click();
  const json = page.getByTestId("mapping-json");
  await json.fill('{\n  "customer": }');
  assert.match(await errorOf(page, "mapping-json"), /line 2, column 15/);
  await assertAccessible(page, "a mapping that is no JSON");

  // What the language does not have is named by its place in the text as it is typed, and the way there leads to it.
  await json.fill('{"customer":{"fields":{\n "cost_center":{"path":"//Extrinsic[@name=\'UserEmail\']","transform":["shout"]}}}}');
  await page.getByTestId("mapping-problem").getByText(/shout/).waitFor();
  await page.getByTestId("preview-waits").waitFor();
  await page.getByTestId("mapping-problem-go").getByText("Line 2, column 2").click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "mapping-json");
  assert.equal(await json.evaluate((field) => field.selectionStart), 25);
  await assertAccessible(page, "a mapping with a transform that there is not");
  problems.splice(0);

  await json.fill('{"customer":{"fields":{"cost_center":{"path":"//Extrinsic[@name=\'UserEmail\']","transform":["uppercase"]}}}}');
  const explained = page.getByTestId("explanation-row").filter({ hasText: "cost_center" });
  await explained.getByText("uppercase").waitFor();
  await page.getByTestId("difference-row").first().waitFor();
  await page.getByTestId("mapping-format").click();
  assert.match(await json.inputValue(), /^\{\n {2}"customer": \{\n/);
  await assertAccessible(page, "a mapping that is tried");
  assert.equal((await api("GET", ofConnection(""), undefined, 200)).request_mapping, null);

  await page.getByTestId("save").click();
  await page.getByTestId("mapping-saved").waitFor();
  const saved = (await api("GET", ofConnection(""), undefined, 200)).request_mapping;
  assert.deepEqual(saved.customer.fields.cost_center.transform, ["uppercase"]);
  await page.getByTestId("difference-row").first().waitFor({ state: "detached" });
});

browserTest("a mapping is put together by keyboard from what the document has", WIDE, async ({ page, problems }) => {
  const input = { name: "Put together", business_unit_id: world.connection.business_unit_id, login_mode: "dynamic_user_creation" };
  const connection = await api("POST", "/connections", input, 201);
  const credential = { domain: "DUNS", identity: "55", shared_secret: SECRET };
  await api("POST", `/connections/${connection.id}/credentials`, credential, 201);
  await api("POST", `/connections/${connection.id}/activate`, undefined, 200);
  const [entryPoint] = (await api("GET", `/connections/${connection.id}/entry-points`, undefined, 200)).items;
  const ask = { secret: SECRET, identity: "55", returnUrl: "https://buyer.example/in" };
  assert.equal((await setupRequest(entryPoint.url, ask)).status, 200);
  await openConsole(page, gateway, `/connections/${connection.id}/mapping`);
  await page.getByTestId("mapping-side").selectOption("request_mapping");
  await page.getByTestId("mapping-no-fields").waitFor();

  // Nothing, and what is no field, is said beside the fields.
  await page.getByTestId("mapping-add").press("Enter");
  assert.match(await errorOf(page, "mapping-add-name"), /needed/);
  assert.match(await errorOf(page, "mapping-add-path"), /needed/);
  await fill(page, "mapping-add", { name: "nonsense" });
  assert.match(await errorOf(page, "mapping-add-name"), /object and a field/);
  await assertAccessible(page, "a field that is not added");

  // From the trees.
  await page.getByTestId("neutral-fields").locator("summary").first().press("Enter");
  await fill(page, "neutral", { search: "last_name" });
  await page.getByTestId("neutral-use").press("Enter");
  await page.getByTestId("source-fields").locator("summary").first().press("Enter");
  await fill(page, "source", { search: "useremail" });
  await page.getByTestId("source-use").first().press("Enter");
  assert.equal(await page.getByTestId("mapping-add-name").inputValue(), "customer/last_name");
  await page.getByTestId("mapping-add").press("Enter");
  const field = page.getByTestId("mapping-field");
  await field.getByText("customer / last_name", { exact: true }).waitFor();
  await page.getByTestId("explanation-row").filter({ hasText: "jane@buyer.example" }).waitFor();

  // Steps with their parameters, each tried at once.
  await page.getByTestId("mapping-field-0-transform").selectOption("cut");
  await page.getByTestId("mapping-field-0-step-0-len").fill("4");
  await page.getByTestId("mapping-field-0-transform").selectOption("uppercase");
  await page.getByTestId("preview-document").getByText('"JANE"', { exact: true }).waitFor();
  await page.getByTestId("mapping-step-up").press("Enter");
  await page.getByTestId("mapping-field-0-required").check();
  await assertAccessible(page, "a mapping as a form");
  await page.getByTestId("result-fields").locator("summary").first().click();
  await fill(page, "result", { search: "jane" });
  await page.getByTestId("result-field").getByText("JANE", { exact: true }).waitFor();

  // The same as JSON, where it can be typed as well.
  await page.getByTestId("mapping-as-json").click();
  const json = JSON.parse(await page.getByTestId("mapping-json").inputValue());
  const { last_name } = json.customer.fields;
  assert.match(last_name.path, /Extrinsic\[@name='UserEmail'\]$/);
  assert.deepEqual([last_name.transform, last_name.required], [["uppercase", { cut: { start: 0, len: 4 } }], true]);
  await page.getByTestId("mapping-as-form").click();

  // What is wrong stands beside the field.
  await page.getByTestId("mapping-field-0-path").fill("//[");
  await page.getByTestId("mapping-wrong").waitFor();
  assert.ok(await errorOf(page, "mapping-field-0-path"));
  await page.getByTestId("save").click();
  assert.ok(await errorOf(page, "mapping-field-0-path"));
  problems.splice(0);
  await page.getByTestId("mapping-field-0-path").fill(last_name.path);
  await page.getByTestId("mapping-wrong").waitFor({ state: "detached" });
  await page.getByTestId("save").click();
  await page.getByTestId("mapping-saved").waitFor();
  const saved = await api("GET", `/connections/${connection.id}`, undefined, 200);
  assert.deepEqual(saved.request_mapping, json);
  await page.getByTestId("mapping-field-remove").click();
  await page.getByTestId("mapping-no-fields").waitFor();
  await page.getByTestId("save").click();
  await page.getByTestId("mapping-saved").waitFor();
  assert.equal((await api("GET", `/connections/${connection.id}`, undefined, 200)).request_mapping, null);
});

browserTest("every field and every transform that is offered is one that there is", WIDE, async ({ page }) => {
  await openConsole(page, gateway, ofConnection("/mapping"));
  const cart = { currency: "EUR", items: [{ sku: "A", name: "Drill", quantity: "1", unit: "EA", unit_price: "1.00" }] };
  const preview = (body) => api("POST", ofConnection("/preview"), body, 200);
  const listed = (id) => page.locator(`#${id} option`).evaluateAll((options) => options.map(({ value }) => value));
  const fieldsOf = (names, spec) => {
    const mapping = {};
    for (const [index, name] of names.entries()) {
      const [object, ...field] = name.split("/");
      mapping[object] ??= { ...(object === "cart_item" && { multi_lines: true }), fields: {} };
      mapping[object].fields[field.join("/")] = spec(object, index);
    }
    return mapping;
  };
  await page.locator("#mapping-names option").first().waitFor({ state: "attached" });
  const ofCart = await listed("mapping-names");
  assert.ok(ofCart.length > 30);
  const at = (object, index) => {
    const message = "/cXML/Message[1]/PunchOutOrderMessage[1]/PunchOutOrderMessageHeader[1]";
    return { path: object === "cart_item" ? `ItemDetail[1]/Extrinsic[@name='x${index}']` : `${message}/Shipping[1]/Description[1]` };
  };
  for (const name of ofCart) {
    await preview({ cart, settings: { cart_mapping: fieldsOf([name], at) } });
  }
  await page.getByTestId("mapping-side").selectOption("request_mapping");
  await page.waitForFunction(() => document.querySelector("#mapping-names option")?.value.startsWith("customer/"));
  const log = await api("GET", `/transactions?connection_id=${world.connection.id}&type=setup_request`, undefined, 200);
  const names = await listed("mapping-names");
  const settings = { request_mapping: fieldsOf(names, () => ({ path: "//BuyerCookie" })) };
  await preview({ transaction_id: log.items[0].id, settings });

  // The transforms, as they are when they were just added.
  await fill(page, "mapping-add", { name: "customer/cost_center", path: "//BuyerCookie" });
  await page.getByTestId("mapping-add").click();
  const choice = page.getByTestId("mapping-field-0-transform");
  const transforms = (await choice.locator("option").evaluateAll((options) => options.map(({ value }) => value))).filter(Boolean);
  assert.ok(transforms.length > 20);
  await page.getByTestId("mapping-as-json").click();
  for (const name of transforms) {
    await page.getByTestId("mapping-json").fill('{"customer":{"fields":{"cost_center":{"path":"//BuyerCookie"}}}}');
    await page.getByTestId("mapping-as-form").click();
    await choice.selectOption(name);
    await page.getByTestId("explanation-row").filter({ hasText: name }).first().waitFor();
    await page.getByTestId("mapping-as-json").click();
  }
});

browserTest("a table of units is checked row by row, saved, and taken from a file", WIDE, async ({ page }) => {
  await openConsole(page, gateway, ofConnection("/units"));
  const csv = page.getByTestId("table-csv");
  await csv.fill("from,to\npiece,EA\nbarrel,??\n");
  await page.getByTestId("table-check").click();
  await page.getByTestId("table-report").getByText("Some rows cannot be taken").waitFor();
  await page.getByTestId("table-row").filter({ hasText: "barrel" }).getByText("Not acceptable").waitFor();
  await assertAccessible(page, "a table with a row that cannot be taken");
  await page.getByTestId("table-file").setInputFiles({ name: "units.csv", mimeType: "text/csv", buffer: Buffer.from("from,to\npiece,EA\nbox,BX\n") });
  await page.waitForFunction(() => document.querySelector("[data-testid=table-csv]").value.includes("box,BX"));
  await page.getByTestId("table-check").click();
  await page.getByTestId("table-report").getByText("This would come of it").waitFor();
  assert.deepEqual((await api("GET", ofConnection("/tables/units"), undefined, 200)).rows, []);
  await page.getByTestId("save").click();
  await page.getByTestId("table-report").getByText("Saved").waitFor();
  assert.equal((await api("GET", ofConnection("/tables/units"), undefined, 200)).rows.length, 2);
});

browserTest("a mapping profile is made, mapped on what a connection was asked, has tables of its own, and is archived", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/mapping-profiles/new");
  await page.getByTestId("save").click();
  assert.ok(await errorOf(page, "profile-name"));
  await fill(page, "profile", { name: "All of Ariba" });
  await page.getByTestId("save").click();

  // Its mappings are tried on a connection that could inherit it: with fields of both trees, and with what is wrong beside the field.
  await heading(page, "Mapping and preview");
  await page.getByTestId("mapping-connection").locator("option", { hasText: world.connection.name }).waitFor({ state: "attached" });
  await page.getByTestId("mapping-connection").selectOption(world.connection.id);
  await page.getByTestId("mapping-side").selectOption("request_mapping");
  await fill(page, "mapping-add", { name: "customer/last_name", path: "//Extrinsic[@name='UserEmail']" });
  await page.getByTestId("mapping-add").click();
  await page.getByTestId("mapping-field-0-transform").selectOption("uppercase");
  await page.getByTestId("explanation-row").filter({ hasText: "last_name" }).getByText("uppercase → “JANE@BUYER.EXAMPLE”").waitFor();
  await page.getByTestId("difference-row").first().waitFor();
  await page.getByTestId("mapping-field-0-path").fill("//[");
  await page.getByTestId("mapping-wrong").waitFor();
  assert.ok(await errorOf(page, "mapping-field-0-path"));
  await assertAccessible(page, "a profile with a mapping that is wrong");
  problems.splice(0);
  await page.getByTestId("mapping-field-0-path").fill("//Extrinsic[@name='UserEmail']");
  await page.getByTestId("mapping-wrong").waitFor({ state: "detached" });
  await page.getByTestId("save").click();
  await page.getByTestId("mapping-saved").waitFor();
  const [profile] = (await api("GET", "/mapping-profiles?q=Ariba", undefined, 200)).items;
  assert.deepEqual(profile.request_mapping, { customer: { fields: { last_name: { path: "//Extrinsic[@name='UserEmail']", transform: ["uppercase"] } } } });

  // A connection that inherits it has what the profile says, and nothing differs from what is saved.
  await api("PATCH", ofConnection(""), { mapping_profile_id: profile.id }, 200);
  await page.reload();
  await page.getByTestId("mapping-side").selectOption("request_mapping");
  await page.getByTestId("explanation-row").filter({ hasText: "last_name" }).getByText("uppercase → “JANE@BUYER.EXAMPLE”").waitFor();
  assert.equal(await page.getByTestId("mapping-connection").inputValue(), world.connection.id);
  assert.equal(await page.getByTestId("difference-row").count(), 0);
  await api("PATCH", ofConnection(""), { mapping_profile_id: null }, 200);

  await page.getByRole("link", { name: "All of Ariba" }).click();
  await page.getByTestId("profile-name").fill("All of Ariba, shouted");
  await page.getByTestId("save").click();
  await heading(page, "Mapping profiles");
  assert.deepEqual((await api("GET", `/mapping-profiles/${profile.id}`, undefined, 200)).request_mapping, profile.request_mapping);
  const row = page.getByTestId("profile-row").filter({ hasText: "All of Ariba, shouted" });
  await row.getByTestId("profile-units").click();
  await page.getByTestId("table-csv").fill("from,to\nbundle,BE\n");
  await page.getByTestId("save").click();
  await page.getByTestId("table-report").getByText("Saved").waitFor();
  await page.goBack();
  await row.getByTestId("archive").click();
  await page.getByTestId("archive-dialog-confirm").click();
  await row.waitFor({ state: "detached" });
});

browserTest("connections go out as a file and come in from one, checked before", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/import");
  await page.getByTestId("export").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-download").click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  const set = JSON.parse(text);
  assert.ok(set.connections.some(({ settings }) => settings.name === "Buying Ltd, cXML"));
  assert.ok(!text.includes(SECRET));
  await assertAccessible(page, "an export");

  const form = page.getByTestId("import-set");
  await page.getByTestId("import-json").fill("{");
  await page.getByTestId("import-check").click();
  await form.getByTestId("failure").waitFor();
  problems.splice(0);
  // Without the key by which it would be the one that is there, under another name.
  delete set.connections[0].key;
  set.connections[0].settings.name = "From a file";
  await page.getByTestId("import-file").setInputFiles({ name: "set.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(set)) });
  await page.waitForFunction(() => document.querySelector("[data-testid=import-json]").value.length > 10);
  await page.getByTestId("import-check").click();
  await form.getByTestId("import-report").getByText("This would come of it").waitFor();
  await form.getByTestId("import-row").filter({ hasText: "From a file" }).getByText("Added").waitFor();
  const names = async () => (await api("GET", "/connections", undefined, 200)).items.map(({ name }) => name);
  assert.ok(!(await names()).includes("From a file"));
  await assertAccessible(page, "an import that is checked");
  await page.getByTestId("import-apply").click();
  await form.getByTestId("import-report").getByText("The connections are imported").waitFor();
  assert.ok((await names()).includes("From a file"));
});

browserTest("Spryker's files are checked row by row, and imported as a whole", WIDE, async ({ page }) => {
  await openConsole(page, gateway, "/import");
  const unit = { company_id: (await api("GET", "/companies", undefined, 200)).items[0].id, name: "North", external_reference: "BU-N" };
  await api("POST", "/business-units", unit, 201);
  const head = "business_unit_key,username,password,credentials,is_active,type,format,name,mapping";
  const form = page.getByTestId("import-spryker");
  await page.getByTestId("spryker-connections").fill(`${head}\nBU-X,NetworkId/AN-spryker,open sesame,,1,setup_request,cxml,From Spryker,\n`);
  await page.getByTestId("spryker-check").click();
  await form.getByTestId("import-row").getByText("Not acceptable").waitFor();
  await assertAccessible(page, "an import from Spryker that is refused");
  await page.getByTestId("spryker-connections").fill(`${head}\nBU-N,NetworkId/AN-spryker,open sesame,,1,setup_request,cxml,From Spryker,\n`);
  await page.getByTestId("spryker-check").click();
  await form.getByTestId("import-row").getByText("Added").waitFor();
  await page.getByTestId("spryker-apply").click();
  await form.getByTestId("import-report").getByText("The connections are imported").waitFor();
  await form.getByRole("link", { name: "From Spryker" }).click();
  await heading(page, "From Spryker");
});
