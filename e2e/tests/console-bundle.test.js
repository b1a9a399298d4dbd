// The console's files as built, without the gateway.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserTest } from "../support/browser.js";
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
