// Starts the console. A file of its own, because the content security policy allows no script within a page.
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

// Before anything is drawn, so that nobody is dazzled by the other theme. From then on the console does it (src/theme.rs).
const theme = stored("punchgate.theme");
const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("pf-v6-theme-dark", dark);

// The console is three programs: what is used every day; the workbench and the tools, which have the addresses that begin with these words;
// and the tools also those that have one of these after a connection (src/parts.rs; a test of src/route.rs compares). Opening a page of
// another program loads a page anew.
const OF_WORKBENCH = [
  "api-keys",
  "audit-log",
  "business-units",
  "buyers",
  "companies",
  "password",
  "settings",
  "stores",
  "system",
  "users",
];
const OF_TOOLS = ["import", "mapping-profiles", "roles"];
const OF_A_CONNECTION = ["buyer-map", "classifications", "history", "mapping", "onboarding-sheet", "promotion", "rotation", "test", "units", "unmapped"];
const PARTS = {
  console: { script: () => import("./console.js"), wasm: "./console.wasm" },
  tools: { script: () => import("./tools.js"), wasm: "./tools.wasm" },
  workbench: { script: () => import("./workbench.js"), wasm: "./workbench.wasm" },
};
const [, place, , detail] = location.pathname.split("/");
const isTool = OF_TOOLS.includes(place) || (place === "connections" && OF_A_CONNECTION.includes(detail));
const part = PARTS[isTool ? "tools" : OF_WORKBENCH.includes(place) ? "workbench" : "console"];
// Both asked for at once.
const wasm = fetch(new URL(part.wasm, import.meta.url));
const script = part.script();

// Nobody who has signed out meanwhile gets to see a page that the browser has kept.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && !stored("punchgate.signed_in")) {
    location.reload();
  }
});

// The texts are files, of which only the chosen language's is loaded (src/i18n/catalogue.rs): what was chosen on an earlier visit, or
// what the browser prefers, in whatever region. The console reads the answer off the page.
const texts = new Map([
  ["en", "./texts-en.json"],
  ["de", "./texts-de.json"],
]);
const primary = (tag) => tag?.split("-")[0].toLowerCase();
const language = [stored("punchgate.language"), ...navigator.languages].map(primary).find((tag) => texts.has(tag)) ?? "en";
document.documentElement.lang = language;

async function load(tag) {
  const response = await fetch(new URL(texts.get(tag), import.meta.url));
  if (!response.ok) {
    throw new Error(`${response.url} answers ${response.status}`);
  }
  return response.text();
}

// Asked for at once, not only when the program has been loaded.
const first = load(language);
globalThis.punchgateTexts = (tag) => (tag === language ? first : load(tag));

try {
  const { default: start } = await script;
  await Promise.all([start({ module_or_path: wasm }), first]);
} catch (error) {
  console.error(error);
  const notice = document.createElement("p");
  notice.role = "alert";
  notice.textContent = "The Punchgate console could not be started. Please reload the page, with a current browser.";
  document.body.append(notice);
}
