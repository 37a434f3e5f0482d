"use strict";
// Comforts only: without this script the page is complete. Text is read and written as
// text; nothing from the page ever becomes markup.

function made(tag, parent, text) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (parent) parent.append(e);
  return e;
}

// Tables: a click on a heading sorts; long ones get a field to filter by.
function cellValue(row, column) {
  const cell = row.cells[column];
  if (!cell) return "";
  return "v" in cell.dataset ? Number(cell.dataset.v) : cell.textContent.toLowerCase();
}
function sortBy(table, heading, column) {
  const up = heading.getAttribute("aria-sort") === "descending";
  const rows = Array.from(table.tBodies[0].rows);
  const sign = up ? 1 : -1;
  rows.sort((a, b) => {
    const x = cellValue(a, column), y = cellValue(b, column);
    if (typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
    return x < y ? -sign : x > y ? sign : 0;
  });
  for (const h of table.tHead.rows[0].cells) h.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  table.tBodies[0].append(...rows);
}
function makeSortable(table) {
  Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
    const button = made("button", null, heading.textContent);
    button.type = "button";
    heading.replaceChildren(button);
    button.addEventListener("click", () => sortBy(table, heading, column));
  });
}
function makeFilter(table) {
  const field = made("input");
  field.className = "filter";
  field.type = "search";
  field.placeholder = "Filter rows";
  field.setAttribute("aria-label", "Filter the rows of this table");
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase();
    for (const row of table.tBodies[0].rows)
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  table.closest(".box").before(field);
}
for (const table of document.querySelectorAll("table.sortable, table[data-name]")) {
  if (table.tBodies[0].rows.length > 1) makeSortable(table);
  if (table.tBodies[0].rows.length > 12) makeFilter(table);
}

// Links to evidence open what it is folded into.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  for (const d of target.querySelectorAll("details.evidence")) d.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();

// The map: two sliders turn the pages, buttons and dragging move it.
function slider(parent, name, steps, value, change) {
  const label = made("label", parent, name);
  const input = made("input", label);
  const shown = made("output", label);
  input.type = "range";
  input.min = 0;
  input.max = steps.length - 1;
  input.value = value;
  input.addEventListener("input", () => { shown.textContent = steps[input.value]; change(); });
  shown.textContent = steps[value];
  return input;
}
// Pictures are shown as wide as the page where they stay legible, with the start in view;
// buttons zoom and fit.
function pixels(svg) { return [svg.viewBox.baseVal.width * 4 / 3, svg.viewBox.baseVal.height * 4 / 3]; }
function scale(box, factor) {
  const svg = box.querySelector("svg");
  if (!svg) return;
  svg.dataset.zoom = Math.min(4, Math.max(0.1, factor));
  svg.removeAttribute("height");
  svg.setAttribute("width", pixels(svg)[0] * Number(svg.dataset.zoom));
  const nodes = Array.from(svg.querySelectorAll(".node"), e => e.getBoundingClientRect());
  const start = nodes.reduce((a, b) => b.top < a.top ? b : a, nodes[0] || svg.getBoundingClientRect());
  box.scrollLeft += start.left + start.width / 2 - box.getBoundingClientRect().left - box.clientWidth / 2;
}
function fitting(box, legible) {
  const svg = box.querySelector("svg"), room = 24;
  if (!svg) return 1;
  const [width, height] = pixels(svg);
  const wide = (box.clientWidth - room) / width, high = (innerHeight * 0.8 - room) / height;
  return Math.min(1, legible ? Math.max(0.7, wide) : Math.min(wide, high));
}
function zoomButtons(bar, boxInView) {
  const now = () => Number(boxInView().querySelector("svg")?.dataset.zoom || 1);
  for (const [text, name, factor] of [
    ["+", "Zoom in", () => now() * 1.25], ["\u2212", "Zoom out", () => now() * 0.8],
    ["Whole", "The whole picture", () => fitting(boxInView(), false)], ["1:1", "Original size", () => 1]]) {
    const button = made("button", bar, text);
    button.type = "button";
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => scale(boxInView(), factor()));
  }
}
function drag(box) {
  let from = null;
  box.addEventListener("pointerdown", e => {
    if (e.pointerType === "mouse") from = [e.clientX + box.scrollLeft, e.clientY + box.scrollTop];
  });
  addEventListener("pointermove", e => {
    if (from) { box.scrollLeft = from[0] - e.clientX; box.scrollTop = from[1] - e.clientY; }
  });
  addEventListener("pointerup", () => { from = null; });
}
function controlsBefore(element) {
  const bar = made("div");
  bar.className = "controls";
  element.before(bar);
  return bar;
}
const index = document.getElementById("map-levels");
if (index) {
  const levels = index.dataset.levels.split(" ");
  const n = Number(index.dataset.steps), at = Number(index.dataset.shown);
  const bar = controlsBefore(document.querySelector(".level"));
  const inView = () => document.querySelector(".level:not([hidden]) .box");
  const show = () => {
    const level = levels[(n - 1 - activities.value) * n + (n - 1 - paths.value)];
    for (const e of document.querySelectorAll(".level")) e.hidden = e.id !== "map-" + level;
    scale(inView(), fitting(inView(), true));
  };
  const activities = slider(bar, "Activities", ["25 %", "50 %", "75 %", "100 %"],
    n - 1 - Math.floor(at / n), show);
  const paths = slider(bar, "Paths", ["fewest", "20 %", "50 %", "100 %"], n - 1 - at % n, show);
  zoomButtons(bar, inView);
  document.querySelectorAll(".level .box").forEach(drag);
  scale(inView(), fitting(inView(), true));
}
for (const drawing of document.querySelectorAll(".drawing")) {
  const box = drawing.querySelector(".box");
  zoomButtons(controlsBefore(drawing), () => box);
  drag(box);
  scale(box, fitting(box, true));
}

// The section in view is marked in the navigation.
if ("IntersectionObserver" in window) {
  const links = new Map(Array.from(document.querySelectorAll("nav a"), a => [a.hash.slice(1), a]));
  const watch = new IntersectionObserver(entries => {
    for (const e of entries)
      if (e.isIntersecting) {
        for (const a of links.values()) a.removeAttribute("aria-current");
        links.get(e.target.id)?.setAttribute("aria-current", "true");
      }
  }, { rootMargin: "-20% 0px -70% 0px" });
  document.querySelectorAll("section").forEach(s => watch.observe(s));
}
