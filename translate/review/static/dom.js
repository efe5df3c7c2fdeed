// Elements without markup: text is never read as HTML.

export const $ = (id) => document.getElementById(id);

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// A text cut wherever a span begins or ends; each piece carries the classes of all spans over it.
export function marked(text, spans) {
  const fragment = document.createDocumentFragment();
  const standing = spans.filter((span) => span.end > span.start);
  const bounds = [...new Set([0, text.length, ...standing.flatMap((span) => [span.start, span.end])])]
    .filter((place) => place >= 0 && place <= text.length)
    .sort((a, b) => a - b);
  for (let n = 0; n + 1 < bounds.length; n++) {
    const [start, end] = [bounds[n], bounds[n + 1]];
    const over = standing.filter((span) => span.start <= start && end <= span.end);
    const piece = text.slice(start, end);
    if (!over.length) fragment.append(piece);
    else {
      const notes = over.map((span) => span.note).filter(Boolean).join("\n");
      fragment.append(el("span", { class: over.map((span) => span.css).join(" "), title: notes || null }, piece));
    }
  }
  return fragment;
}

// The range between two offsets of an element's text, whatever elements it is cut into.
export function range(element, start, end) {
  const found = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let position = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = position + node.length;
    if (!begun && start < next) {
      found.setStart(node, start - position);
      begun = true;
    }
    if (begun && end <= next) {
      found.setEnd(node, end - position);
      return found;
    }
    position = next;
  }
  return null;
}

// The offset of a place in an element's text.
export function offset(element, node, within) {
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, within);
  return before.toString().length;
}

export function changes(parts) {
  const names = { same: "span", deleted: "del", inserted: "ins" };
  return parts.map(([kind, text]) => el(names[kind], {}, text));
}

export function say(text) {
  $("said").textContent = "";
  requestAnimationFrame(() => ($("said").textContent = text));
}

// A sentence at the head of the page that stays until it no longer holds; one for each thing that can go wrong.
export function alarm(about, text, ...buttons) {
  const place = $("alert");
  const old = place.querySelector(`[data-about="${about}"]`);
  if (old?.dataset.text === text || (!old && !text)) return;
  old?.remove();
  if (text) place.append(el("p", { class: "alert", "data-about": about, "data-text": text }, text, " ", ...buttons));
  place.hidden = !place.childElementCount;
}
