// Looks for barriers with axe, against WCAG 2.2 AA and its best practices.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails when axe finds a barrier on the page as it is now. */
export async function assertAccessible(page, what) {
  // Colours that are on their way from one theme to another are neither's. What turns for ever is not waited for.
  await page.evaluate(() => {
    const passing = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity);
    return Promise.all(passing.map((animation) => animation.finished.catch(() => {})));
  });
  // Not through a script element: the content security policy forbids scripts that are not ours.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => (await globalThis.axe.run({ resultTypes: ["violations"] })).violations);
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  assert.deepEqual(told, [], `barriers on ${what}`);
}
