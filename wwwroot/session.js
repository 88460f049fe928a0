// Says to the server that somebody uses the page, so that the session counts from then; ends it, and leaves the page, when nobody does for as long
// as a session lasts: others may sit down at the same computer. Who stays signed in, and files that are being sent, are left alone.
(() => {
  const key = "session-used";
  const most = 5 * 60_000;
  let life = null;
  let used = true;
  let asking = false;
  let left = false;
  let timer = 0;
  // For a browser without storage: what this page knows.
  let known = 0;

  // When the session was prolonged last, from whichever of this browser's pages.
  const last = () => {
    try { return Math.max(known, Number(localStorage.getItem(key) ?? 0)); } catch { return known; }
  };
  const keep = (time) => {
    known = time;
    try { localStorage.setItem(key, String(time)); } catch { /* private window */ }
  };
  const length = () => life.length * 1000;
  const sending = () => window.virtoolUploads?.busy() === true;
  const isOver = () => life !== null && !life.stays && !sending() && Date.now() - last() >= length();
  const isDue = () => life === null || Date.now() - last() >= Math.min(most, length() / 12);

  const leave = (why) => {
    left = true;
    clearInterval(timer);
    location.assign(`/sign-in?return=${encodeURIComponent(location.pathname + location.search)}${why}`);
  };

  const end = async () => {
    left = true;
    try {
      // A connection that was lost and came back may have prolonged it.
      await fetch("/session", { method: "DELETE" });
    } catch {
      // It has ended by itself, or will.
    }
    leave("&why=idle");
  };

  const ask = async () => {
    if (asking) {
      return;
    }
    asking = true;
    used = false;
    const now = Date.now();
    try {
      const answer = await fetch("/session", { method: "POST", headers: { Accept: "application/json" } });
      if (answer.status === 401) {
        leave("");
      } else if (answer.ok) {
        life = await answer.json();
        keep(now);
        plan();
      }
    } catch {
      // The server does not answer, which the page says already.
      used = true;
    } finally {
      asking = false;
    }
  };

  const look = () => {
    if (left) {
      return;
    }
    used ||= sending();
    // One that was asleep for too long is not woken by whoever comes next.
    if (isOver()) {
      end();
    } else if (used && isDue()) {
      ask();
    }
  };

  const plan = () => {
    clearInterval(timer);
    timer = setInterval(look, life === null ? 15_000 : Math.min(15_000, length() / 10));
  };

  const use = () => {
    if (!isOver()) {
      used = true;
    }
    look();
  };
  for (const event of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
    addEventListener(event, use, { passive: true, capture: true });
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden || left) {
      return;
    }
    // Another page of this browser may have signed out meanwhile.
    if (isOver()) { end(); } else { ask(); }
  });
  plan();
  ask();
})();
