// Every key in one table: what it does, and what the help says.

import { $, el } from "./dom.js";
import { activate, approve, copySource, jumpToTerm, machineText, nextAttention, reopen, step } from "./editor.js";
import { model, redo, undo } from "./model.js";
import { accept, alternatives, closePanel, panelOpen } from "./offers.js";
import { drawNotes } from "./page.js";
import { closeSearch, openSearch } from "./search.js";
import { teach } from "./teach.js";

const back = (turn) => {
  const segment = turn();
  if (segment) activate(segment);
};

// [keys shown, what it does, keys as they are pressed, call, also outside of texts without modifiers]
const KEYS = [
  ["Ctrl+Enter", "Approve and go to the next open segment", ["C-Enter"], approve],
  ["Ctrl+Shift+Enter", "Take the approval back", ["C-S-Enter"], reopen],
  ["Alt+↓  Alt+↑", "Next, previous segment", ["A-ArrowDown"], () => step(false)],
  [null, null, ["A-ArrowUp"], () => step(true)],
  ["F8  Shift+F8", "Next, previous segment that needs attention", ["F8"], () => nextAttention()],
  [null, null, ["S-F8"], () => nextAttention(true)],
  ["Ctrl+Z", "Undo, in whatever segment it was", ["C-z"], () => back(undo)],
  ["Ctrl+Shift+Z", "Redo", ["C-S-z", "C-y"], () => back(redo)],
  ["Alt+J", "Jump to the next term; offers renderings of one that is missed", ["A-j"], jumpToTerm],
  ["Alt+A", "Other translations by the machine", ["A-a"], () => model.active && alternatives(model.active)],
  ["Alt+1 … Alt+9", "Take the other translation with this number", [], null],
  ["Alt+C", "Copy the German text", ["A-c"], copySource],
  ["Alt+M", "Put the machine's text back", ["A-m"], machineText],
  ["Alt+G", "Add the selected words to the glossary", ["A-g"], () => teach(model.active)],
  ["Ctrl+H", "Search and replace", ["C-h"], openSearch],
  ["Shift+Enter", "A line break in the text", [], null],
  ["Esc", "Close what is open; then leave the text for the keys below", [], null],
  ["↓ ↑  or  J K", "Next, previous segment (outside of the text)", [], null],
  ["Enter", "Into the text (outside of it)", [], null],
  ["?  or  F1", "These keys", ["F1"], showHelp],
];

const BARE = {
  j: () => step(false, { focus: "segment" }),
  ArrowDown: () => step(false, { focus: "segment" }),
  k: () => step(true, { focus: "segment" }),
  ArrowUp: () => step(true, { focus: "segment" }),
  n: () => nextAttention(),
  Enter: () => activate(model.active ?? model.segments[0]),
};

const calls = new Map(KEYS.flatMap(([, , keys, call]) => keys.map((key) => [key, call])));

export function showHelp() {
  $("help-keys").replaceChildren(
    ...KEYS.filter(([keys]) => keys).map(([keys, what]) =>
      el("tr", {}, el("th", { scope: "row" }, ...keys.split(/ {2}/).flatMap((key, n) => [n ? " " : "", /^(or|…)$/.test(key.trim()) ? key : el("kbd", {}, key)])), el("td", {}, what))),
  );
  if (!$("help-dialog").open) $("help-dialog").showModal();
}

function name(event) {
  const key = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.at(-1).toLowerCase() : event.key;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  return (event.ctrlKey || event.metaKey ? "C-" : "") + (event.altKey ? "A-" : "") + (event.shiftKey ? "S-" : "") + letter;
}

const inText = (element) => element instanceof Element && element.matches("textarea, input, select");

function escape() {
  const segment = model.active;
  if (closeSearch() || !segment) return;
  if (panelOpen(segment)) {
    closePanel(segment);
    drawNotes(segment);
    segment.parts.area.focus();
  } else segment.parts.root.focus();
}

addEventListener("keydown", (event) => {
  if (event.isComposing || event.getModifierState?.("AltGraph") || document.querySelector("dialog[open]")) return;
  const pressed = name(event);
  let call = calls.get(pressed);
  // Undo in another field is that field's own.
  if ((pressed.endsWith("-z") || pressed === "C-y") && event.target.tagName === "INPUT") return;
  const number = /^A-([1-9])$/.exec(pressed) || (event.altKey && /^Digit([1-9])$/.exec(event.code));
  if (number && model.active) call = () => accept(model.active, Number(number[1]) - 1);
  if (pressed === "Escape") call = escape;
  if (!call && !inText(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (event.key === "?") call = showHelp;
    else if (event.target === document.body || event.target === $("rows") || event.target === model.active?.parts.root) call = BARE[event.key];
  }
  if (!call) return;
  event.preventDefault();
  call();
});

// The menu's undo, and the one of phones.
addEventListener("beforeinput", (event) => {
  const turn = { historyUndo: undo, historyRedo: redo }[event.inputType];
  if (turn && event.target === model.active?.parts.area) {
    event.preventDefault();
    back(turn);
  }
});
