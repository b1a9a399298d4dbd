// Tests that drive Chromium. A failing test leaves a screenshot of every open page and a trace in e2e/artifacts
// (`npx playwright-core show-trace FILE`).
import { mkdirSync } from "node:fs";
import { after, test } from "node:test";
import { launch, program } from "./chromium.js";

const ARTIFACTS = new URL("../artifacts/", import.meta.url).pathname;
const TIMEOUT_MS = 15_000;

let launched;

/** The one browser of this test file, started when first needed. */
export function browser() {
  launched ??= launch();
  return launched;
}

after(async () => (await launched)?.close());

/**
 * A test in a browser context of its own: `browserTest(name, async ({ page, context, problems }) => ...)`.
 *
 * `problems` collects what went wrong on any page: errors in its console (a violated content security policy is one) and uncaught
 * exceptions. A test fails when any is left at its end; a test that expects some takes them out with `problems.splice(0)`.
 *
 * `options.context` goes to Playwright's `newContext`: locale, colorScheme, viewport, baseURL, ...
 */
export function browserTest(name, options, body) {
  if (typeof options === "function") {
    [options, body] = [{}, options];
  }
  const skip = program ? false : "NO CHROMIUM FOUND: set PUNCHGATE_CHROMIUM";
  test(name, { skip }, async () => {
    const context = await (await browser()).newContext(options.context);
    context.setDefaultTimeout(TIMEOUT_MS);
    const problems = watch(context);
    await context.tracing.start({ screenshots: true, snapshots: true });
    try {
      const page = await context.newPage();
      await body({ page, context, problems });
      if (problems.length > 0) {
        throw new Error(`the pages reported problems:\n  ${problems.join("\n  ")}`);
      }
      await context.tracing.stop();
    } catch (error) {
      await keepEvidence(context, name);
      throw error;
    } finally {
      await context.close();
    }
  });
}

function watch(context) {
  const problems = [];
  context.on("console", (message) => {
    if (message.type() === "error") {
      problems.push(`${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (error) => problems.push(error.error().stack ?? String(error.error())));
  return problems;
}

async function keepEvidence(context, name) {
  mkdirSync(ARTIFACTS, { recursive: true });
  const file = ARTIFACTS + name.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase();
  // A page that is gone must not hide why the test failed.
  await Promise.allSettled(context.pages().map((page, index) => page.screenshot({ path: `${file}-${index}.png`, fullPage: true })));
  await context.tracing.stop({ path: `${file}.trace.zip` }).catch(() => {});
}
