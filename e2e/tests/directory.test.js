// Companies, business units and buyers in the console.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { asReader, signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, heading, openConsole, path } from "../support/console.js";
import { startGateway } from "../support/gateway.js";

let gateway, api;
before(async () => {
  gateway = await startGateway();
  api = await signIn(gateway);
});
after(() => gateway?.stop());

const open = (page, address) => openConsole(page, gateway, address);

async function makeUnit(company, name) {
  const { id } = await api("POST", "/companies", { name: company }, 201);
  return api("POST", "/business-units", { company_id: id, name }, 201);
}

browserTest("a company gets a business unit and the unit a buyer", WIDE, async ({ page }) => {
  await open(page, "/companies");
  await page.getByTestId("new").click();
  await heading(page, "New company");
  await fill(page, "company", { name: "Meyer AG", external_reference: "C-1001" });
  await page.getByTestId("save").click();
  await heading(page, "Meyer AG");
  await assertAccessible(page, "a company");

  await page.getByTestId("new-unit").click();
  await heading(page, "New business unit");
  await page.getByTestId("unit-company_id").locator("option:checked", { hasText: "Meyer AG" }).waitFor({ state: "attached" });
  await fill(page, "unit", { name: "Plant Ulm" });
  await page.getByTestId("save").click();
  await heading(page, "Plant Ulm");
  await page.getByTestId("unit-company").getByText("Meyer AG").waitFor();
  await assertAccessible(page, "a business unit");

  await page.getByTestId("unit-buyers").click();
  await page.getByTestId("no-match").waitFor();
  await page.getByTestId("new").click();
  await heading(page, "New buyer");
  await page.getByTestId("buyer-business_unit_id").locator("option:checked", { hasText: "Meyer AG / Plant Ulm" }).waitFor({ state: "attached" });
  await fill(page, "buyer", { email: "anna.meyer@buyer.example", first_name: "Anna", last_name: "Meyer" });
  await page.getByTestId("save").click();
  await heading(page, "Anna Meyer (anna.meyer@buyer.example)");
  await assertAccessible(page, "a buyer");
  await page.getByTestId("buyer-unit").click();
  await heading(page, "Plant Ulm");
  await page.getByTestId("new-connection").click();
  await heading(page, "New connection");
  await page.getByTestId("connection-business_unit_id").locator("option:checked", { hasText: "Plant Ulm" }).waitFor({ state: "attached" });
});

browserTest("what is taken or missing is said", WIDE, async ({ page, problems }) => {
  const unit = await makeUnit("Taken Ltd", "Store room");
  await api("POST", "/buyers", { business_unit_id: unit.id, email: "taken@buyer.example" }, 201);
  await open(page, `/buyers/new?business_unit_id=${unit.id}`);
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.match(await errorOf(page, "buyer-email"), /needed/);
  await fill(page, "buyer", { email: "no address" });
  await page.getByTestId("save").click();
  await page.getByTestId("buyer-email").and(page.locator("[aria-describedby*=error]")).waitFor();
  await fill(page, "buyer", { email: "TAKEN@buyer.example" });
  await page.getByTestId("save").click();
  await page.getByText(/already|conflict|in use/i).first().waitFor();
  assert.match(problems.splice(0).join(), /409/);
  await fill(page, "buyer", { email: "free@buyer.example" });
  await page.getByTestId("save").click();
  await heading(page, "free@buyer.example");
});

browserTest("what is still in use is not archived", WIDE, async ({ page, problems }) => {
  const unit = await makeUnit("In Use Ltd", "Busy");
  await open(page, `/companies/${unit.company_id}`);
  await page.getByTestId("archive").click();
  await page.getByTestId("archive-dialog-confirm").click();
  await page.getByTestId("archive-dialog").getByTestId("failure").waitFor();
  await assertAccessible(page, "a refused archiving");
  assert.match(problems.splice(0).join(), /409/);
  await page.getByTestId("archive-dialog-cancel").click();
  await page.getByTestId("company-units").getByRole("link", { name: "Busy" }).click();
  await page.getByTestId("archive").click();
  await page.getByTestId("archive-dialog-confirm").click();
  await heading(page, "Business units");
});

browserTest("a company is changed, and somebody else's change explained", WIDE, async ({ page, problems }) => {
  const { company_id: id } = await makeUnit("Changed Ltd", "Unit");
  await open(page, `/companies/${id}/edit`);
  await fill(page, "company", { external_reference: "mine" });
  await api("PATCH", `/companies/${id}`, { name: "Renamed Ltd" }, 200);
  await page.getByTestId("save").click();
  await page.getByTestId("conflict-keep").click();
  await page.getByTestId("conflict-kept").waitFor();
  assert.equal(await page.getByTestId("company-name").inputValue(), "Renamed Ltd");
  await page.getByTestId("save").click();
  await heading(page, "Renamed Ltd");
  assert.equal((await api("GET", `/companies/${id}`, undefined, 200)).external_reference, "mine");
  assert.match(problems.splice(0).join(), /412/);
});

browserTest("lists are searched, and buyers read page by page", WIDE, async ({ page }) => {
  const unit = await makeUnit("Wanted Ltd", "Crowded");
  for (let number = 0; number < 60; number += 1) {
    await api("POST", "/buyers", { business_unit_id: unit.id, email: `buyer-${number}@buyer.example` }, 201);
  }
  await open(page, "/companies");
  await page.getByTestId("company-search").pressSequentially("WANT");
  await page.getByTestId("company-row").nth(1).waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).search, "?q=WANT");
  await page.reload();
  await page.getByTestId("company-row").first().waitFor();
  assert.equal(await page.getByTestId("company-row").count(), 1);
  await page.getByTestId("company-search").fill("nobody");
  await page.getByTestId("no-match").waitFor();

  await page.getByTestId("nav-units").click();
  await page.getByTestId("unit-search").fill("crowded");
  await page.getByTestId("unit-row").getByRole("link", { name: "Crowded" }).click();
  await page.getByTestId("unit-buyers").click();
  await page.getByTestId("buyer-row").nth(49).waitFor();
  await assertAccessible(page, "buyers");
  await page.getByTestId("page-next").click();
  await page.getByTestId("buyer-row").nth(10).waitFor({ state: "detached" });
  assert.equal(await page.getByTestId("buyer-row").count(), 10);
  await page.goBack();
  await page.getByTestId("buyer-row").nth(49).waitFor();
  await page.getByTestId("buyers-q").fill("BUYER-7@");
  await page.keyboard.press("Enter");
  await page.getByTestId("buyer-row").nth(1).waitFor({ state: "detached" });
  assert.equal(path(page), "/buyers");
  assert.equal(await page.getByTestId("buyer-row").count(), 1);
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of [["wide", WIDE.context.viewport], ["narrow", { width: 390, height: 844 }]]) {
    browserTest(`the pages of the directory fit: ${name}, ${colorScheme}`, { context: { viewport, colorScheme } }, async ({ page }) => {
      const unit = await makeUnit("A company with a long name, as they are", "A business unit with a long name as well");
      const buyer = await api("POST", "/buyers", { business_unit_id: unit.id, email: "a.rather.long.address.of.a.buyer@purchasing.example" }, 201);
      await open(page, "/companies");
      for (const [address, wait] of [
        ["/companies", "company-row"],
        ["/business-units", "unit-row"],
        ["/buyers", "buyer-row"],
        [`/companies/${unit.company_id}/edit`, "company-name"],
        [`/business-units/${unit.id}/edit`, "unit-name"],
        [`/buyers/${buyer.id}/edit`, "buyer-email"],
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

browserTest("companies, business units and buyers come in as a file, checked before", WIDE, async ({ page, problems }) => {
  const set = (name) => ({
    companies: [{ external_reference: "C-77", name }],
    business_units: [{ company: "C-77", external_reference: "BU-77", name: "Plant" }],
    buyers: [{ company: "C-77", business_unit: "BU-77", external_reference: "B-1", email: "ann@imported.example" }],
  });
  await open(page, "/import");
  const form = page.getByTestId("import-directory");
  const json = page.getByTestId("directory-json");
  // What is no JSON stays here; what is no set is refused by the API.
  await json.fill('{\n "buyers": [}');
  assert.match(await errorOf(page, "directory-json"), /line 2, column 13/);
  await page.getByTestId("directory-check").click();
  assert.equal(await form.getByTestId("failure").count(), 0);
  await assertAccessible(page, "a set that is no JSON");
  await json.fill('{"people": []}');
  await page.getByTestId("directory-check").press("Enter");
  await form.getByTestId("failure").waitFor();
  assert.match(problems.splice(0).join(), /422|400/);

  // Rows that cannot be taken keep the others out.
  const wrong = set("Imported Ltd");
  wrong.buyers[0].business_unit = "BU-nowhere";
  await json.fill(JSON.stringify(wrong));
  await page.getByTestId("directory-apply").click();
  await form.getByTestId("import-report").getByText("Nothing was imported").waitFor();
  await form.getByTestId("directory-row").filter({ hasText: "B-1" }).getByText("Not acceptable").waitFor();
  await assertAccessible(page, "a set with a row that cannot be taken");

  const companies = async () => (await api("GET", "/companies?q=Imported", undefined, 200)).items.map(({ name }) => name);
  const file = { name: "set.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(set("Imported Ltd"))) };
  await page.getByTestId("directory-file").setInputFiles(file);
  await page.waitForFunction(() => document.querySelector("#directory-json").value.includes("BU-77\",\"external"));
  await page.getByTestId("directory-check").click();
  await form.getByTestId("import-report").getByText("This would come of it").waitFor();
  assert.equal(await form.getByTestId("directory-row").count(), 3);
  assert.deepEqual(await companies(), []);
  await page.getByTestId("directory-apply").click();
  await form.getByTestId("import-report").getByText("They are up to date").waitFor();
  assert.deepEqual(await companies(), ["Imported Ltd"]);

  // The same again changes nothing, and another name only that.
  await json.fill(JSON.stringify(set("Imported GmbH")));
  await page.getByTestId("directory-check").click();
  await form.getByTestId("directory-row").filter({ hasText: "C-77" }).getByText("Changed").waitFor();
  await form.getByTestId("directory-row").filter({ hasText: "B-1" }).getByText("Unchanged").waitFor();
  await form.getByRole("link", { name: "C-77" }).click();
  await heading(page, "Imported Ltd");
});

browserTest("who may only read exports, and is offered no import", WIDE, async ({ page }) => {
  await openConsole(page, await asReader(gateway, api), "/import");
  await page.getByTestId("export").waitFor();
  assert.equal(await page.getByTestId("import-directory").count(), 0);
});

browserTest("of very many, what a list does not offer is found while it is typed", WIDE, async ({ page }) => {
  const number = (index) => String(index).padStart(4, "0");
  for (let start = 0; start < 1200; start += 600) {
    const companies = Array.from({ length: 600 }, (_, index) => ({ external_reference: `M-${start + index}`, name: `Many ${number(start + index)}` }));
    const report = await api("POST", "/directory/import", { companies }, 200);
    assert.ok(report.applied);
  }
  await open(page, "/business-units/new");
  const company = page.getByTestId("unit-company_id");
  await company.locator("option", { hasText: "Many 0001" }).waitFor({ state: "attached" });
  const offered = () => company.locator("option").allInnerTexts();
  await page.getByTestId("unit-company_id-search").fill("many 119");
  await page.getByText("10 found", { exact: true }).waitFor();
  assert.ok((await offered()).includes("Many 1199"));
  assert.ok(!(await offered()).includes("Many 0001"));
  await company.selectOption({ label: "Many 1199" });
  await page.getByTestId("unit-company_id-search").fill("");
  await fill(page, "unit", { name: "Of the last" });
  await assertAccessible(page, "a long choice that is searched");
  await page.getByTestId("save").click();
  await heading(page, "Of the last");
  const [unit] = (await api("GET", "/business-units?q=Of+the+last", undefined, 200)).items;
  assert.equal((await api("GET", `/companies/${unit.company_id}`, undefined, 200)).name, "Many 1199");
  // As a filter of a list, too.
  await page.goto(`${gateway.url}/business-units`);
  await page.getByTestId("units-company-search").fill("many 1199");
  await page.getByText("1 found", { exact: true }).waitFor();
  await page.getByTestId("units-company").selectOption({ label: "Many 1199" });
  await page.getByTestId("unit-row").getByText("Of the last").waitFor();
});
