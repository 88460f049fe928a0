// Starts Blazor and says whether the page is live. A lost connection is tried again for as long as the page is open;
// where the server has forgotten the page, it is loaded anew.
(() => {
  const root = document.documentElement;
  const dialog = () => document.getElementById("reconnect");
  const pause = (milliseconds) => new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", done);
      resolve();
    }
    function seen() { if (!document.hidden) { done(); } }
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", done);
  });

  let leaving = false;
  // Who is asked whether to leave may stay.
  addEventListener("beforeunload", () => { leaving = true; setTimeout(() => { leaving = false; }, 3000); });
  addEventListener("pageshow", () => { leaving = false; });

  // Files that are being sent go on without the server's side of the page; loading it anew would lose them.
  const reload = async () => {
    while (window.virtoolUploads?.busy()) {
      await pause(1000);
    }
    location.reload();
  };

  let down = false;
  const reconnect = async () => {
    let attempt = 0;
    while (down) {
      await pause(attempt === 0 ? 300 : Math.min(1000 * attempt, 5000));
      attempt++;
      if (!down) {
        return;
      }
      try {
        if (!await Blazor.reconnect()) {
          await reload();
          return;
        }
        return;
      } catch {
        // The server does not answer yet.
      }
    }
  };

  const handler = {
    onConnectionDown: () => {
      if (down || leaving) {
        return;
      }
      down = true;
      root.dataset.connection = "lost";
      // A short loss is not worth a dialog.
      setTimeout(() => { if (down) { dialog()?.show(); } }, 1500);
      reconnect();
    },
    onConnectionUp: () => {
      down = false;
      delete root.dataset.connection;
      dialog()?.close();
    },
  };

  Blazor.start({ circuit: { reconnectionHandler: handler } });

  // An error that ended the circuit: the page would stand still, so it is loaded anew, at most once in ten seconds.
  const failed = document.getElementById("blazor-error-ui");
  if (failed) {
    new MutationObserver(() => {
      if (failed.style.display !== "block") {
        return;
      }
      root.dataset.connection = "lost";
      const last = Number(sessionStorage.getItem("reloaded") ?? 0);
      if (Date.now() - last > 10000) {
        sessionStorage.setItem("reloaded", String(Date.now()));
        reload();
      }
    }).observe(failed, { attributes: true, attributeFilter: ["style"] });
  }
})();
