// What is offered for a segment: renderings of a term, other translations by the machine.

import { api } from "./api.js";
import { changes, el, range, say } from "./dom.js";
import { change, model } from "./model.js";
import { drawNotes, percent } from "./page.js";
import { flush } from "./save.js";

export function closePanel(segment) {
  segment.open = false;
  segment.offered = [];
  segment.parts.offers?.replaceChildren();
}

export function panelOpen(segment) {
  return Boolean(segment.parts.offers?.childElementCount);
}

// ------------------------------------------------------------------ one term

export function openTerm(segment, index) {
  const term = segment.terms[index];
  if (segment.open === index) {
    closePanel(segment);
    drawNotes(segment);
    return;
  }
  closePanel(segment);
  segment.open = index;
  drawNotes(segment);
  const german = segment.source.slice(...term.source);
  const never = term.state === "forbidden" ? `The glossary forbids “${term.wanted}”. ` : "";
  const renderings = term.renderings.map((text) =>
    el("button", { type: "button", class: "rendering", lang: "en", onclick: () => put(segment, index, text) }, text));
  const other = el("input", { type: "text", lang: "en", autocomplete: "off", value: term.state === "forbidden" ? "" : term.wanted });
  const again = el("form", { class: "again", onsubmit: (event) => {
      event.preventDefault();
      if (other.value.trim()) alternatives(segment, { place: term.source, rendering: other.value.trim() });
    } },
    el("label", {}, "with the term as ", other), " ", el("button", { type: "submit" }, "Translate"));
  segment.parts.offers.replaceChildren(
    el("div", { class: "term-panel", role: "group", "aria-label": `Renderings of ${german}` },
      el("p", {}, el("b", { lang: "de" }, term.term), ` · ${never}${term.state}${term.by ? ` by ${term.by}` : ""} · match: ${term.matched} · ${term.place}`,
        ...(term.note ? [el("br"), el("span", { class: "soft" }, term.note)] : [])),
      el("div", { class: "renderings" }, ...renderings), again));
  (renderings[0] || other).focus({ preventScroll: true });
  segment.parts.root.scrollIntoView({ block: "nearest" });
  point(segment, term);
}

function point(segment, term) {
  if (!window.Highlight) return;
  const places = [range(segment.parts.source, ...term.source), term.target && range(segment.parts.mirror, ...term.target)];
  CSS.highlights?.set("linked", new Highlight(...places.filter(Boolean)));
}

async function put(segment, index, rendering) {
  const answer = await api.put(model.number, segment.id, { target: segment.target, term: index, rendering });
  closePanel(segment);
  change([[segment, { target: answer.target }]]);
  segment.parts.area.focus();
  segment.parts.area.setSelectionRange(...answer.span);
  say(`${rendering} put in.`);
}

// ------------------------------------------------------------------ other translations

export async function alternatives(segment, options = {}) {
  closePanel(segment);
  drawNotes(segment);
  const { offers } = segment.parts;
  const waiting = el("p", { class: "soft", role: "status" }, "The machine is at work … the first time it takes some seconds to load.");
  offers.replaceChildren(waiting);
  let found;
  try {
    await flush(segment);
    found = (await api.alternatives(model.number, segment.id, options)).alternatives;
  } catch (error) {
    if (waiting.isConnected) offers.replaceChildren(el("p", { class: "alert", role: "alert" }, error.message));
    return;
  }
  if (!waiting.isConnected || segment !== model.active) return;
  if (!found.length) {
    offers.replaceChildren(el("p", { class: "soft", role: "status" }, "The machine has no other translation."));
    return;
  }
  segment.offered = found;
  offers.replaceChildren(
    el("ol", { class: "alternatives", "aria-label": "Other translations" },
      ...found.map((given, n) =>
        el("li", {},
          el("button", { type: "button", lang: "en", title: `Take it (Alt+${n + 1})`, onclick: () => accept(segment, n) },
            el("span", { class: "key", "aria-hidden": "true" }, String(n + 1)),
            el("span", {}, ...changes(given.changes.filter(([kind]) => kind !== "deleted")))),
          el("span", { class: "soft" }, about(given))))));
  say(`${found.length} other translations`);
  segment.parts.root.scrollIntoView({ block: "nearest" });
}

function about(given) {
  const faults = given.findings.length;
  const parts = [given.score === null ? "" : percent(given.score), faults ? `${faults} finding${faults === 1 ? "" : "s"}` : "no findings"];
  return parts.filter(Boolean).join(" · ");
}

export function accept(segment, n) {
  const given = segment?.offered?.[n];
  if (!given) return false;
  closePanel(segment);
  change([[segment, { target: given.target }]], { caret: given.target.length });
  segment.parts.area.focus();
  return true;
}
