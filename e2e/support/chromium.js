// The Chromium of the machine.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function findChromium() {
  const program = process.env.PUNCHGATE_CHROMIUM ?? CANDIDATES.find(existsSync);
  if (!program && process.env.PUNCHGATE_REQUIRE_ALL) {
    throw new Error("no Chromium found: install it, or name its program in PUNCHGATE_CHROMIUM");
  }
  return program;
}

/** The Chromium that is used, where there is one. */
export const program = findChromium();

/** Starts Chromium, with `more` arguments. */
export function launch(more = []) {
  return chromium.launch({
    executablePath: program,
    args: [
      // Chromium's sandbox refuses root.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // Small /dev/shm in containers.
      "--disable-dev-shm-usage",
      ...more,
    ],
  });
}
