// Starts the console. A file of its own, because the content security policy allows no script within a page.
import start from "./console.js";

try {
  await start({ module_or_path: new URL("./console.wasm", import.meta.url) });
} catch (error) {
  console.error(error);
  const notice = document.createElement("p");
  notice.role = "alert";
  notice.textContent = "The Punchgate console could not be started. Please reload the page, with a current browser.";
  document.body.append(notice);
}
