// Search and replace through the whole document.

import { $, range, say } from "./dom.js";
import { activate } from "./editor.js";
import { change, model, on } from "./model.js";

let found = []; // [segment, start, end]
let at = -1;

const able = typeof Highlight === "function" && Boolean(CSS.highlights);

export function openSearch() {
  const words = getSelection().toString().trim() || selectedInField();
  $("search").hidden = false;
  if (words && !words.includes("\n")) $("search-for").value = words;
  $("search-for").select();
  $("search-for").focus();
  look();
}

function selectedInField() {
  const area = model.active?.parts.area;
  return area ? area.value.slice(area.selectionStart, area.selectionEnd) : "";
}

export function closeSearch() {
  if ($("search").hidden) return false;
  $("search").hidden = true;
  found = [];
  if (able) CSS.highlights.delete("found");
  model.active?.parts.area.focus();
  return true;
}

function look() {
  const words = $("search-for").value;
  const side = $("search-in").value;
  const exact = $("search-case").checked;
  const wanted = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), exact ? "gu" : "giu");
  found = words ? model.segments.flatMap((segment) => [...segment[side].matchAll(wanted)].map((hit) => [segment, hit.index, hit.index + hit[0].length])) : [];
  const start = model.active?.index ?? 0;
  at = found.findIndex(([segment]) => segment.index >= start) - 1;
  count();
  paint();
  for (const id of ["search-one", "search-all", "search-by"]) $(id).disabled = side === "source";
}

function count() {
  const shown = Math.min(Math.max(at, -1), found.length - 1);
  $("search-count").textContent = $("search-for").value ? (shown < 0 ? `${found.length} found` : `${shown + 1} of ${found.length}`) : "";
}

function paint() {
  if (!able) return;
  const side = $("search-in").value;
  const ranges = found.slice(0, 2000).map(([segment, start, end]) => range(side === "source" ? segment.parts.source : segment.parts.mirror || segment.parts.target, start, end));
  CSS.highlights.set("found", new Highlight(...ranges.filter(Boolean)));
}

function go(back) {
  if (!found.length) return say("Nothing found.");
  at = (at + (back ? -1 : 1) + found.length) % found.length;
  const [segment, start, end] = found[at];
  activate(segment, { focus: "none" });
  if ($("search-in").value === "target") segment.parts.area.setSelectionRange(start, end);
  count();
  paint();
}

function replaceOne() {
  if (at < 0) return go(false);
  const [segment, start, end] = found[at] ?? [];
  if (!segment) return;
  const place = at;
  change([[segment, { target: segment.target.slice(0, start) + $("search-by").value + segment.target.slice(end) }]]);
  look();
  at = place - 1;
  if (found.length) go(false);
}

function replaceAll() {
  const parts = new Map();
  for (const [segment, start, end] of found.toReversed()) {
    const text = parts.get(segment) ?? segment.target;
    parts.set(segment, text.slice(0, start) + $("search-by").value + text.slice(end));
  }
  const number = found.length;
  change([...parts].map(([segment, target]) => [segment, { target }]));
  look();
  $("search-count").textContent = `${number} replaced`;
}

$("search").addEventListener("submit", (event) => {
  event.preventDefault();
  go(false);
});
for (const id of ["search-for", "search-in", "search-case"]) $(id).addEventListener("input", look);
$("search-back").addEventListener("click", () => go(true));
$("search-one").addEventListener("click", replaceOne);
$("search-all").addEventListener("click", replaceAll);
$("search-close").addEventListener("click", closeSearch);
$("search").addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeSearch();
  else if (event.key === "Enter" && event.shiftKey && event.target.tagName === "INPUT") {
    event.preventDefault();
    go(true);
  } else return;
  event.stopPropagation();
});
on("retire", closeSearch);
