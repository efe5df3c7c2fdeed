// Words selected on both sides become a glossary entry; what it touches is translated again on a click.

import { api } from "./api.js";
import { $, alarm, el, offset, say } from "./dom.js";
import { dirty, absorb, emit, model, noteDone } from "./model.js";
import { flushAll } from "./save.js";

let german = null; // the last words selected in a source: [segment, start, end]

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const source = model.active?.parts.source;
  if (!source || selection.isCollapsed || !selection.rangeCount) return;
  const found = selection.getRangeAt(0);
  if (!source.contains(found.startContainer) || !source.contains(found.endContainer)) return;
  german = [model.active, offset(source, found.startContainer, found.startOffset), offset(source, found.endContainer, found.endOffset)];
});

// Only one side selected: the other follows from the word alignment.
function selected(segment) {
  const { area } = segment.parts;
  let [start, end] = [area.selectionStart, area.selectionEnd];
  let source = german?.[0] === segment ? german.slice(1) : null;
  if (start === end && source) {
    const linked = segment.links.filter((link) => link[0] < source[1] && source[0] < link[1]);
    if (linked.length) [start, end] = [Math.min(...linked.map((l) => l[2])), Math.max(...linked.map((l) => l[3]))];
  } else if (start < end && !source) {
    const linked = segment.links.filter((link) => link[2] < end && start < link[3]);
    if (linked.length) source = [Math.min(...linked.map((l) => l[0])), Math.max(...linked.map((l) => l[1]))];
  }
  return [source ? segment.source.slice(...source) : "", segment.target.slice(start, end)];
}

export async function teach(segment) {
  if (!segment) return;
  const [source, target] = selected(segment);
  const form = $("teach");
  const { files } = await api.glossary();
  let entry = { german: source, english: target, german_plural: "", english_plural: "", kind: "noun" };
  if (source.trim() && target.trim()) {
    try {
      entry = await api.propose(source, target);
    } catch (error) {
      if (error.status !== 422) throw error;
    }
  }
  for (const [name, value] of Object.entries({ domain: "", note: "", ...entry })) form.elements[name].value = value;
  form.elements.file.replaceChildren(...files.map((file) => el("option", { value: file, selected: file === files.at(-1) }, file)));
  $("teach-files").hidden = files.length < 2;
  $("teach-error").hidden = true;
  german = null;
  $("teach-dialog").showModal();
  (form.elements.german.value ? form.elements.english.value ? form.elements.german : form.elements.english : form.elements.german).focus();
}

$("teach-cancel").addEventListener("click", () => $("teach-dialog").close());
$("teach").addEventListener("submit", async (event) => {
  event.preventDefault();
  const entry = Object.fromEntries(new FormData($("teach")));
  try {
    await flushAll();
    const { touched } = await api.add(entry);
    $("teach-dialog").close();
    emit("poll");
    showTouched(entry, touched);
  } catch (error) {
    $("teach-error").textContent = error.message;
    $("teach-error").hidden = false;
  }
});

function showTouched(entry, touched) {
  const here = touched.find((given) => given.number === model.number)?.segments ?? [];
  const elsewhere = touched.filter((given) => given.number !== model.number);
  const open = here.filter((given) => given.state !== "reviewed");
  const flagged = here.filter((given) => given.state === "reviewed" && given.attention);
  const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const says = [`“${entry.german} → ${entry.english}” is in the glossary. It stands in ${count(here.length, "segment")} of this document`];
  says.push(open.length ? `, ${open.length} of them not yet reviewed.` : ", none of them open.");
  if (flagged.length) says.push(` ${count(flagged.length, "reviewed segment")} with another rendering: flagged, not changed.`);
  for (const given of elsewhere) says.push(` Also ${count(given.segments.length, "segment")} of ${given.name}.`);
  $("touched-says").textContent = says.join("");
  const line = (given) => el("p", {}, el("b", {}, given.id), given.state === "reviewed" ? " (reviewed) " : " ", el("span", { lang: "de" }, given.source));
  $("touched-list").replaceChildren(...[...open, ...flagged].map(line));
  $("touched-list").hidden = !open.length && !flagged.length;
  const button = $("touched-again");
  button.hidden = !open.length;
  button.disabled = false;
  button.textContent = `Translate ${count(open.length, "segment")} again`;
  button.onclick = () => again(open.map((given) => given.id));
  $("touched-dialog").showModal();
}

async function again(ids) {
  $("touched-again").disabled = true;
  $("touched-says").textContent = "The machine is at work …";
  try {
    const before = new Map(ids.map((id) => [id, { target: model.byId.get(id).target, state: model.byId.get(id).state }]));
    const { segments } = await api.translate(model.number, ids);
    const steps = [];
    for (const given of segments) {
      const segment = model.byId.get(given.id);
      if (!segment || dirty(segment)) continue;
      absorb(segment, given);
      steps.push({ segment, before: before.get(given.id), after: { target: given.target, state: given.state } });
      emit("updated", segment);
    }
    noteDone(steps.filter(({ before: old, after }) => old.target !== after.target));
    $("touched-dialog").close();
    say(`${segments.length} segments translated again.`);
  } catch (error) {
    $("touched-dialog").close();
    alarm("again", `Not translated again: ${error.message}.`);
  }
}
