// Every page of the console, in German and in both themes: nothing is left in English, nothing bars anybody, nothing is too wide. Forms
// once more as they are when they are sent with nothing filled in.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { setUp, setUpOci } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { openConsole } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const FRONTEND = new URL("../../frontend/", import.meta.url);
const read = (path) => readFileSync(new URL(path, FRONTEND), "utf8");
const english = JSON.parse(read("i18n/en.json"));
const german = JSON.parse(read("i18n/de.json"));
const SECRET = "open-sesame-8k3";

/** What stands in the English catalogue alone. What has placeholders never stands on a page as it is in the catalogue. */
const inGerman = new Set(Object.values(german));
const ENGLISH = Object.values(english).filter((text) => !inGerman.has(text) && !text.includes("{"));

let gateway, ids;
before(async () => {
  gateway = await startGateway();
  const world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  const ask = { secret: SECRET, returnUrl: "https://buyer.example/in" };
  assert.equal((await setupRequest(world.entryPoint, ask)).status, 200);
  assert.equal((await setupRequest(world.entryPoint, { ...ask, secret: "another" })).status, 401);
  const first = async (path) => (await world.api("GET", path, undefined, 200)).items[0].id;
  ids = {
    connection: world.connection.id,
    credential: await first(`/connections/${world.connection.id}/credentials`),
    store: world.store.id,
    company: await first("/companies"),
    unit: await first("/business-units"),
    buyer: await first("/buyers"),
    session: await first("/punch-out-sessions"),
    refused: await first("/transactions?status=refused"),
    user: await first("/users"),
    profile: (await world.api("POST", "/mapping-profiles", { name: "Usual", format: "cxml" }, 201)).id,
    role: (await world.api("POST", "/roles", { name: "Viewer", permissions: ["view_open_orders"] }, 201)).id,
    oci: await setUpOci(world.api, world.connection.business_unit_id),
  };
});
after(() => gateway?.stop());

/** Each address of the console, by its pattern in `src/route.rs`, and what is there once the page is. */
const PAGES = [
  ["/", () => "/", "figure-opened"],
  ["/connections", () => "/connections?q=buying&active=true", "connection-row"],
  ["/connections/new", () => "/connections/new", "connection-form"],
  ["/connections/:id", () => `/connections/${ids.connection}`, "connection-settings"],
  ["/connections/:id", () => `/connections/${ids.oci.connection}`, "call-structure"],
  ["/connections/:id/edit", () => `/connections/${ids.oci.connection}/edit`, "connection-oci-version"],
  ["/connections/:id/edit", () => `/connections/${ids.connection}/edit`, "connection-form"],
  ["/connections/:connection_id/credentials/new", () => `/connections/${ids.connection}/credentials/new`, "credential-form"],
  ["/connections/:connection_id/credentials/new", () => `/connections/${ids.oci.connection}/credentials/new`, "credential-username"],
  ["/connections/:connection_id/credentials/:id", () => `/connections/${ids.connection}/credentials/${ids.credential}`, "credential-form"],
  ["/connections/:id/test", () => `/connections/${ids.connection}/test`, "run-test"],
  ["/connections/:id/onboarding-sheet", () => `/connections/${ids.connection}/onboarding-sheet`, "sheet"],
  ["/connections/:id/history", () => `/connections/${ids.connection}/history`, "history-row"],
  ["/connections/:id/promotion", () => `/connections/${ids.connection}/promotion`, "promotion-checks"],
  ["/connections/:id/buyer-map", () => `/connections/${ids.connection}/buyer-map`, "buyer-map-form"],
  ["/connections/:id/unmapped", () => `/connections/${ids.connection}/unmapped`, "no-unmapped"],
  ["/connections/:id/mapping", () => `/connections/${ids.connection}/mapping`, "mapping-form"],
  ["/connections/:id/units", () => `/connections/${ids.connection}/units`, "table-form"],
  ["/connections/:id/classifications", () => `/connections/${ids.connection}/classifications`, "table-form"],
  ["/connections/:connection_id/rotation/:id", () => `/connections/${ids.connection}/rotation/${ids.credential}`, "rotation-form"],
  ["/stores", () => "/stores", "store-row"],
  ["/stores/new", () => "/stores/new", "store-form"],
  ["/stores/:id", () => `/stores/${ids.store}`, "store-connections"],
  ["/stores/:id/edit", () => `/stores/${ids.store}/edit`, "store-form"],
  ["/stores/:id/webhook-deliveries", () => `/stores/${ids.store}/webhook-deliveries`, "no-deliveries"],
  ["/companies", () => "/companies", "company-row"],
  ["/companies/new", () => "/companies/new", "company-form"],
  ["/companies/:id", () => `/companies/${ids.company}`, "company-units"],
  ["/companies/:id/edit", () => `/companies/${ids.company}/edit`, "company-form"],
  ["/business-units", () => "/business-units", "unit-row"],
  ["/business-units/new", () => "/business-units/new", "unit-form"],
  ["/business-units/:id", () => `/business-units/${ids.unit}`, "unit-company"],
  ["/business-units/:id/edit", () => `/business-units/${ids.unit}/edit`, "unit-form"],
  ["/buyers", () => "/buyers", "buyer-row"],
  ["/buyers/new", () => "/buyers/new", "buyer-form"],
  ["/buyers/:id", () => `/buyers/${ids.buyer}`, "buyer-unit"],
  ["/buyers/:id/edit", () => `/buyers/${ids.buyer}/edit`, "buyer-form"],
  ["/sessions", () => "/sessions", "session-row"],
  ["/sessions/:id", () => `/sessions/${ids.session}`, "event"],
  ["/transactions", () => "/transactions", "transaction-row"],
  ["/transactions/:id", () => `/transactions/${ids.refused}`, "transaction-error"],
  ["/transactions/:id", () => `/transactions/${ids.oci.call}`, "message-field"],
  ["/mapping-profiles", () => "/mapping-profiles", "profile-row"],
  ["/mapping-profiles/new", () => "/mapping-profiles/new", "profile-form"],
  ["/mapping-profiles/:id", () => `/mapping-profiles/${ids.profile}`, "profile-form"],
  ["/mapping-profiles/:id/mapping", () => `/mapping-profiles/${ids.profile}/mapping`, "mapping-form"],
  ["/mapping-profiles/:id/units", () => `/mapping-profiles/${ids.profile}/units`, "table-form"],
  ["/mapping-profiles/:id/classifications", () => `/mapping-profiles/${ids.profile}/classifications`, "table-form"],
  ["/import", () => "/import", "import-spryker"],
  ["/roles", () => "/roles", "role-row"],
  ["/roles/new", () => "/roles/new", "role-form"],
  ["/roles/:id", () => `/roles/${ids.role}`, "role-form"],
  ["/users", () => "/users", "user-row"],
  ["/users/new", () => "/users/new", "user-form"],
  ["/users/:id", () => `/users/${ids.user}`, "user-form"],
  ["/api-keys", () => "/api-keys", "key-row"],
  ["/api-keys/new", () => "/api-keys/new", "key-form"],
  ["/settings", () => "/settings", "settings-form"],
  ["/audit-log", () => "/audit-log", "audit-row"],
  ["/system", () => "/system", "system-state"],
  ["/password", () => "/password", "change-password-submit"],
  ["/404", () => "/nothing-here", "page-not-found"],
];

test("every address of the console has its page here", () => {
  const patterns = [...read("src/route.rs").matchAll(/#\[at\("([^"]+)"\)\]/g)].map((match) => match[1]);
  assert.deepEqual([...new Set(PAGES.map(([pattern]) => pattern))], patterns);
});

/** Everything that is read or heard on a page and stands in the English catalogue alone. */
function englishOn(page) {
  return page.evaluate((texts) => {
    const known = new Set(texts);
    const found = [];
    const look = (text) => known.has(text?.trim()) && found.push(text.trim());
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      // What says that it is English may be: the API's words, another language's name. Documents are what they are.
      if (!walker.currentNode.parentElement.closest("[lang=en], .pg-code, noscript")) {
        look(walker.currentNode.data);
      }
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) look(element.getAttribute(name));
    }
    look(document.title.split(" · ")[0]);
    return found;
  }, ENGLISH);
}

for (const colorScheme of ["light", "dark"]) {
  const context = { locale: "de-DE", colorScheme, viewport: { width: 1280, height: 900 } };
  browserTest(`every page in German: ${colorScheme}`, { context }, async ({ page, problems }) => {
    const elsewhere = [];
    page.on("request", (request) => request.url().startsWith(`${gateway.url}/`) || elsewhere.push(request.url()));
    await openConsole(page, gateway, "/");
    // One sign-in for all: links would do, but addresses are what people keep.
    for (const [pattern, address, there] of PAGES) {
      await page.goto(gateway.url + address());
      await page.getByTestId(there).first().waitFor();
      assert.deepEqual(await englishOn(page), [], `English on ${pattern}`);
      await assertAccessible(page, `${pattern}, ${colorScheme}`);
      if (there.endsWith("-form") && pattern.endsWith("/new")) {
        await page.getByTestId("save").click();
        await page.getByTestId("form-summary").waitFor();
        assert.deepEqual(await englishOn(page), [], `English in what is wrong on ${pattern}`);
        await assertAccessible(page, `${pattern}, refused, ${colorScheme}`);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${pattern} is ${overflow} pixels too wide on a phone`);
      await page.setViewportSize(context.viewport);
    }
    problems.splice(0, problems.length, ...problems.filter((problem) => !/status of 4\d\d/.test(problem)));
    assert.deepEqual(elsewhere.filter((url) => !url.startsWith("data:")), [], "no page asks another host for anything");
  });
}

browserTest("what the API names is German too, and what it says of the case says that it is English", { context: { locale: "de-DE" } }, async ({ page }) => {
  await openConsole(page, gateway, `/transactions/${ids.refused}`);
  const error = page.getByTestId("transaction-error");
  await error.getByText("Falsches Geheimnis").waitFor();
  await page.getByTestId("advice").getByText("Setzen Sie bei den Zugangsdaten ein neues Geheimnis").waitFor();
  assert.equal(await error.locator("[lang=en]").count(), 1);
});
