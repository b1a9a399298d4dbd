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
  await page.getByTestId("source-fields").locator("summary").click();
  await fill(page, "source", { search: "buyercookie" });
  await page.getByTestId("source-field").getByText("/cXML/Request[1]/PunchOutSetupRequest[1]/BuyerCookie[1]").waitFor();
  assert.equal(await page.getByTestId("source-field").count(), 1);

  // What is no JSON is named by its place, and nothing is sent.
  const json = page.getByTestId("mapping-json");
  await json.fill('{\n  "customer": }');
  assert.match(await errorOf(page, "mapping-json"), /line 2, column 15/);
  await assertAccessible(page, "a mapping that is no JSON");

  // What the language does not have is named by its place too.
  await json.fill('{"customer":{"fields":{"cost_center":{"path":"//Extrinsic[@name=\'UserEmail\']","transform":["shout"]}}}}');
  await page.getByTestId("preview").getByTestId("failure").waitFor();
  assert.match(await page.getByTestId("preview").getByTestId("failure").innerText(), /\/settings\/request_mapping/);
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

browserTest("a mapping profile is made, has tables of its own, and is archived", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/mapping-profiles/new");
  await page.getByTestId("save").click();
  assert.ok(await errorOf(page, "profile-name"));
  await fill(page, "profile", { name: "All of Ariba", cart_mapping: '{"nonsense": 1}' });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  problems.splice(0);
  await fill(page, "profile", { cart_mapping: "" });
  await page.getByTestId("save").click();
  await heading(page, "Mapping profiles");
  const row = page.getByTestId("profile-row").filter({ hasText: "All of Ariba" });
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
