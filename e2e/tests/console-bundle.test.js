// The console's files as built, without the gateway.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserTest } from "../support/browser.js";
import { fill, openConsole } from "../support/console.js";
import { startGateway } from "../support/gateway.js";
import { serveConsole } from "../support/static-server.js";

let server;
before(async () => (server = await serveConsole()));
after(() => server.stop());

for (const path of ["/", "/deep/link"]) {
  browserTest(`the console starts at ${path} under a strict content security policy`, async ({ page, problems }) => {
    const failed = [];
    page.on("response", (response) => response.status() >= 400 && failed.push(`${response.status()} ${response.url()}`));
    await page.goto(server.url + path);
    await page.locator("body > *:not(noscript)").first().waitFor();
    await page.waitForLoadState("networkidle");
    assert.equal(await page.getByRole("alert").filter({ hasText: "could not be started" }).count(), 0);

    // There is no API here: its absence is all that may be reported.
    const ofTheApi = (text) => text.includes("/api/");
    assert.deepEqual(failed.filter((request) => !ofTheApi(request)), []);
    assert.deepEqual(problems.splice(0).filter((problem) => !ofTheApi(problem)), []);

    // The style sheet arrived and its fonts are used.
    const font = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    assert.match(font, /Red ?Hat ?Text/);
  });
}

for (const [path, program] of [["/", "console"], ["/connections/new", "console"], ["/stores", "workbench"], ["/users/new", "workbench"], ["/connections/x/history", "tools"], ["/import", "tools"]]) {
  browserTest(`of the console's programs, ${path} loads ${program} alone`, async ({ page, problems }) => {
    const loaded = [];
    page.on("response", (response) => loaded.push(new URL(response.url()).pathname.match(/^\/assets\/(\w+)-\w+\.wasm$/)?.[1]));
    await page.goto(server.url + path);
    await page.getByTestId("email").waitFor();
    assert.deepEqual(loaded.filter(Boolean), [program]);
    assert.ok(problems.splice(0).every((problem) => problem.includes("/api/")));
  });
}

browserTest("the console works from another origin, where that is listed", async ({ page, context, problems }) => {
  let gateway;
  const elsewhere = await serveConsole({ api: () => gateway.url });
  try {
    gateway = await startGateway({ env: { PUNCHGATE_CONSOLE: "off", PUNCHGATE_CONSOLE_ORIGINS: elsewhere.url } });
    assert.equal((await fetch(gateway.url)).status, 404);
    await openConsole(page, { url: elsewhere.url, admin: gateway.admin }, "/stores/new");
    // The first look for a session that was there before finds none.
    assert.ok(problems.splice(0).every((problem) => problem.includes("401")));
    await fill(page, "store", { key: "elsewhere", name: "Made from elsewhere", punch_out_start_url: "https://shop.example/start" });
    await page.getByTestId("save").click();
    await page.getByRole("heading", { level: 1, name: "Made from elsewhere" }).waitFor();
    // The cookie renews the sign-in.
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Made from elsewhere" }).waitFor();
    const cookies = await context.cookies();
    assert.deepEqual(cookies.map(({ sameSite, httpOnly }) => [sameSite, httpOnly]), [["Strict", true]]);
  } finally {
    await gateway?.stop();
    await elsewhere.stop();
  }
});
