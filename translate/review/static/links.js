// Words that translate each other light up together, under the pointer and at the caret.

import { offset, range } from "./dom.js";
import { model } from "./model.js";

const able = typeof Highlight === "function" && Boolean(CSS.highlights);

export function clearLinks() {
  if (able) CSS.highlights.delete("linked");
}

// Light up what is aligned with the word at an offset of one side of a segment.
export function light(segment, side, place) {
  if (!able) return;
  const [from, to] = side === "source" ? [0, 1] : [2, 3];
  const found = segment.links.filter((link) => link[from] <= place && place < link[to]);
  const touching = found.length ? found : segment.links.filter((link) => link[to] === place);
  if (!touching.length) return clearLinks();
  const ranges = [];
  for (const link of touching) {
    ranges.push(range(segment.parts.source, link[0], link[1]), range(shown(segment), link[2], link[3]));
  }
  CSS.highlights.set("linked", new Highlight(...ranges.filter(Boolean)));
}

// What carries the English on the page: the copy behind the text field where it is being edited.
const shown = (segment) => segment.parts.mirror || segment.parts.target;

function under(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const found = document.caretRangeFromPoint?.(x, y);
  return found && [found.startContainer, found.startOffset];
}

let due = 0;
function follow(event) {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(() => {
    const root = event.target instanceof Element && event.target.closest(".segment");
    const segment = root && model.byId.get(root.dataset.id);
    const place = segment && under(event.clientX, event.clientY);
    if (!place) return clearLinks();
    const [node, within] = place;
    const { source, target, area } = segment.parts;
    if (event.target === area) {
      if (node === area) light(segment, "target", within);
    } else if (source.contains(node)) light(segment, "source", offset(source, node, within));
    else if (!area && target.contains(node)) light(segment, "target", offset(target, node, within));
    else clearLinks();
  });
}

export function watchPointer() {
  if (able) document.addEventListener("pointermove", follow, { passive: true });
}
