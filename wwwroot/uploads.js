// Sends files to the server in parts (tus), shows how far they are on every page, and goes on by itself after a lost connection.
// A file is chosen in what is marked with data-upload (see UploadArea). This page keeps the list itself, not the circuit: it outlives both the
// navigation and a restart of the server.
const endpoint = "/upload/tus";
const atOnce = 3;
const chunk = 32 * 1024 * 1024;
const retryEvery = [500, 1000, 3000, 5000];
const over = new Set(["stored", "refused", "failed"]);

/** @type {Map<number, object>} */
const items = new Map();
let number = 0;
let client;
let list;
let heading;
let told;

const script = () => client ??= new Promise((resolve, reject) => {
  const element = document.createElement("script");
  element.src = "/tus/tus.min.js";
  element.onload = () => resolve(window.tus);
  element.onerror = () => { client = undefined; reject(new Error("A part of this page could not be loaded. Load the page anew.")); };
  document.head.append(element);
});

const create = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const bytes = (count) => {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (count >= 999.5 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return `${count.toFixed(count < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
};

const span = (seconds) => seconds < 55 ? `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} s`
  : seconds < 3570 ? `about ${Math.max(1, Math.round(seconds / 60))} min`
  : `about ${(seconds / 3600).toFixed(1)} h`;

// The look
const build = () => {
  if (list) {
    return;
  }
  heading = create("span", { id: "uploads-title" });
  list = create("ul");
  told = create("p", { className: "unseen" });
  told.setAttribute("role", "status");
  const details = create("details", { open: true }, create("summary", {}, heading), list);
  const section = create("section", { className: "uploads", id: "uploads" }, details, told);
  section.setAttribute("aria-labelledby", "uploads-title");
  document.body.append(section);
};

const say = (text) => { if (told.textContent !== text) { told.textContent = text; } };

const button = (label, name, act) => {
  const element = create("button", { type: "button", className: "button small plain", textContent: label, onclick: act });
  element.setAttribute("aria-label", `${label}: ${name}`);
  return element;
};

const actions = (item) => {
  const cancel = button("Cancel", item.name, () => give(item));
  switch (item.state) {
    case "queued": return [cancel];
    case "sending": case "waiting": return [button("Pause", item.name, () => pause(item)), cancel];
    case "paused": return [button("Resume", item.name, () => resume(item)), cancel];
    case "lost": return [button("Choose the file", item.name, () => item.input.click()), cancel];
    case "verifying": return [];
    default: return [
      ...item.duplicate ? [button("Import once more", item.name, () => again(item))] : [],
      ...item.file && item.state === "failed" ? [button("Try again", item.name, () => restart(item))] : [],
      button("Dismiss", item.name, () => remove(item)),
    ];
  }
};

const words = (item) => {
  const part = `${bytes(item.sent)} of ${bytes(item.size)}`;
  switch (item.state) {
    case "queued": return `${bytes(item.size)}, waits for its turn`;
    case "sending": return [`${percent(item)} %`, part, ...item.speed > 0 ? [`${bytes(item.speed)}/s`, `${span((item.size - item.sent) / item.speed)} left`] : []].join(" · ");
    case "waiting": return `${part} · ${item.reason}`;
    case "paused": return `Paused · ${part}`;
    case "lost": return item.reason ?? `${part} are on the server. Choose the file again to go on.`;
    case "verifying": return item.reason ?? (item.checked > 0 ? `Being checked, ${Math.floor(item.checked * 100)} %` : "Sent, being checked");
    case "stored": return item.reason ?? "Stored";
    default: return item.reason;
  }
};

const percent = (item) => item.size === 0 ? 0 : Math.floor(item.sent * 100 / item.size);

const show = (item) => {
  build();
  if (!item.row) {
    item.bar = create("progress", { className: "bar", max: 100 });
    item.bar.setAttribute("aria-label", `Progress of ${item.name}`);
    item.text = create("p", { className: "hint" });
    item.buttons = create("div", { className: "buttons" });
    item.input = create("input", { type: "file", className: "unseen", tabIndex: -1, onchange: () => found(item, item.input.files[0]) });
    item.input.setAttribute("aria-label", `The file ${item.name} again`);
    item.row = create("li", {}, create("p", { className: "name", textContent: item.name, title: item.name }), item.bar, item.text, item.buttons, item.input);
    list.append(item.row);
  }
  item.row.className = item.duplicate ? `${item.state} duplicate` : item.state;
  item.bar.hidden = over.has(item.state) || item.state === "lost";
  item.bar.value = item.state === "verifying" ? Math.floor(item.checked * 100) : percent(item);
  item.bar.classList.toggle("done", item.state === "verifying");
  item.text.textContent = words(item);
  if (item.shown !== `${item.state}/${item.duplicate}`) {
    item.shown = `${item.state}/${item.duplicate}`;
    const had = item.buttons.contains(document.activeElement);
    item.buttons.replaceChildren(...actions(item));
    if (had) {
      item.buttons.querySelector("button")?.focus();
    }
    if (item.state !== "queued" && item.state !== "lost") {
      say(`${item.name}: ${item.state === "sending" ? "being sent" : words(item)}`);
    }
  }
  title();
};

const title = () => {
  const all = [...items.values()];
  const open = all.filter((item) => !over.has(item.state)).length;
  const stored = all.filter((item) => item.state === "stored").length;
  heading.textContent = open > 0 ? `Uploads: ${open} of ${all.length} on the way`
    : stored === all.length ? `Uploads: ${stored} stored` : `Uploads: ${stored} stored, ${all.length - stored} not`;
  document.getElementById("uploads").hidden = all.length === 0;
};

const remove = (item) => {
  const next = item.row?.nextElementSibling ?? item.row?.previousElementSibling;
  const had = item.row?.contains(document.activeElement);
  item.row?.remove();
  items.delete(item.key);
  if (had) {
    next?.querySelector("button")?.focus();
  }
  if (item.id && over.has(item.state)) {
    fetch(`${endpoint}/${item.id}`, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => { });
  }
  title();
  start();
};

// The sending
const add = (file, type) => {
  const lost = [...items.values()].find((item) => item.state === "lost" && item.name === file.name && item.size === file.size);
  if (lost) {
    found(lost, file);
    return;
  }
  const item = { key: ++number, file, type, name: file.name, size: file.size, sent: 0, speed: 0, checked: 0, state: "queued" };
  items.set(item.key, item);
  show(item);
};

const start = () => {
  let free = atOnce - [...items.values()].filter((item) => item.state === "sending" || item.state === "waiting").length;
  for (const item of items.values()) {
    if (free > 0 && item.state === "queued") {
      free--;
      send(item);
    }
  }
};

const sentence = (error) => {
  try {
    return JSON.parse(error.originalResponse.getBody()).message;
  } catch {
    return null;
  }
};

const passing = (item, error) => {
  if (item.isGone) {
    return false;
  }
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || status === 409 || status === 423 || status === 401 || status === 408 || status === 429;
};

const waitsFor = (error) => {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 ? "no connection, tried again by itself"
    : status === 401 ? "your session has ended: sign in again in another tab, and it goes on"
    : sentence(error) ?? "the server is busy, tried again by itself";
};

const send = async (item) => {
  item.state = "sending";
  item.reason = null;
  item.speed = 0;
  item.mark = null;
  show(item);
  try {
    const tus = await script();
    if (item.state !== "sending") {
      return;
    }
    item.upload ??= new tus.Upload(item.file, options(item));
    if (!item.id) {
      const [former] = await item.upload.findPreviousUploads();
      if (former && ![...items.values()].some((other) => other !== item && other.url === former.uploadUrl)) {
        item.upload.resumeFromPreviousUpload(former);
      }
    }
    if (item.state === "sending") {
      item.upload.start();
    }
  } catch (error) {
    fail(item, error.message);
  }
};

const options = (item) => ({
  endpoint,
  uploadUrl: item.id ? `${endpoint}/${item.id}` : null,
  chunkSize: chunk,
  retryDelays: [...retryEvery, ...new Array(10000).fill(retryEvery.at(-1))],
  removeFingerprintOnSuccess: true,
  metadata: { filename: item.name, type: item.type },
  onShouldRetry: (error) => {
    if (!passing(item, error)) {
      return false;
    }
    item.state = "waiting";
    item.reason = waitsFor(error);
    item.mark = null;
    show(item);
    return true;
  },
  onBeforeRequest: (request) => {
    // What was begun is not begun anew by itself: where it is gone from the server, somebody else may have signed in.
    if (item.id && request.getMethod() === "POST") {
      item.isGone = true;
      throw new Error("gone");
    }
  },
  onUploadUrlAvailable: () => {
    item.url = item.upload.url;
    item.id = item.url.split("/").pop();
  },
  onProgress: (sent) => progress(item, sent),
  onError: (error) => fail(item, item.isGone ? "What was sent of it is not on the server any more: it was cancelled, or another user has signed in. Try again to send it anew." : sentence(error) ?? "It could not be sent. Try again; if that does not help, tell an administrator."),
  onSuccess: () => {
    item.sent = item.size;
    item.state = "verifying";
    show(item);
    start();
    follow(item);
  },
});

const progress = (item, sent) => {
  if (item.state !== "sending" && item.state !== "waiting") {
    return;
  }
  const now = performance.now();
  item.mark ??= { at: now, sent };
  item.sent = sent;
  item.state = "sending";
  const seconds = (now - item.mark.at) / 1000;
  if (seconds >= 0.5) {
    const speed = Math.max(0, sent - item.mark.sent) / seconds;
    item.speed = item.speed > 0 ? item.speed * 0.7 + speed * 0.3 : speed;
    item.mark = { at: now, sent };
  }
  show(item);
};

const fail = (item, reason) => {
  item.state = "failed";
  item.reason = reason;
  show(item);
  start();
};

const pause = async (item) => {
  item.state = "paused";
  show(item);
  start();
  await item.upload?.abort();
};

const resume = (item) => {
  item.state = "queued";
  show(item);
  start();
};

const restart = (item) => {
  item.isGone = false;
  item.upload = null;
  item.id = null;
  resume(item);
};

const give = async (item) => {
  const { id } = item;
  item.state = "failed";
  try {
    await item.upload?.abort();
    if (item.url) {
      const tus = await script();
      for (const former of await item.upload.findPreviousUploads()) {
        await tus.defaultOptions.urlStorage.removeUpload(former.urlStorageKey);
      }
    }
  } finally {
    item.id = id;
    remove(item);
  }
};

// What becomes of it: the page tells it while it is live; else, and where it has been silent for long, the server is asked.
const silence = 15000;
let follower;

const live = () => follower && document.documentElement.dataset.connection !== "lost";

const verifying = () => [...items.values()].filter((item) => item.state === "verifying");

const tellWhich = () => follower?.invokeMethodAsync("FollowAsync", verifying().map((item) => item.id)).catch(() => {
  // The page is not live any more: the server is asked.
});

const tell = (found) => {
  for (const item of verifying()) {
    const now = found.find((one) => one.id === item.id);
    item.heard = now ? performance.now() : 0;
    if (now) {
      settle(item, now);
      show(item);
    }
  }
};

const follow = async (item) => {
  item.heard = performance.now();
  tellWhich();
  while (items.has(item.key) && item.state === "verifying") {
    if (!live() || performance.now() - item.heard > silence) {
      await ask(item);
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  tellWhich();
};

const ask = async (item) => {
  try {
    const answer = await fetch(`/api/imports/${item.id}`, { headers: { Accept: "application/json" } });
    item.heard = performance.now();
    if (answer.status === 404) {
      item.state = "failed";
      item.reason = "It was removed before it was checked.";
    } else if (answer.ok) {
      settle(item, await answer.json());
    }
    show(item);
  } catch {
    // No connection: it is asked again.
  }
};

const settle = (item, found) => {
  item.checked = found.progress;
  item.reason = found.state === "settling" ? found.reason : null;
  item.duplicate = found.state === "duplicate";
  if (found.state === "stored") {
    item.state = "stored";
    item.reason = found.reason ?? (found.read_count === null ? "Stored" : `Stored, ${found.read_count.toLocaleString("en")} reads`);
  } else if (found.state === "duplicate" || found.state === "quarantined") {
    item.state = "refused";
    item.reason = found.reason;
  }
};

const again = async (item) => {
  const answer = await fetch(`/api/imports/${item.id}/anyway`, { method: "POST" });
  if (answer.ok) {
    item.state = "verifying";
    item.duplicate = false;
    item.checked = 0;
    item.reason = null;
    show(item);
    await follow(item);
  } else {
    item.duplicate = false;
    item.reason = (await answer.json()).message;
    show(item);
  }
};

// After the page was loaded anew: what is unfinished is on the server, but the files are not in this page any more.
const found = (item, file) => {
  if (!file) {
    return;
  }
  if (file.name !== item.name || file.size !== item.size) {
    item.reason = `That is another file. Choose ${item.name} of ${bytes(item.size)}.`;
    show(item);
    say(item.reason);
    return;
  }
  item.file = file;
  item.reason = null;
  resume(item);
};

const remember = async () => {
  try {
    const answer = await fetch("/api/uploads?own=true&per_page=100", { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      return;
    }
    for (const one of (await answer.json()).documents) {
      if (![...items.values()].some((item) => item.id === one.id)) {
        const item = { key: ++number, id: one.id, url: `${endpoint}/${one.id}`, type: one.type, name: one.name, size: one.size, sent: one.received, speed: 0, checked: 0, state: "lost" };
        items.set(item.key, item);
        show(item);
      }
    }
  } catch {
    // Without a connection there is nothing to go on with.
  }
};

const busy = () => [...items.values()].some((item) => item.file && ["queued", "sending", "waiting", "paused"].includes(item.state));

/** For the page: whether files are being sent, so that it must not be loaded anew; and by whom, and what, is told of those that were sent. */
window.virtoolUploads = { busy, tell, followBy: (component) => { follower = component; tellWhich(); } };

addEventListener("beforeunload", (event) => {
  if (busy()) {
    event.preventDefault();
  }
});

// Where files are chosen
const type = (area) => area.querySelector("[data-upload-type]")?.value || area.dataset.upload;

document.addEventListener("change", (event) => {
  const input = event.target.closest?.("[data-upload] input[type=file]");
  if (input) {
    [...input.files].forEach((file) => add(file, type(input.closest("[data-upload]"))));
    input.value = "";
    start();
  }
});

const above = (event) => {
  const area = event.target.closest?.("[data-upload]");
  if (area && event.dataTransfer?.types.includes("Files")) {
    event.preventDefault();
    area.classList.add("over");
  } else if (event.dataTransfer?.types.includes("Files")) {
    // A file that misses the area must not take the place of the page.
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  }
};
document.addEventListener("dragenter", above);
document.addEventListener("dragover", above);
document.addEventListener("dragleave", (event) => {
  const area = event.target.closest?.("[data-upload]");
  if (area && !area.contains(event.relatedTarget)) {
    area.classList.remove("over");
  }
});
document.addEventListener("drop", (event) => {
  const area = event.target.closest?.("[data-upload]");
  if (area && event.dataTransfer.files.length > 0) {
    event.preventDefault();
    area.classList.remove("over");
    [...event.dataTransfer.files].forEach((file) => add(file, type(area)));
    start();
  }
});

remember();
