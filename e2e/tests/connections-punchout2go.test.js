// Connections for PunchOut2Go in front, in the console: made, given a client, and handed over with what a service needs to call.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before } from "node:test";
import { assertAccessible } from "../support/accessibility.js";
import { signIn } from "../support/api.js";
import { browserTest } from "../support/browser.js";
import { WIDE, errorOf, fill, heading, openConsole, path } from "../support/console.js";
import { startGateway } from "../support/gateway.js";

let gateway, api;
before(async () => {
  gateway = await startGateway();
  api = await signIn(gateway);
  await api("POST", "/stores", { key: "shop", name: "Corner shop", punch_out_start_url: "https://shop.example/in" }, 201);
  const company = await api("POST", "/companies", { name: "Buying Ltd" }, 201);
  await api("POST", "/business-units", { company_id: company.id, name: "Workshop" }, 201);
});
after(() => gateway?.stop());

browserTest("a service in front is given a connection, a client and its addresses", WIDE, async ({ page, context, problems }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openConsole(page, gateway, "/connections/new");
  await page.getByTestId("connection-format").selectOption("punchout2go");
  for (const ofOthers of ["cart_encoding", "document_version", "profile", "oci-version"]) {
    assert.equal(await page.getByTestId(`connection-${ofOthers}`).count(), 0, ofOthers);
  }
  await fill(page, "connection", { name: "Hub", allowed_return_hosts: "javascript:alert(1)" });
  await page.getByTestId("connection-business_unit_id").selectOption({ label: "Buying Ltd / Workshop" });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.ok(await errorOf(page, "connection-allowed_return_hosts"));
  problems.splice(0);
  await fill(page, "connection", { allowed_return_hosts: "hub.example" });
  await page.getByTestId("save").click();
  await heading(page, "Hub");
  const id = path(page).split("/").at(-1);
  assert.equal((await api("GET", `/connections/${id}`, undefined, 200)).format, "punchout2go");
  await page.getByTestId("connection-settings").getByText("PunchOut2Go / TradeCentric").waitFor();

  await page.getByTestId("new-credential").click();
  await page.getByTestId("credential-username").waitFor();
  await page.getByText("which is also its API key").waitFor();
  await fill(page, "credential", { password: "open-sesame-9k4" });
  await page.getByTestId("save").click();
  await page.getByTestId("form-summary").waitFor();
  assert.ok(await errorOf(page, "credential-username"));
  problems.splice(0);
  await fill(page, "credential", { username: "hub" });
  await page.getByTestId("save").click();
  await page.getByTestId("credential-row").getByRole("link", { name: "hub" }).waitFor();

  const url = await page.getByTestId("entry-point-url").inputValue();
  const tokenUrl = await page.getByTestId("token-url").inputValue();
  assert.equal(tokenUrl, `${url}/oauth2/token`);
  assert.doesNotMatch(await page.locator("main").innerText(), /open-sesame/);
  await assertAccessible(page, "a connection for PunchOut2Go");

  await page.getByTestId("activate").click();
  await page.getByTestId("activation-confirm").click();
  await page.getByTestId("deactivate").waitFor();

  // What stands there is true: the key opens a session, and so does the token that it gets.
  await page.getByTestId("curl").click();
  await page.getByTestId("curl-copy").click();
  await page.getByText("Copied", { exact: true }).waitFor({ state: "attached" });
  const call = await page.evaluate(() => navigator.clipboard.readText());
  const env = { ...process.env, API_KEY: "open-sesame-9k4" };
  const tried = execFileSync("bash", ["-c", call], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], env });
  assert.match(JSON.parse(tried).start_url, /\/punchout\/start\//, tried);
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: "hub", client_secret: "open-sesame-9k4" });
  const granted = await fetch(tokenUrl, { method: "POST", body: form });
  assert.equal(granted.status, 200);
  const { access_token } = await granted.json();
  const answer = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify({
      pos: "p-1",
      operation: "create",
      return_url: "https://hub.example/return",
      params: { body: { buyercookie: "b-1", contact: { email: "ann@buyer.example", name: "Ann Buyer" } } },
    }),
  });
  const started = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(started));
  assert.match(started.start_url, /\/punchout\/start\//);
});
