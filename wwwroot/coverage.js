// Charts of coverage that can be asked and zoomed, and the keys of a list of hits. The server draws an overview of each chart; the depth of
// every base is fetched when a chart is first pointed at. All that is drawn here lies in a chart's .lens, which the server leaves empty.
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const HEIGHT = 100;
  const charts = new WeakMap();
  const number = new Intl.NumberFormat("en");

  const create = (tag, attributes = {}, ...children) => {
    const isSvg = tag === "svg" || tag === "path" || tag === "line";
    const element = isSvg ? document.createElementNS(NS, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  class Chart {
    constructor(plot) {
      this.plot = plot;
      this.figure = plot.closest(".coverage");
      this.lens = plot.querySelector(".lens");
      this.length = Number(plot.dataset.length);
      this.from = 0;
      this.to = this.length;
      this.at = 0;
      this.svg = create("svg", { viewBox: `0 0 1 ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
      this.svg.style.display = "none";
      this.mark = create("i", { class: "at" });
      this.span = create("i", { class: "span" });
      this.words = create("output", { class: "told", "aria-live": "polite" });
      this.bar = create("div", { class: "zoom" });
      for (const [word, label, deed] of [
        ["−", "Zoom out", () => this.zoom(2)],
        ["+", "Zoom in", () => this.zoom(0.5)],
        ["←", "Earlier", () => this.move(-0.5)],
        ["→", "Later", () => this.move(0.5)],
        ["All", "The whole sequence", () => this.show(0, this.length)],
      ]) {
        const button = create("button", { type: "button", class: "button small", "aria-label": label, title: label }, word);
        button.addEventListener("click", deed);
        this.bar.append(button);
      }
      this.range = create("span", { class: "range" });
      this.bar.append(this.range);
      this.bar.hidden = true;
      this.mark.hidden = this.span.hidden = this.words.hidden = true;
      this.lens.append(this.svg, this.span, this.mark, this.words, this.bar);
    }

    get width() {
      return this.to - this.from;
    }

    get isWhole() {
      return this.width >= this.length;
    }

    /** The depth of every base, once. */
    load() {
      return this.loading ??= (async () => {
        const depths = new Int32Array(this.length);
        if (this.plot.dataset.coverage) {
          const answer = await fetch(this.plot.dataset.coverage, { headers: { accept: "application/json" } });
          if (!answer.ok) {
            throw new Error(`The depth could not be had (${answer.status}).`);
          }
          const { align: steps } = await answer.json();
          steps.forEach(([x, depth], index) => depths.fill(depth, x, index + 1 < steps.length ? steps[index + 1][0] : this.length));
        }
        this.depths = depths;
      })().catch((error) => {
        this.loading = undefined;
        this.say(error.message);
      });
    }

    say(text) {
      this.words.hidden = false;
      this.words.textContent = text;
    }

    async tell(at) {
      this.at = Math.min(this.length - 1, Math.max(0, Math.floor(at)));
      await this.load();
      if (!this.depths) {
        return;
      }
      const share = (this.at + 0.5 - this.from) / this.width;
      this.mark.hidden = share < 0 || share > 1;
      this.mark.style.left = `${100 * share}%`;
      this.words.classList.toggle("left", share > 0.5);
      this.words.style.left = share > 0.5 ? "auto" : `${100 * share}%`;
      this.words.style.right = share > 0.5 ? `${100 * (1 - share)}%` : "auto";
      this.say(`position ${number.format(this.at + 1)} · depth ${number.format(this.depths[this.at])}`);
    }

    hush() {
      this.mark.hidden = this.words.hidden = true;
    }

    zoom(factor, around = this.at) {
      const width = Math.min(this.length, Math.max(10, Math.round(this.width * factor)));
      const share = Math.min(1, Math.max(0, (around - this.from) / this.width));
      this.show(around - share * width, around - share * width + width);
    }

    move(part) {
      this.show(this.from + part * this.width, this.to + part * this.width);
    }

    async show(from, to) {
      const width = Math.min(this.length, Math.max(10, Math.round(to - from)));
      this.from = Math.min(this.length - width, Math.max(0, Math.round(from)));
      this.to = this.from + width;
      await this.load();
      if (!this.depths) {
        return;
      }
      this.figure.classList.toggle("zoomed", !this.isWhole);
      this.bar.hidden = this.isWhole;
      this.svg.style.display = this.isWhole ? "none" : "";
      // What lies along the sequence under its chart moves with it.
      this.figure.style.setProperty("--from", String(this.from / this.length));
      this.figure.style.setProperty("--span", String(this.width / this.length));
      this.range.textContent = `${number.format(this.from + 1)} to ${number.format(this.to)} of ${number.format(this.length)}`;
      this.draw();
      this.tell(Math.min(this.to - 1, Math.max(this.from, this.at)));
    }

    draw() {
      if (this.isWhole) {
        this.svg.replaceChildren();
        return;
      }
      const columns = Math.min(this.width, 1200);
      const top = Number(this.plot.dataset.top);
      const isLog = this.plot.dataset.log === "true";
      const place = (depth) => (HEIGHT * (1 - (isLog ? Math.log10(1 + depth) / Math.log10(1 + top) : depth / top))).toFixed(2);
      let path = `M0 ${HEIGHT}`;
      for (let column = 0; column < columns; column++) {
        const from = this.from + Math.floor(column * this.width / columns);
        const to = this.from + Math.floor((column + 1) * this.width / columns);
        let sum = 0;
        for (let at = from; at < to; at++) {
          sum += this.depths[at];
        }
        path += `H${column}V${place(sum / (to - from))}`;
      }
      this.svg.setAttribute("viewBox", `0 0 ${columns} ${HEIGHT}`);
      this.svg.replaceChildren(create("path", { class: "area", d: `${path}H${columns}V${HEIGHT}Z` }));
    }

    /** The base under the pointer. */
    under(event) {
      const box = this.plot.getBoundingClientRect();
      return this.from + this.width * Math.min(0.9999, Math.max(0, (event.clientX - box.left) / box.width));
    }

    key(event) {
      const step = (event.shiftKey ? 10 : 1) * Math.max(1, Math.round(this.width / 200));
      const deeds = {
        ArrowLeft: () => this.tell(this.at - step),
        ArrowRight: () => this.tell(this.at + step),
        Home: () => this.tell(this.from),
        End: () => this.tell(this.to - 1),
        PageUp: () => this.move(-0.5),
        PageDown: () => this.move(0.5),
        "+": () => this.zoom(0.5),
        "=": () => this.zoom(0.5),
        "-": () => this.zoom(2),
        "0": () => this.show(0, this.length),
        Escape: () => this.show(0, this.length),
      };
      if (!deeds[event.key] || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      deeds[event.key]();
      if (this.at < this.from || this.at >= this.to) {
        this.show(this.at - this.width / 2, this.at + this.width / 2);
      }
    }
  }

  const chartOf = (target) => {
    const plot = target?.closest?.(".coverage .plot");
    if (!plot) {
      return null;
    }
    if (!charts.has(plot)) {
      charts.set(plot, new Chart(plot));
    }
    return charts.get(plot);
  };

  let pulled = null;

  document.addEventListener("pointermove", (event) => {
    if (pulled) {
      const { chart, start } = pulled;
      const end = chart.under(event);
      pulled.end = end;
      chart.span.hidden = false;
      chart.span.style.left = `${100 * (Math.min(start, end) - chart.from) / chart.width}%`;
      chart.span.style.width = `${100 * Math.abs(end - start) / chart.width}%`;
      chart.tell(end);
      return;
    }
    const chart = event.target.closest?.(".zoom") ? null : chartOf(event.target);
    chart?.tell(chart.under(event));
  });

  document.addEventListener("pointerout", (event) => {
    const plot = event.target.closest?.(".coverage .plot");
    if (plot && !plot.contains(event.relatedTarget) && document.activeElement !== plot) {
      charts.get(plot)?.hush();
    }
  });

  document.addEventListener("pointerdown", (event) => {
    const chart = event.button === 0 && !event.target.closest?.(".zoom") ? chartOf(event.target) : null;
    if (chart) {
      const start = chart.under(event);
      pulled = { chart, start, end: start };
    }
  });

  document.addEventListener("pointerup", () => {
    if (!pulled) {
      return;
    }
    const { chart, start, end } = pulled;
    pulled = null;
    chart.span.hidden = true;
    if (Math.abs(end - start) > chart.width / 50) {
      chart.show(Math.min(start, end), Math.max(start, end));
    }
  });

  document.addEventListener("dblclick", (event) => {
    const chart = event.target.closest?.(".zoom") ? null : chartOf(event.target);
    chart?.zoom(0.25, chart.under(event));
  });

  document.addEventListener("focusin", (event) => {
    const chart = event.target.matches?.(".coverage .plot") ? chartOf(event.target) : null;
    if (chart && event.target.matches(":focus-visible")) {
      chart.tell(chart.at);
    }
  });

  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(".coverage .plot")) {
      charts.get(event.target)?.hush();
    }
  });

  // j and k go through the hits from wherever one is; arrows where a hit has the focus.
  const hits = (event) => {
    const list = document.querySelector(".hits");
    const isTyped = event.target.closest?.("input, select, textarea, [contenteditable]");
    const isInList = event.target.closest?.(".hits table");
    const step = event.key === "j" || (event.key === "ArrowDown" && isInList) ? 1 : event.key === "k" || (event.key === "ArrowUp" && isInList) ? -1 : 0;
    if (!list || isTyped || step === 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const links = [...list.querySelectorAll("a[data-hit]")];
    const now = links.findIndex((link) => link.hasAttribute("aria-current"));
    const next = links[Math.min(links.length - 1, Math.max(0, now + step))];
    if (next) {
      event.preventDefault();
      next.click();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }
  };

  document.addEventListener("keydown", (event) => {
    const plot = event.target.matches?.(".coverage .plot") ? event.target : null;
    if (plot) {
      chartOf(plot).key(event);
    }
    if (!event.defaultPrevented) {
      hits(event);
    }
  });
})();
