// Measures the console as a person meets it: `node bench.js FOLDER`. The figures are printed, written to FOLDER/console.json, and added to
// the report that the Rust part of `make bench` has left in the folder, where there is one.
//
// Each figure is the median of several runs in a browser without anything cached, against the program that PUNCHGATE_BIN names.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { setUp } from "./support/api.js";
import { launch } from "./support/chromium.js";
import { openConsole } from "./support/console.js";
import { startGateway } from "./support/gateway.js";
import { setupRequest } from "./support/stand-ins.js";

const RUNS = 7;
const OWN_REPORT = "console.json";
const SECRET = "open-sesame-8k3";
/** What is wanted, in milliseconds. */
const GOALS = { first_load_ms: 1_500, detail_beyond_api_ms: 100, back_beyond_api_ms: 100 };

const median = (figures) => figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)];

/** From the navigation until the person can type, in milliseconds. */
async function firstLoad(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector("[data-testid=email]")) {
        requestAnimationFrame(() => (globalThis.usableAfter = performance.now()));
        observer.disconnect();
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(url);
  await page.waitForFunction(() => globalThis.usableAfter !== undefined);
  const usable = await page.evaluate(() => globalThis.usableAfter);
  await context.close();
  return usable;
}

/**
 * From a click until what it leads to is drawn, in milliseconds: how long it took, and how long of that the answer of the API that was
 * waited for longest took.
 */
async function step(page, click, drawn) {
  await page.evaluate((selector) => {
    performance.clearResourceTimings();
    globalThis.step = new Promise((resolve) => {
      const started = performance.now();
      const look = () => {
        if (!document.querySelector(selector)) {
          return requestAnimationFrame(look);
        }
        const calls = performance.getEntriesByType("resource").filter(({ name, startTime }) => name.includes("/api/") && startTime >= started);
        resolve({ took: performance.now() - started, api: Math.max(0, ...calls.map(({ responseEnd }) => responseEnd - started)) });
      };
      addEventListener("click", () => requestAnimationFrame(look), { once: true, capture: true });
      addEventListener("popstate", () => requestAnimationFrame(look), { once: true, capture: true });
    });
  }, drawn);
  await click();
  return page.evaluate(() => globalThis.step);
}

async function logAndBack(browser, gateway) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await openConsole(page, gateway, "/transactions");
  const row = page.getByTestId("transaction-row").first();
  await row.waitFor();
  const detail = await step(page, () => row.getByRole("link").first().click(), "[data-testid=request-body] .pg-line");
  const back = await step(page, () => page.evaluate(() => history.back()), "[data-testid=transaction-row]");
  await context.close();
  return { detail, back };
}

const gateway = await startGateway();
const browser = await launch();
try {
  const world = await setUp(gateway, { storeUrl: "https://shop.example/punch-out", returnHost: "buyer.example", secret: SECRET });
  for (let number = 0; number < 60; number += 1) {
    await setupRequest(world.entryPoint, { secret: SECRET, returnUrl: "https://buyer.example/in", cookie: `cookie-${number}` });
  }
  // The first one starts the browser.
  await firstLoad(browser, gateway.url);
  const loads = [];
  const walks = [];
  for (let run = 0; run < RUNS; run += 1) {
    loads.push(await firstLoad(browser, gateway.url));
    walks.push(await logAndBack(browser, gateway));
  }
  const beyond = (name) => median(walks.map((walk) => walk[name].took - walk[name].api));
  const figures = {
    first_load_ms: median(loads),
    detail_ms: median(walks.map(({ detail }) => detail.took)),
    detail_beyond_api_ms: beyond("detail"),
    back_ms: median(walks.map(({ back }) => back.took)),
    back_beyond_api_ms: beyond("back"),
  };
  console.log(`\nconsole, ${cpus().length} cores, medians of ${RUNS}`);
  const goals = Object.entries(GOALS).map(([name, most]) => ({
    goal: `console: ${name.replace(/_ms$/, "").replaceAll("_", " ")} below ${most} ms`,
    measured: figures[name],
    reached: figures[name] < most,
  }));
  for (const [name, milliseconds] of Object.entries(figures)) {
    console.log(`  ${name.replace(/_ms$/, "").replaceAll("_", " ").padEnd(20)} ${milliseconds.toFixed(0).padStart(6)} ms`);
  }
  for (const { goal, reached } of goals) {
    console.log(`  ${reached ? "reached" : "MISSED "}  ${goal}`);
  }
  add(figures, goals);
} finally {
  await browser.close();
  await gateway.stop();
}

/** Writes the figures to a file of their own, and adds them to the report that was written last. */
function add(figures, goals) {
  const folder = process.argv[2];
  if (!folder) {
    return;
  }
  const write = (name, report) => writeFileSync(join(folder, name), `${JSON.stringify(report, undefined, 2)}\n`);
  mkdirSync(folder, { recursive: true });
  const newest = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== OWN_REPORT).sort().at(-1);
  write(OWN_REPORT, { at: new Date().toISOString(), cores: cpus().length, console: figures, goals });
  if (newest) {
    const report = JSON.parse(readFileSync(join(folder, newest), "utf8"));
    write(newest, { ...report, console: figures, goals: [...report.goals, ...goals] });
  }
}
