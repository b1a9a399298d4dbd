// Starts the console. A file of its own, because the content security policy allows no script within a page.
import start from "./console.js";

// Before anything is drawn, so that nobody is dazzled by the other theme. From then on the console does it (src/theme.rs).
const chosen = (() => {
  try {
    return localStorage.getItem("punchgate.theme");
  } catch {
    return null;
  }
})();
const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("pf-v6-theme-dark", dark);

try {
  await start({ module_or_path: new URL("./console.wasm", import.meta.url) });
} catch (error) {
  console.error(error);
  const notice = document.createElement("p");
  notice.role = "alert";
  notice.textContent = "The Punchgate console could not be started. Please reload the page, with a current browser.";
  document.body.append(notice);
}
