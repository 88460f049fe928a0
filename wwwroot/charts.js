// Saves the drawing beside a button marked with data-save-chart, as SVG or as PNG: with the colours of the page, and on paper of its own.
(() => {
  const kept = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];
  const scale = 2;
  const margin = 12;
  const head = 26;
  const space = "http://www.w3.org/2000/svg";

  // A file knows no style sheet: what each element looks like is written on it.
  const dress = (from, to) => {
    const style = getComputedStyle(from);
    for (const name of kept) {
      to.setAttribute(name, style.getPropertyValue(name));
    }
    [...from.children].forEach((child, index) => dress(child, to.children[index]));
  };

  const element = (name, attributes, text) => {
    const made = document.createElementNS(space, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.textContent = text ?? "";
    return made;
  };

  const drawing = (figure) => {
    const source = figure.querySelector("svg");
    const { width, height } = source.viewBox.baseVal;
    const page = getComputedStyle(figure);
    const inner = source.cloneNode(true);
    dress(source, inner);
    inner.setAttribute("x", margin);
    inner.setAttribute("y", margin + head);
    inner.setAttribute("width", width);
    inner.setAttribute("height", height);
    inner.setAttribute("overflow", "visible");
    const size = { width: width + 2 * margin, height: height + 2 * margin + head };
    const whole = element("svg", { xmlns: space, ...size, viewBox: `0 0 ${size.width} ${size.height}` });
    whole.append(
      element("rect", { ...size, fill: page.backgroundColor }),
      element("text", { x: margin, y: margin + 12, fill: page.color, "font-family": page.fontFamily, "font-size": 14, "font-weight": 600 }, `${figure.querySelector("h2").textContent} · ${figure.querySelector("[data-file]").dataset.file.split(" ").slice(0, -1).join(" ")}`),
      inner);
    return { ...size, text: new XMLSerializer().serializeToString(whole) };
  };

  const paint = (drawn) => new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: drawn.width * scale, height: drawn.height * scale });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("The drawing could not be painted.")), "image/png");
    };
    image.onerror = () => reject(new Error("The drawing could not be read."));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.text)}`;
  });

  const save = (blob, name) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-save-chart]");
    if (!button) {
      return;
    }
    const drawn = drawing(button.closest("figure"));
    const kind = button.dataset.saveChart;
    const blob = kind === "png" ? await paint(drawn) : new Blob([drawn.text], { type: "image/svg+xml" });
    save(blob, `${button.dataset.file.toLowerCase().replace(/[^a-z0-9.-]+/g, "_")}.${kind}`);
  });
})();
