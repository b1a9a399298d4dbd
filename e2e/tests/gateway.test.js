// The program as built: it starts on an empty folder, serves the console and the API beside each other, and ends cleanly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserTest } from "../support/browser.js";
import { startGateway } from "../support/gateway.js";

browserTest("the gateway serves a console that starts", async ({ page, problems }) => {
  const gateway = await startGateway();
  try {
    await page.goto(gateway.url);
    await page.locator("body > *:not(noscript)").first().waitFor();
    assert.equal(await page.getByRole("alert").filter({ hasText: "could not be started" }).count(), 0);
    // Nobody is signed in, which the browser notes when the console asks who is.
    const signedOut = (problem) => problem.includes("status of 401");
    assert.deepEqual(problems.splice(0).filter((problem) => !signedOut(problem)), []);
  } finally {
    await gateway.stop();
  }
});

test("the API never answers with the console", async () => {
  const gateway = await startGateway();
  try {
    for (const method of ["GET", "POST", "DELETE"]) {
      const response = await fetch(`${gateway.url}/api/v1/no-such-thing`, { method });
      assert.equal(response.status, 404, method);
      assert.equal(response.headers.get("content-type"), "application/problem+json", method);
    }
    const missing = await fetch(`${gateway.url}/assets/no-such-file.js`);
    assert.equal(missing.status, 404);
  } finally {
    assert.equal(await gateway.stop(), 0, "exit code after SIGTERM");
  }
});
