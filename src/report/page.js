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
function zoom(factor) {
  for (const svg of document.querySelectorAll(".level svg")) {
    if (!svg.dataset.width) { svg.dataset.width = svg.viewBox.baseVal.width * 4 / 3; svg.removeAttribute("height"); }
    const now = Number(svg.dataset.zoom || 1) * factor;
    svg.dataset.zoom = factor ? now : 1;
    svg.setAttribute("width", Number(svg.dataset.width) * Number(svg.dataset.zoom));
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
const index = document.getElementById("map-levels");
if (index) {
  const levels = index.dataset.levels.split(" ");
  const n = Number(index.dataset.steps), at = Number(index.dataset.shown);
  const bar = made("div");
  bar.className = "controls";
  document.querySelector(".level").before(bar);
  const show = () => {
    const level = levels[(n - 1 - activities.value) * n + (n - 1 - paths.value)];
    for (const e of document.querySelectorAll(".level")) e.hidden = e.id !== "map-" + level;
    centre();
  };
  const centre = () => {
    for (const box of document.querySelectorAll(".level .box"))
      box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
  };
  const activities = slider(bar, "Activities", ["25 %", "50 %", "75 %", "100 %"],
    n - 1 - Math.floor(at / n), show);
  const paths = slider(bar, "Paths", ["fewest", "20 %", "50 %", "100 %"], n - 1 - at % n, show);
  for (const [text, name, factor] of [["+", "Zoom in", 1.25], ["\u2212", "Zoom out", 0.8], ["1:1", "Original size", 0]]) {
    const button = made("button", bar, text);
    button.type = "button";
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => zoom(factor));
  }
  document.querySelectorAll(".level .box").forEach(drag);
  centre();
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
