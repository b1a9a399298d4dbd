// What the console says, where the person looks: conflicts, filters that cannot be used, who may only look, connections that were archived
// and are about to be; and the log as a file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { asReader, setUp } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, focused, heading, openConsole, path } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { setupRequest } from "../support/stand-ins.js";

const SECRET = "open-sesame-8k3";
const LONG = `${"X".repeat(70)}_${"y".repeat(70)}`;

let gateway, world, api, made = 0;
before(async () => {
  gateway = await startGateway();
  world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  api = world.api;
});
after(() => gateway?.stop());

/** An active connection of the test's own, with as many sessions under way. */
async function withSessions(count) {
  made += 1;
  const identity = `sender-${made}`;
  const input = { name: `Connection ${made}`, business_unit_id: world.connection.business_unit_id, allowed_return_hosts: ["buyer.example"] };
  const { id, name } = await api("POST", "/connections", input, 201);
  await api("POST", `/connections/${id}/credentials`, { domain: "DUNS", identity, shared_secret: SECRET }, 201);
  await api("POST", `/connections/${id}/activate`, undefined, 200);
  const [entryPoint] = (await api("GET", `/connections/${id}/entry-points`, undefined, 200)).items;
  for (let session = 0; session < count; session += 1) {
    const ask = { secret: SECRET, identity, returnUrl: "https://buyer.example/in", cookie: `${name}-${session}` };
    assert.equal((await setupRequest(entryPoint.url, ask)).status, 200);
  }
  const states = async () => {
    const { items } = await api("GET", `/punch-out-sessions?connection_id=${id}`, undefined, 200);
    return items.map(({ state }) => state);
  };
  return { id, name, states };
}

const isSeen = (page, testid) =>
  page.getByTestId(testid).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

browserTest("a connection with sessions under way is archived as the person says", WIDE, async ({ page }) => {
  const [finished, ended] = [await withSessions(2), await withSessions(1)];
  await openConsole(page, gateway, `/connections/${finished.id}`);
  await page.getByTestId("archive").click();
  await page.getByTestId("live-sessions").getByText("2 sessions are under way.").waitFor();
  await assertAccessible(page, "archiving with sessions under way");
  await page.getByTestId("archive-dialog-cancel").getByText("Keep the connection").click();
  await page.getByTestId("archive-dialog").waitFor({ state: "detached" });
  await page.getByTestId("archive").click();
  await page.getByTestId("archive-dialog-finish").click();
  await heading(page, "Connections");
  assert.ok(!(await finished.states()).includes("ended"));

  await page.goto(`${gateway.url}/connections/${ended.id}`);
  await page.getByTestId("archive").click();
  await page.getByTestId("live-sessions").getByText("1 session is under way.").waitFor();
  await page.getByTestId("archive-dialog-end").click();
  await heading(page, "Connections");
  assert.deepEqual(await ended.states(), ["ended"]);
});

browserTest("an archived connection is found from the log, and nothing can be done with it", WIDE, async ({ page }) => {
  const { id, name } = await withSessions(1);
  await api("DELETE", `/connections/${id}?end_sessions=true`, undefined, 204);
  const { items } = await api("GET", `/transactions?connection_id=${id}&limit=1`, undefined, 200);
  await openConsole(page, gateway, `/transactions/${items[0].id}`);
  await page.getByTestId("connection-link").getByText(name).click();
  await heading(page, name);
  await page.getByTestId("archived").waitFor();
  await page.getByTestId("connection-settings").waitFor();
  for (const action of ["edit", "activate", "deactivate", "archive", "clone", "new-credential", "failure"]) {
    assert.equal(await page.getByTestId(action).count(), 0, action);
  }
  await assertAccessible(page, "an archived connection");
  await page.getByTestId("tool-history").click();
  await page.getByTestId("history-row").first().waitFor();
  await page.goto(`${gateway.url}/connections/${id}/edit`);
  await page.getByTestId("archived").waitFor();
  assert.equal(await page.getByTestId("connection-form").count(), 0);
});

browserTest("a conflict comes before the person's eyes, and the focus stays in the form", WIDE, async ({ page, problems }) => {
  const { id } = await withSessions(0);
  await openConsole(page, gateway, `/connections/${id}/edit`);
  await fill(page, "connection", { notes: "Mine" });
  await api("PATCH", `/connections/${id}`, { notes: "Theirs" }, 200);
  await page.getByTestId("save").click();
  await page.getByTestId("conflict").waitFor();
  assert.equal(await focused(page), "conflict");
  assert.ok(await isSeen(page, "conflict"));
  await page.getByTestId("conflict-keep").click();
  await page.getByTestId("conflict-kept").waitFor();
  assert.equal(await focused(page), "conflict-kept");

  await api("PATCH", `/connections/${id}`, { notes: "Theirs again" }, 200);
  await page.getByTestId("save").click();
  await page.getByTestId("conflict-load").click();
  await page.getByTestId("conflict").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  assert.match(problems.splice(0).join(), /412/);
});

browserTest("the log is exported as it is filtered, and what is refused is said", WIDE, async ({ page, problems }) => {
  await withSessions(1);
  await openConsole(page, gateway, "/transactions?type=setup_request");
  const exported = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-log-dialog-confirm").click()]);
    await page.getByTestId("export-log-dialog").waitFor({ state: "detached" });
    return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
  };
  await page.getByTestId("export-log").click();
  await assertAccessible(page, "the question before an export");
  const [table, csv] = await exported();
  assert.equal(table, "punchgate-transactions.csv");
  const [head, ...lines] = csv.trim().split(/\r?\n/);
  assert.match(head, /^id,/);
  assert.ok(lines.length > 0 && lines.every((line) => line.includes("setup_request")), csv);

  await page.getByTestId("export-log").click();
  await page.getByTestId("export-log-format").selectOption("ndjson");
  await page.getByTestId("export-log-bodies").check();
  const [file, text] = await exported();
  assert.equal(file, "punchgate-transactions.ndjson");
  assert.ok(text.trim().split("\n").every((line) => JSON.parse(line).type === "setup_request"), text);
  assert.match(text, /PunchOutSetupRequest/);

  await page.goto(`${gateway.url}/transactions?from=2020-01-01T00:00:00Z`);
  await page.getByTestId("export-log").click();
  await page.getByTestId("export-log-dialog-confirm").click();
  await page.getByTestId("failure").getByText("must be at most 92 days before to").waitFor();
  assert.match(problems.splice(0).join(), /400/);
});

browserTest("filters in an address that cannot be used are said where they are", WIDE, async ({ page, problems }) => {
  await openConsole(page, gateway, "/transactions?from=abc");
  await page.getByTestId("filter-refused").waitFor();
  assert.notEqual(await errorOf(page, "filter-from"), "");
  assert.equal(await page.getByTestId("failure").count(), 0);
  await page.goto(`${gateway.url}/transactions?body=x`);
  await page.getByTestId("filter-refused").waitFor();
  assert.match(await errorOf(page, "filter-body"), /from and to/);
  await assertAccessible(page, "a filter that cannot be used");
  assert.match(problems.splice(0).join(), /400/);
  await page.goto(`${gateway.url}/transactions?status=bogus&connection_id=7`);
  await page.getByTestId("filter-unknown").getByText("status=bogus, connection_id=7").waitFor();
});

browserTest("who may only look is told so in place of a form that fails", WIDE, async ({ page }) => {
  const { id } = await withSessions(0);
  await openConsole(page, await asReader(gateway, api), `/connections/${id}`);
  await page.getByTestId("credentials").waitFor();
  for (const action of ["edit", "rotate-credential", "remove-credential", "new-credential"]) {
    assert.equal(await page.getByTestId(action).count(), 0, action);
  }
  for (const address of ["/connections/new", `/connections/${id}/edit`, "/stores/new", "/settings"]) {
    await page.goto(gateway.url + address);
    await page.getByTestId("read-only").waitFor();
    assert.equal(await page.getByTestId("save").count(), 0, address);
    assert.equal(await page.locator("form :enabled").count(), 0, address);
    await assertAccessible(page, `${address} for who may only look`);
  }
  assert.equal(path(page), "/settings");
  assert.ok(await page.locator("#settings-default_currency, [id^=settings-]").first().isDisabled());
});

browserTest("names without a blank break and leave the other columns where they are", WIDE, async ({ page }) => {
  const unit = world.connection.business_unit_id;
  const { id } = await api("POST", "/connections", { name: LONG, business_unit_id: unit }, 201);
  await api("POST", "/companies", { name: LONG }, 201);
  await openConsole(page, gateway, "/connections");
  for (const address of ["/connections", "/companies", `/connections/${id}`, `/connections/${id}/edit`, "/"]) {
    await page.goto(gateway.url + address);
    await page.getByTestId("account-menu").first().waitFor();
    if (address.endsWith(id)) await page.getByTestId("connection-settings").waitFor();
    if (/s$/.test(address)) await page.getByText(LONG).first().waitFor();
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("main, .pg-table-frame, .pf-v6-c-card")]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => `${element.className}: ${element.scrollWidth} > ${element.clientWidth}`),
    );
    assert.deepEqual(wide, [], address);
  }
});
