// Starts the console. A file of its own, because the content security policy allows no script within a page.
import start from "./console.js";

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
  await Promise.all([start({ module_or_path: new URL("./console.wasm", import.meta.url) }), first]);
} catch (error) {
  console.error(error);
  const notice = document.createElement("p");
  notice.role = "alert";
  notice.textContent = "The Punchgate console could not be started. Please reload the page, with a current browser.";
  document.body.append(notice);
}
