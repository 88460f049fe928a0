// Closes what floats: a menu by Escape or by a click beside it, the navigation drawer by a click on its links.
(() => {
  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target) || event.target.closest("a")) {
        menu.open = false;
      }
    }
    const drawer = document.getElementById("rail-open");
    if (drawer && event.target.closest?.(".rail a")) {
      drawer.checked = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
})();

// Copies what stands before the button. Without leave to write to the clipboard, as on a page that came by plain http, it is selected to be copied by hand.
(() => {
  document.addEventListener("click", async (event) => {
    const secret = event.target.closest?.("[data-copy]")?.closest(".secret");
    if (!secret) {
      return;
    }
    const text = secret.querySelector("[data-secret]");
    const said = secret.querySelector("[data-copied]");
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Selected: copy it with Ctrl-C.";
    }
  });
})();
