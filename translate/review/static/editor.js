// The segment that is worked on: its text field, its term panel, what can be done with it.

import { alternatives, closePanel, openTerm } from "./offers.js";
import { api } from "./api.js";
import { $, alarm, el, marked, say } from "./dom.js";
import { clearLinks, light } from "./links.js";
import { change, counts, emit, model, next, on } from "./model.js";
import { changedNote, conflictNote, draw, drawCounts, drawNotes, spans } from "./page.js";
import { flush, settle } from "./save.js";
import { teach } from "./teach.js";

const CHECK = 180; // milliseconds of quiet before the text is checked

export function activate(segment, { focus = "editor", scroll = true, caret = null } = {}) {
  const old = model.active;
  if (!segment) return;
  if (old !== segment) {
    if (old) leave(old);
    model.active = segment;
    enter(segment);
    showConflicts();
  }
  if (scroll) segment.parts.root.scrollIntoView({ block: "nearest" });
  if (focus === "editor") {
    segment.parts.area.focus({ preventScroll: true });
    if (caret !== null) segment.parts.area.setSelectionRange(caret, caret);
  } else if (focus === "segment") segment.parts.root.focus({ preventScroll: true });
  history.replaceState(null, "", `#${model.number}/${segment.id}`);
}

export function leave(segment) {
  flush(segment);
  clearLinks();
  const { parts } = segment;
  model.active = null;
  closePanel(segment);
  parts.editor.replaceWith(parts.target);
  parts.mirror = parts.area = parts.editor = null;
  parts.panel.replaceChildren();
  parts.root.removeAttribute("aria-current");
  parts.root.removeAttribute("tabindex");
  draw(segment);
}

function enter(segment) {
  const { parts } = segment;
  parts.root.setAttribute("aria-current", "true");
  parts.root.setAttribute("tabindex", "-1");
  parts.mirror = el("div", { class: "mirror", "aria-hidden": "true" });
  parts.area = el("textarea", {
    lang: "en", rows: 1, spellcheck: "true", autocomplete: "off",
    "aria-label": `Translation of segment ${segment.id}`, "aria-describedby": `n${segment.id}`,
    oninput: () => typed(segment),
    onkeydown: (event) => keepLine(event, segment),
  });
  parts.editor = el("div", { class: "editor" }, parts.mirror, parts.area);
  parts.area.value = segment.target;
  parts.target.replaceWith(parts.editor);
  drawNotes(segment);
  drawMirror(segment);
  drawPanel(segment);
}

function drawMirror(segment) {
  // A line break at the end would have no height.
  segment.parts.mirror.replaceChildren(marked(segment.target, spans(segment, "target")), "\u200b");
}

export function drawPanel(segment) {
  if (segment !== model.active) return;
  const button = (text, title, call, css = null) => el("button", { type: "button", class: css, title, onclick: call }, text);
  const reviewed = segment.state === "reviewed";
  const { offers = el("div", { class: "offers" }) } = segment.parts;
  segment.parts.offers = offers;
  segment.parts.panel.replaceChildren(
    ...(segment.conflict ? [conflictNote(segment, settle)] : []),
    ...(segment.changes.length ? [changedNote(segment)] : []),
    el("div", { class: "actions", role: "group", "aria-label": `Segment ${segment.id}` },
      reviewed
        ? button("Reviewed ✓", "Back to machine translation (Ctrl+Shift+Enter)", () => reopen(), "done")
        : button("Approve", "Approve and go to the next (Ctrl+Enter)", () => approve(), "main"),
      button("Alternatives", "Other translations by the machine (Alt+A)", () => alternatives(segment)),
      button("Copy source", "Put the German text here (Alt+C)", () => copySource()),
      button("Add to glossary", "Words selected on both sides (Alt+G)", () => teach(segment)),
      ...(segment.machine === null ? [] : [button("Machine's text", "Put the machine's text back (Alt+M)", () => machineText())])),
    offers,
  );
}

// ------------------------------------------------------------------ typing

function keepLine(event, segment) {
  // One sentence is one line, unless its source has more.
  if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing) {
    if (!segment.source.includes("\n")) event.preventDefault();
  }
}

function typed(segment) {
  change([[segment, { target: segment.parts.area.value }]], { typing: true });
}

let quiet = 0;
let asking = null;
function check(segment) {
  clearTimeout(quiet);
  quiet = setTimeout(async () => {
    asking?.abort();
    asking = new AbortController();
    const text = segment.target;
    try {
      const found = await api.check(model.number, segment.id, text, { signal: asking.signal });
      if (segment.target !== text) return;
      const { terms, findings, links } = found;
      Object.assign(segment, { terms, findings, links });
      segment.attention = attention(segment);
      refresh(segment);
    } catch (error) {
      if (error.name !== "AbortError" && error.status !== 0) throw error;
    }
  }, CHECK);
}

// As the server says it: findings before the review; after it, terms that a new glossary has made wrong.
const attention = (segment) => (segment.state === "reviewed" ? segment.flagged : segment.findings.length > 0);

function refresh(segment) {
  if (!segment.parts) return;
  const focused = document.activeElement?.dataset?.term;
  draw(segment);
  if (segment === model.active) {
    drawMirror(segment);
    if (focused !== undefined) segment.parts.notes.querySelector(`[data-term="${focused}"]`)?.focus();
  }
  drawCounts();
}

on("change", (segment, { typing, caret }) => {
  // Marks whose places are not known any more would stand at the wrong words until the check has come back.
  if (typing || segment.target !== segment.shown) shift(segment);
  if (segment === model.active) {
    const { area } = segment.parts;
    if (area.value !== segment.target) {
      area.value = segment.target;
      if (caret !== null) area.setSelectionRange(...[caret].flat(), ...(Array.isArray(caret) ? [] : [caret]));
    }
    if (!typing) drawPanel(segment);
  }
  segment.attention = attention(segment);
  refresh(segment);
  check(segment);
});

// Move the places of marks along with an edit; what the edit cuts into is given up.
function shift(segment) {
  const old = segment.shown ?? segment.saved.target;
  const now = segment.target;
  segment.shown = now;
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const by = now.length - old.length;
  const moved = (span) => {
    if (!span || span[1] <= head) return span;
    return span[0] >= old.length - tail ? [span[0] + by, span[1] + by] : null;
  };
  segment.terms = segment.terms.map((term) => ({ ...term, target: moved(term.target) }));
  segment.findings = segment.findings.map((finding) => ({ ...finding, target: moved(finding.target) }));
  segment.links = segment.links.flatMap(([a, b, c, d]) => {
    const place = moved([c, d]);
    return place ? [[a, b, ...place]] : [];
  });
}

for (const event of ["saved", "updated", "settled", "conflict"]) {
  on(event, (segment) => {
    segment.shown = segment.target;
    if (segment === model.active) {
      if (segment.parts.area.value !== segment.target) {
        const caret = segment.parts.area.selectionStart;
        segment.parts.area.value = segment.target;
        segment.parts.area.setSelectionRange(caret, caret);
      }
      const inside = segment.parts.panel.contains(document.activeElement) && event !== "settled";
      if (!inside || event === "conflict") drawPanel(segment);
      if (event === "settled") segment.parts.area.focus();
    }
    refresh(segment);
    showConflicts();
  });
}

// Conflicts of other segments are told at the head of the page; who is typing goes on typing.
function showConflicts() {
  const others = model.segments.filter((segment) => segment.conflict && segment !== model.active);
  if (!others.length) return alarm("conflict", "");
  const names = others.map((segment) => segment.id).join(", ");
  const show = el("button", { type: "button", onclick: () => activate(others[0]) }, "Show");
  alarm("conflict", `Changed elsewhere meanwhile, nothing overwritten: segment ${names}.`, show);
}

document.addEventListener("selectionchange", () => {
  const area = model.active?.parts.area;
  if (area && document.activeElement === area) light(model.active, "target", area.selectionStart);
});

// ------------------------------------------------------------------ what can be done

export function approve() {
  const segment = model.active;
  if (!segment) return;
  if (!segment.target.trim() && segment.source.trim()) {
    say("There is no translation to approve.");
    return;
  }
  if (segment.flagged) looked(segment);
  change([[segment, { state: "reviewed" }]]);
  flush(segment);
  const following = next((other) => other.state !== "reviewed");
  if (following) activate(following);
  else {
    drawPanel(segment);
    say(`All ${counts().all} segments are reviewed.`);
  }
}

// Approved again although a new glossary says otherwise.
function looked(segment) {
  segment.flagged = segment.attention = false;
  flush(segment, {}, true);
  draw(segment);
  drawCounts();
}

export function reopen() {
  if (model.active) change([[model.active, { state: "machine" }]]);
}

export function copySource() {
  const segment = model.active;
  if (segment) change([[segment, { target: segment.source }]], { caret: segment.source.length });
}

export function machineText() {
  const segment = model.active;
  if (segment && segment.machine !== null) change([[segment, { target: segment.machine }]]);
}

export function step(back, options = {}) {
  const all = model.segments;
  const index = model.active ? model.active.index + (back ? -1 : 1) : back ? all.length - 1 : 0;
  if (index >= 0 && index < all.length) activate(all[index], options);
}

export function nextAttention(back = false) {
  const found = next((segment) => segment.attention || segment.conflict, back) || next((s) => s.state !== "reviewed", back);
  if (found) activate(found);
  else say("Nothing is left to look at.");
}

export function jumpToTerm() {
  const segment = model.active;
  const places = segment?.terms.map((term, index) => [term, index]).filter(([term]) => term.state !== "overlapped") ?? [];
  if (!places.length) return say("There is no term in this segment.");
  const at = places.findIndex(([, index]) => index === segment.jumped);
  const [term, index] = places[(at + 1) % places.length];
  segment.jumped = index;
  showTerm(segment, term, index);
}

function showTerm(segment, term, index) {
  if (term.target) {
    segment.parts.area.focus();
    segment.parts.area.setSelectionRange(...term.target);
    light(segment, "source", term.source[0]);
    say(`${term.term}, ${term.state}`);
  } else openTerm(segment, index);
}

$("rows").addEventListener("click", (event) => {
  const root = event.target.closest(".segment");
  const segment = root && model.byId.get(root.dataset.id);
  if (!segment) return;
  const chip = event.target.closest(".chip");
  if (chip) {
    activate(segment, { focus: "none" });
    openTerm(segment, Number(chip.dataset.term));
  } else if (segment !== model.active && getSelection().isCollapsed) {
    const target = event.target.closest(".target");
    activate(segment, { caret: target ? clicked(segment, event) : null, scroll: false });
  }
});

function clicked(segment, event) {
  const place = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!place || !segment.parts.target.contains(place.offsetNode)) return null;
  const before = document.createRange();
  before.selectNodeContents(segment.parts.target);
  before.setEnd(place.offsetNode, place.offset);
  return before.toString().length;
}

export function retire() {
  emit("retire");
  if (model.active) leave(model.active);
}
