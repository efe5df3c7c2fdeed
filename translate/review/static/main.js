// From the address to the page; what others do to the file is looked for every other second.

import { api } from "./api.js";
import { $, alarm, changes, el, say } from "./dom.js";
import { activate, nextAttention, retire } from "./editor.js";
import { showHelp } from "./keys.js";
import { watchPointer } from "./links.js";
import { absorb, dirty, emit, load, model, on } from "./model.js";
import { buildRows, drawCounts, drawDocuments } from "./page.js";
import { flushAll, unsaved } from "./save.js";
import { openSearch } from "./search.js";

const EVERY = 2000;

async function open(number, id = null) {
  await flushAll();
  if (unsaved()) return alarm("open", "Something is not saved yet; settle that first.");
  alarm("open", "");
  if (model.document) retire();
  const [given, { documents }] = await Promise.all([api.document(number), api.documents()]);
  load(number, given);
  document.title = `${given.name} – Review`;
  $("name").textContent = given.name === "-" ? "Standard input" : given.name;
  $("name").title = given.path;
  $("signature").textContent = given.signature;
  drawDocuments(documents, (other) => open(other));
  buildRows();
  drawCounts();
  const start = model.byId.get(id) ?? model.segments.find((segment) => segment.state !== "reviewed") ?? model.segments[0];
  if (start) activate(start);
  document.documentElement.dataset.ready = String(number);
}

// ------------------------------------------------------------------ changes by others

let asked = false;
async function poll() {
  if (!model.document || asked) return;
  asked = true;
  const { number } = model;
  const since = performance.now();
  try {
    const found = await api.changes(number, model.document.revision);
    if (number !== model.number) return;
    alarm("server", "");
    if (found.gone) {
      alarm("file", found.problem, el("button", { type: "button", onclick: restore }, "Write it again"));
    } else alarm("file", found.problem);
    if (found.layout !== model.document.layout) {
      if (!unsaved()) {
        await open(number, model.active?.id);
        say("The file holds other segments now.");
      } else alarm("layout", "The file holds other segments now; copy what is not saved and load the page again.");
      return;
    }
    // What cannot be taken over now is asked for again.
    const taken = found.segments.map((given) => take(given, since));
    if (taken.every(Boolean)) model.document.revision = found.revision;
  } catch (error) {
    alarm("server", `${error.message}.`);
  } finally {
    asked = false;
  }
}

// Whether a segment is as the server says. What is being typed stays: saving it will show the conflict, if
// there is one. What was saved after the question is newer than the answer.
function take(given, since) {
  const segment = model.byId.get(given.id);
  if (!segment) return true;
  if (dirty(segment) || segment.conflict || segment.at > since) return false;
  const other = given.target !== segment.target || given.state !== segment.state;
  const same = JSON.stringify(said(given)) === JSON.stringify(said(segment));
  if (!other && same) return true;
  const place = segment.open;
  absorb(segment, given);
  segment.open = place;
  emit("updated", segment);
  if (other) say(`Segment ${segment.id} was changed elsewhere.`);
  return true;
}

const said = (segment) => [segment.terms, segment.findings, segment.flagged];

async function restore() {
  try {
    await api.restore(model.number);
    await poll();
    await flushAll();
  } catch (error) {
    alarm("file", error.message);
  }
}

on("poll", poll);
setInterval(() => document.visibilityState === "visible" && poll(), EVERY);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && poll());

// ------------------------------------------------------------------ summary

async function showSummary() {
  await flushAll();
  const found = await api.summary(model.number);
  const facts = [
    ["Reviewed", `${found.reviewed} of ${found.segments} segments`],
    ["Changed", `${found.changed} segment${found.changed === 1 ? "" : "s"}: ${found.words_inserted} words in, ${found.words_deleted} out`],
    ["Time", duration(found.seconds)],
    ["Machine against reviewed", found.chrf === null ? "nothing reviewed yet" : `chrF ${found.chrf}`],
  ];
  $("summary-facts").replaceChildren(...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
  const listed = found.segments_changed.map((given) => el("p", {}, el("b", {}, given.id), " ", el("span", { lang: "en" }, ...changes(given.changes))));
  $("summary-changes").replaceChildren(...(listed.length ? listed : [el("p", { class: "soft" }, "No word differs from the machine's.")]));
  $("summary-dialog").showModal();
}

function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.round(seconds)} s`;
}

// ------------------------------------------------------------------ start

$("attention").addEventListener("click", () => nextAttention());
$("find").addEventListener("click", openSearch);
$("help").addEventListener("click", showHelp);
$("changes").addEventListener("click", showSummary);
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("close", () => model.active?.parts.area.focus());
}
on("change", drawCounts);
on("saved", drawCounts);
watchPointer();

const [number, id] = decodeURIComponent(location.hash.slice(1)).split("/");
try {
  await open(/^\d+$/.test(number) ? Number(number) : 0, id || null);
} catch (error) {
  alarm("server", error.message);
}
addEventListener("hashchange", () => {
  const [other, place] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (/^\d+$/.test(other) && Number(other) !== model.number) open(Number(other), place || null);
  else if (model.byId.has(place)) activate(model.byId.get(place));
});
