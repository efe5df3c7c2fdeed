// The article in two columns, row by row; what there is to say about each segment.

import { $, changes, el, marked } from "./dom.js";
import { counts, model } from "./model.js";

const SHAPES = { kept: "✓", enforced: "↻", missed: "!", overlapped: "·", forbidden: "×" };

export function buildRows() {
  const rows = model.document.rows.map((row) => {
    const kind = row[0].kind === "dateline" ? "paragraph" : row[0].kind;
    return el("section", { class: `row ${kind}` }, ...row.map((given) => build(model.byId.get(given.id))));
  });
  $("rows").replaceChildren(...rows);
}

function build(segment) {
  const parts = {
    root: el("div", { class: `segment ${segment.kind}`, id: `s${segment.id}`, role: "group", "data-id": segment.id }),
    place: el("div", { class: "place" }),
    source: el(segment.kind === "heading" ? "h2" : "p", { class: "source", lang: "de" }),
    side: el("div", { class: "side" }),
    target: el("div", { class: "target", lang: "en", role: "button", tabindex: "-1" }),
    notes: el("div", { class: "notes", id: `n${segment.id}` }),
    panel: el("div", { class: "panel" }),
  };
  parts.side.append(parts.target, parts.notes, parts.panel);
  parts.root.append(parts.place, parts.source, parts.side);
  segment.parts = parts;
  draw(segment);
  return parts.root;
}

const noted = (term) => {
  const by = term.by ? ` (by ${term.by})` : "";
  return `${term.state}${by}: ${term.term}${term.state === "forbidden" ? ", never" : " →"} ${term.wanted} · ${term.place}`;
};

export function spans(segment, side) {
  const terms = segment.terms.map((term) => [term[side], `term ${term.state}`, noted(term)]);
  const findings = segment.findings.map((finding) => [finding[side], `flagged ${finding.severity}`, finding.message]);
  return [...terms, ...findings]
    .filter(([span]) => span)
    .map(([[start, end], css, note]) => ({ start, end, css, note }));
}

export function draw(segment) {
  const { root, source, target } = segment.parts;
  root.classList.toggle("reviewed", segment.state === "reviewed");
  root.classList.toggle("look", Boolean(segment.attention || segment.conflict));
  root.setAttribute("aria-label", `Segment ${segment.id}, ${stateOf(segment)}`);
  source.replaceChildren(marked(segment.source, spans(segment, "source")));
  if (segment !== model.active) {
    target.replaceChildren(segment.target ? marked(segment.target, spans(segment, "target")) : "—");
    if (segment.target) target.removeAttribute("aria-label");
    else target.setAttribute("aria-label", `Empty translation of segment ${segment.id}`);
  }
  drawPlace(segment);
  drawNotes(segment);
}

function stateOf(segment) {
  if (segment.conflict) return "in conflict";
  if (segment.state === "reviewed") return segment.flagged ? "reviewed before the glossary changed" : "reviewed";
  return segment.attention ? "needs attention" : "machine translation";
}

function drawPlace(segment) {
  const sign = segment.conflict ? "⚠" : segment.attention ? "!" : segment.state === "reviewed" ? "✓" : "○";
  const score = segment.score === null ? [] : [el("small", { title: "Mean probability that the model gave to a piece of a word" }, percent(segment.score))];
  segment.parts.place.replaceChildren(
    el("span", { class: "sign", title: stateOf(segment), "aria-hidden": "true" }, sign),
    el("span", { class: "number" }, segment.id),
    ...score,
  );
}

export const percent = (score) => `${Math.round(Math.exp(score) * 100)}%`;

// Chips and findings: all of the segment that is worked on, what is wrong of the others.
export function drawNotes(segment) {
  const active = segment === model.active;
  const { notes } = segment.parts;
  const shown = segment.terms
    .map((term, index) => ({ term, index }))
    .filter(({ term }) => term.state !== "overlapped")
    .filter(({ term }) => active || term.state === "missed" || term.state === "forbidden");
  const chips = shown.map(({ term, index }) => chip(segment, term, index, active));
  const findings = segment.findings
    .filter((finding) => finding.check !== "terms")
    .filter(() => active || segment.state !== "reviewed")
    .map((finding) =>
      el("li", { class: finding.severity },
        el("span", { class: "mark", "aria-hidden": "true" }, finding.severity === "error" ? "×" : "!"),
        el("span", {}, finding.message, " ", el("span", { class: "check" }, `${finding.severity} · ${finding.check}`))));
  notes.replaceChildren(
    ...(chips.length ? [el("div", { class: "chips", role: "group", "aria-label": `Terms of segment ${segment.id}` }, ...chips)] : []),
    ...(findings.length ? [el("ul", { class: "findings", "aria-label": "Findings" }, ...findings)] : []),
  );
}

function chip(segment, term, index, active) {
  const german = segment.source.slice(...term.source);
  const never = term.state === "forbidden";
  return el("button", {
      type: "button", class: `chip ${term.state}`, title: noted(term), "data-term": index, tabindex: active ? null : "-1",
      "aria-label": `${term.state}: ${german}, ${never ? "never " : ""}${term.wanted}`,
      "aria-expanded": active ? String(segment.open === index) : null,
    },
    el("span", { class: "shape", "aria-hidden": "true" }, SHAPES[term.state]),
    el("span", { lang: "de" }, german), never ? " never " : " → ", el("span", { lang: "en" }, term.wanted));
}

export function drawCounts() {
  const { all, reviewed, attention } = counts();
  $("progress").max = Math.max(all, 1);
  $("progress").value = reviewed;
  $("counted").textContent = `${reviewed} of ${all} reviewed`;
  $("attention").textContent = `${attention} to look at`;
  $("attention").classList.toggle("some", attention > 0);
  const here = document.querySelector(`#documents [data-number="${model.number}"]`);
  if (here) {
    here.querySelector("progress").value = reviewed;
    here.querySelector("small").textContent = `${reviewed}/${all}`;
  }
}

export function drawDocuments(documents, open) {
  const nav = $("documents");
  nav.hidden = documents.length < 2;
  nav.replaceChildren(
    ...documents.map((given) =>
      el("a", { href: `#${given.number}`, "data-number": given.number, title: given.file,
          "aria-current": given.number === model.number ? "page" : null,
          onclick: (event) => { event.preventDefault(); open(given.number); } },
        el("span", {}, given.name), " ", el("small", {}, `${given.reviewed}/${given.segments}`),
        el("progress", { max: given.segments || 1, value: given.reviewed, "aria-label": `Reviewed in ${given.name}` }))),
  );
}

export function conflictNote(segment, settle) {
  const theirs = segment.conflict;
  return el("div", { class: "conflict", role: "alert" },
    el("p", {}, el("strong", {}, "Changed elsewhere meanwhile."), " Nothing was overwritten; which text is to stand?"),
    el("p", { lang: "en" }, el("b", {}, "In the file: "), theirs.target, theirs.state === "reviewed" ? " (reviewed)" : ""),
    el("p", { lang: "en" }, el("b", {}, "Yours: "), segment.target),
    el("p", { class: "buttons" },
      el("button", { type: "button", onclick: () => settle(segment, false) }, "Take the file's"),
      el("button", { type: "button", class: "main", onclick: () => settle(segment, true) }, "Keep mine")));
}

export function changedNote(segment) {
  return el("p", { class: "changed", lang: "en" }, el("b", {}, "Machine and now: "), ...changes(segment.changes));
}
