// The console as a person uses it: signing in, filling forms.
import assert from "node:assert/strict";

/** A window of a laptop, in British manner. */
export const WIDE = { context: { viewport: { width: 1280, height: 900 }, locale: "en-GB" } };

/** Opens an address of the console as an administrator who is signed in. */
export async function openConsole(page, gateway, path) {
  await page.goto(gateway.url + path);
  await page.getByTestId("email").fill(gateway.admin.email);
  await page.getByTestId("password").fill(gateway.admin.password);
  await page.getByTestId("sign-in-submit").click();
  await page.getByTestId("account-menu").first().waitFor();
}

/** Fills fields by their ids. */
export async function fill(page, prefix, values) {
  for (const [name, value] of Object.entries(values)) {
    await page.getByTestId(`${prefix}-${name}`).fill(value);
  }
}

/** What is said to be wrong with a field, as a screen reader hears it. */
export async function errorOf(page, id) {
  const field = page.getByTestId(id);
  assert.equal(await field.getAttribute("aria-invalid"), "true", id);
  const ids = (await field.getAttribute("aria-describedby")).split(" ");
  assert.ok(ids.includes(`${id}-error`), id);
  return page.locator(`[id="${id}-error"]`).innerText();
}

/** The path of the page that is open. */
export const path = (page) => new URL(page.url()).pathname;

/** Waits until the page's heading says this. */
export const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

/** What has the focus: its id, its name for tests, or its text. */
export const focused = (page) =>
  page.evaluate(() => {
    const { id, dataset, textContent } = document.activeElement;
    return id || dataset.testid || textContent;
  });

/** Presses Tab until an element with this id or name for tests has the focus. */
export async function tabTo(page, wanted) {
  for (let presses = 0; presses < 60; presses += 1) {
    const found = await page.evaluate((name) => [document.activeElement.id, document.activeElement.dataset.testid].includes(name), wanted);
    if (found) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${wanted} cannot be reached by keyboard`);
}
