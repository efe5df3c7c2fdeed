// What the page knows: the segments of one document, which one is being worked on, and what was done.

export const model = {
  number: 0, // of the document
  document: null,
  segments: [], // in the order of the article
  byId: new Map(),
  active: null,
};

const listeners = [];
export const on = (event, call) => listeners.push([event, call]);
export function emit(event, ...values) {
  for (const [name, call] of listeners) if (name === event) call(...values);
}

export function load(number, given) {
  model.number = number;
  model.document = given;
  model.active = null;
  model.segments = given.rows.flat().map(fresh);
  model.byId = new Map(model.segments.map((segment, index) => [segment.id, Object.assign(segment, { index })]));
  past.length = future.length = 0;
}

const fresh = (given) => ({ ...given, saved: { target: given.target, state: given.state }, spent: 0, at: 0, open: false });

export const dirty = (segment) => segment.target !== segment.saved.target || segment.state !== segment.saved.state;

// Take over what the server says of a segment that was not changed here meanwhile.
export function absorb(segment, given) {
  Object.assign(segment, given, { saved: { target: given.target, state: given.state } });
}

export function counts() {
  const reviewed = model.segments.filter((segment) => segment.state === "reviewed").length;
  const attention = model.segments.filter((segment) => segment.attention).length;
  return { all: model.segments.length, reviewed, attention };
}

// The next segment for which something holds, from the one after the active on and round to it again.
export function next(holds, back = false) {
  const all = model.segments;
  const start = model.active ? model.active.index : back ? 0 : -1;
  for (let step = 1; step <= all.length; step++) {
    const index = (((back ? start - step : start + step) % all.length) + all.length) % all.length;
    if (holds(all[index])) return all[index];
  }
  return null;
}

// ------------------------------------------------------------------ undo

const past = [];
const future = [];
const PAUSE = 900; // milliseconds that end a step of typing

const version = (segment) => ({ target: segment.target, state: segment.state });

// Change segments in one step that can be undone: [[segment, {target, state}], …].
export function change(parts, { typing = false, caret = null } = {}) {
  const steps = parts
    .map(([segment, wanted]) => ({ segment, before: version(segment), after: { ...version(segment), ...wanted } }))
    .filter(({ before, after }) => before.target !== after.target || before.state !== after.state);
  if (!steps.length) return;
  const now = Date.now();
  const last = past.at(-1);
  if (typing && last?.typing && last.steps[0].segment === steps[0].segment && now - last.time < PAUSE) {
    last.steps[0].after = steps[0].after;
    last.time = now;
  } else past.push({ steps, typing, time: now });
  if (past.length > 5000) past.shift();
  future.length = 0;
  for (const { segment, after } of steps) {
    Object.assign(segment, after);
    emit("change", segment, { typing, caret });
  }
}

export function noteDone(steps) {
  past.push({ steps, typing: false, time: Date.now() });
  future.length = 0;
}

function turn(from, to, which) {
  const step = from.pop();
  if (!step) return null;
  step.typing = false;
  to.push(step);
  for (const part of step.steps) {
    Object.assign(part.segment, part[which]);
    emit("change", part.segment, { typing: false, caret: null });
  }
  return step.steps.at(-1).segment;
}

export const undo = () => turn(past, future, "before");
export const redo = () => turn(future, past, "after");
