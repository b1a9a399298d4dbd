// A connection's life, from nothing to production, as an administrator lives it in the console, and a buyer beside.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, fill, heading, openConsole, path } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest, startProcurementSystem, startShop } from "../support/stand-ins.js";

const SECRET = "open-sesame-7k2";

let gateway, shop, procurement, api;
before(async () => {
  [gateway, shop, procurement] = await Promise.all([startGateway(), startShop(), startProcurementSystem()]);
  api = await signIn(gateway);
  const store = { key: "shop", name: "Corner shop", punch_out_start_url: `${shop.url}/start` };
  const { id } = await api("POST", "/stores", store, 201);
  const { key } = await api("POST", "/api-keys", { name: "shop", scopes: ["store"], store_id: id }, 201);
  const item = { sku: "4711", name: "Claw hammer", quantity: "2", unit: "EA", unit_price: "19.90" };
  const cart = { currency: "EUR", items: [{ ...item, classification: [{ domain: "UNSPSC", code: "27111602" }] }] };
  Object.assign(shop, { gateway, key, cart });
});
after(() => Promise.all([gateway?.stop(), shop?.stop(), procurement?.stop()]));

/** The text of the last cart that arrived at the procurement system. */
const arrived = () => procurement.received.at(-1).fields["cxml-urlencoded"];

browserTest("a connection goes from nothing to production, and its secret changes while buyers shop", WIDE, async ({ page, context }) => {
  // From nothing: a company, its business unit, the connection, what it proves itself with.
  await openConsole(page, gateway, "/companies/new");
  await fill(page, "company", { name: "Buying Ltd" });
  await page.getByTestId("save").click();
  await page.getByTestId("new-unit").click();
  await fill(page, "unit", { name: "Workshop" });
  await page.getByTestId("save").click();
  await heading(page, "Workshop");
  await page.goto(`${gateway.url}/connections/new`);
  await fill(page, "connection", { name: "Buying Ltd, cXML", allowed_return_hosts: `http://${new URL(procurement.url).host}` });
  await page.getByTestId("connection-business_unit_id").selectOption({ label: "Buying Ltd / Workshop" });
  await page.getByTestId("connection-login_mode").selectOption("dynamic_user_creation");
  await page.getByTestId("connection-cart_encoding").selectOption("url_encoded");
  await page.getByTestId("save").click();
  await heading(page, "Buying Ltd, cXML");
  const connection = path(page);
  await page.getByTestId("new-credential").click();
  await fill(page, "credential", { domain: "DUNS", identity: "987654321", shared_secret: SECRET });
  await page.getByTestId("save").click();
  await page.getByTestId("activate").click();
  await page.getByTestId("activation-confirm").click();
  await page.getByTestId("deactivate").waitFor();
  const entryPoint = await page.getByTestId("entry-point-url").inputValue();

  /** Punches out in a tab of its own, as far as the shop. */
  const punchOut = async (cookie, secret = SECRET) => {
    const setup = await setupRequest(entryPoint, { secret, cookie, returnUrl: `${procurement.url}/in` });
    assert.equal(setup.status, 200, setup.text);
    const buyer = await context.newPage();
    await buyer.goto(setup.startPage);
    await buyer.getByRole("heading", { name: "Welcome Jane" }).waitFor();
    return buyer;
  };
  const submit = async (buyer) => {
    await buyer.getByRole("button", { name: "Submit" }).click();
    await buyer.waitForURL(`${procurement.thirdUrl}/requisition`);
    await buyer.close();
  };
  await submit(await punchOut("first"));
  assert.match(arrived(), /Claw hammer/);

  // A mapping, tried on that cart while it is put together.
  await page.getByTestId("tool-mapping").click();
  await page.getByTestId("preview-document").getByText("Claw hammer").waitFor();
  await page.getByTestId("neutral-fields").locator("summary").first().click();
  await fill(page, "neutral", { search: "cart_item/name" });
  await page.getByTestId("neutral-use").first().click();
  await page.getByTestId("source-fields").locator("summary").first().click();
  await fill(page, "source", { search: "claw hammer" });
  await page.getByTestId("source-use").first().click();
  await page.getByTestId("mapping-add").click();
  assert.equal(await page.getByTestId("mapping-field-0-path").inputValue(), "ItemDetail[1]/Description[1]");
  await page.getByTestId("mapping-field-0-transform").selectOption("uppercase");
  await page.getByTestId("difference-row").getByText("CLAW HAMMER", { exact: true }).waitFor();
  await page.getByTestId("save").click();
  await page.getByTestId("mapping-saved").waitFor();
  await submit(await punchOut("second"));
  assert.match(arrived(), /CLAW HAMMER/);

  // A table of units from a file; what the shop sends is translated from then on.
  await page.goto(`${gateway.url}${connection}/units`);
  const csv = { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from("from,to\nbarrel-of-hammers,BLL\n") };
  await page.getByTestId("table-file").setInputFiles(csv);
  await page.waitForFunction(() => document.querySelector("[data-testid=table-csv]").value.includes("barrel"));
  await page.getByTestId("table-check").click();
  await page.getByTestId("table-report").getByText("This would come of it").waitFor();
  await page.getByTestId("save").click();
  await page.getByTestId("table-report").getByText("Saved").waitFor();
  shop.cart.items[0].unit = "barrel-of-hammers";
  await submit(await punchOut("third"));
  assert.match(arrived(), /<UnitOfMeasure>BLL<\/UnitOfMeasure>/);

  // To production, since nothing is missing.
  await page.goto(`${gateway.url}${connection}/promotion`);
  await page.getByTestId("promote").click();
  await page.getByTestId("promote-dialog-confirm").click();
  await page.getByTestId("back-to-test").waitFor();

  // The secret changes while a buyer is in the shop: their cart comes back, and both secrets are good.
  const buyer = await punchOut("fourth");
  await page.goto(`${gateway.url}${connection}`);
  await page.getByTestId("rotate-credential").click();
  await page.getByTestId("rotate").click();
  const next = await page.getByTestId("new-secret").inputValue();
  await submit(buyer);
  await submit(await punchOut("fifth", next));
  await submit(await punchOut("sixth"));
  const credentials = (await api("GET", `${connection}/credentials`, undefined, 200)).items;
  assert.equal(credentials.length, 2);
  await page.getByTestId("rotation-back").click();
  await page.getByTestId("credential-row").nth(1).waitFor();

  // The old one is taken away with a buyer in the shop, who comes back all the same.
  const late = await punchOut("seventh");
  const old = credentials.findIndex(({ valid_to }) => valid_to);
  await page.getByTestId("credential-row").nth(old).getByTestId("remove-credential").click();
  await page.getByTestId("remove-credential-dialog-confirm").click();
  await page.getByTestId("credential-row").nth(1).waitFor({ state: "detached" });
  await submit(late);
  const refused = await setupRequest(entryPoint, { secret: SECRET, returnUrl: `${procurement.url}/in` });
  assert.equal(refused.status, 401);
  await submit(await punchOut("eighth", next));
});
