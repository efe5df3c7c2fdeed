// Every change goes to the file at once: within half a second of the last key, or as the page is left.

import { api } from "./api.js";
import { $, alarm } from "./dom.js";
import { absorb, dirty, emit, model, on } from "./model.js";

const PAUSE = 350;
const LONGEST = 900;
const AGAIN = 2000;

const waiting = new Map(); // segment -> {timer, since}
const running = new Map(); // segment -> promise of what is being saved
let failed = "";

export function schedule(segment, delay = PAUSE) {
  const now = Date.now();
  const old = waiting.get(segment);
  const since = old ? old.since : now;
  if (old) clearTimeout(old.timer);
  const timer = setTimeout(() => push(segment), Math.max(0, Math.min(delay, since + LONGEST - now)));
  waiting.set(segment, { timer, since });
  show();
}

// Save now; done when the file has it, or has refused it.
export async function flush(segment, options = {}, always = false) {
  await running.get(segment);
  await push(segment, options, always);
}

export function flushAll(options = {}) {
  const open = model.segments.filter((segment) => dirty(segment) || running.has(segment));
  return Promise.all(open.map((segment) => (running.has(segment) ? flush(segment, options) : push(segment, options))));
}

export const unsaved = () => model.segments.some((segment) => dirty(segment) || running.has(segment));

function push(segment, options = {}, always = false) {
  clearTimeout(waiting.get(segment)?.timer);
  waiting.delete(segment);
  if (running.has(segment) || segment.conflict || !(always || dirty(segment))) {
    show();
    return Promise.resolve();
  }
  const sending = send(segment, options).finally(() => {
    running.delete(segment);
    segment.at = performance.now();
    if (dirty(segment) && !segment.conflict && !failed) schedule(segment);
    show();
  });
  running.set(segment, sending);
  show();
  return sending;
}

async function send(segment, options) {
  const { number } = model;
  const seconds = segment.spent;
  const wanted = { target: segment.target, state: segment.state };
  segment.spent = 0;
  segment.at = Infinity; // until it is known when
  try {
    const body = { source: segment.source, seen: segment.saved, wanted, seconds };
    const answer = await api.save(number, segment.id, body, options);
    failed = "";
    alarm("save", "");
    if (number !== model.number || model.byId.get(segment.id) !== segment) return;
    const further = segment.target !== wanted.target || segment.state !== wanted.state;
    if (further) segment.saved = wanted;
    else absorb(segment, answer.segment);
    emit("saved", segment);
  } catch (error) {
    segment.spent += seconds;
    if (error.status === 409 && error.segment) {
      segment.conflict = error.segment;
      emit("conflict", segment);
    } else {
      failed = error.message;
      alarm("save", `Not saved: ${error.message}.`);
      setTimeout(() => schedule(segment, 0), AGAIN);
    }
  }
}

export function settle(segment, mine) {
  const theirs = segment.conflict;
  segment.conflict = null;
  const wanted = { target: segment.target, state: segment.state };
  segment.saved = { target: theirs.target, state: theirs.state };
  Object.assign(segment, theirs, mine ? wanted : {});
  if (mine) schedule(segment, 0);
  emit("settled", segment);
  show();
}

function show() {
  const place = $("saved");
  const conflicts = model.segments.some((segment) => segment.conflict);
  const state = conflicts ? "conflict" : failed ? "failed" : running.size || model.segments.some(dirty) ? "saving" : "saved";
  if (place.dataset.state === state) return;
  place.dataset.state = state;
  place.textContent = { conflict: "Conflict", failed: "Not saved", saving: "Saving …", saved: "Saved" }[state];
}

on("change", (segment, { typing }) => schedule(segment, typing ? PAUSE : 0));

addEventListener("pagehide", () => flushAll({ keepalive: true }));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flushAll({ keepalive: true });
});
addEventListener("beforeunload", (event) => {
  flushAll({ keepalive: true });
  if (failed || model.segments.some((segment) => segment.conflict)) event.preventDefault();
});

// ------------------------------------------------------------------ time spent

const IDLE = 60_000;
let seen = Date.now();
for (const event of ["keydown", "pointermove", "wheel"]) {
  addEventListener(event, () => (seen = Date.now()), { passive: true, capture: true });
}
setInterval(() => {
  if (model.active && document.hasFocus() && Date.now() - seen < IDLE) model.active.spent += 1;
}, 1000);
