// Loaded before the first paint: pins the theme that was chosen in this browser. Without a choice the system decides.
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };

  const apply = (choice) => {
    if (choice === "light" || choice === "dark") {
      root.dataset.theme = choice;
    } else {
      delete root.dataset.theme;
    }
    root.dataset.themeChoice = choice === "light" || choice === "dark" ? choice : "system";
  };

  apply(stored());

  // One listener for all pages, static ones too: a button says what it chooses.
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-choose-theme]")?.dataset.chooseTheme;
    if (!choice) {
      return;
    }
    try { localStorage.setItem("theme", choice); } catch { /* private window: it holds for this page */ }
    apply(choice);
  });
  addEventListener("storage", (event) => { if (event.key === "theme") { apply(event.newValue); } });
})();
