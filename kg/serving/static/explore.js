"use strict";
// The graph that grows: /explore.json gives what is around a name, cytoscape draws it, fcose places it.

const MOST = 300;
const stage = document.getElementById("explorer");
const panel = document.getElementById("panel"), count = document.getElementById("count");
const LINES = { held: "solid", ongoing: "dashed", planned: "dashed", postponed: "dashed", proposed: "dotted", unknown: "dotted", cancelled: "dashed", blocked: "dashed", denied: "dashed" };
const PATTERNS = { ongoing: [7, 4], planned: [7, 4], postponed: [7, 4], cancelled: [10, 3, 2, 3], blocked: [10, 3, 2, 3], denied: [10, 3, 2, 3] };
const STATUS = { held: "--held", planned: "--planned", ongoing: "--planned", proposed: "--proposed", postponed: "--moved", cancelled: "--stopped", blocked: "--stopped", denied: "--stopped", unknown: "--other" };

// A custom property as the colour it is now, in light or dark.
function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function style() {
  const ink = colour("--ink"), raised = colour("--raised"), accent = colour("--accent");
  const rules = [
    { selector: "node", style: { label: "data(name)", color: ink, "font-size": 13, "font-family": "system-ui, Noto Sans, Liberation Sans, sans-serif", "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": 130, "text-outline-color": raised, "text-outline-width": 2.5, "text-opacity": 0, "background-color": raised, "border-width": 2.5, "border-color": accent, width: 20, height: 20 } },
    { selector: "node[?grown]", style: { "background-color": accent } },
    { selector: "node[?event]", style: { shape: "diamond", width: 16, height: 16, "font-size": 11 } },
    { selector: "edge", style: { "curve-style": "bezier", width: "mapData(many, 1, 6, 2, 6)", "line-color": colour("--other"), "control-point-step-size": 28 } },
    { selector: ".named, .near, :selected", style: { "text-opacity": 1 } },
    { selector: ".near", style: { "z-index": 9 } },
    { selector: ":selected", style: { "border-width": 5, "underlay-color": colour("--focus"), "underlay-opacity": 0.35, "underlay-padding": 5 } },
    { selector: ".off", style: { display: "none" } },
  ];
  for (const [status, name] of Object.entries(STATUS)) {
    const shade = colour(name);
    rules.push({ selector: `edge[status = "${status}"]`, style: { "line-color": shade, "line-style": LINES[status], "line-dash-pattern": PATTERNS[status] ?? [6, 3] } });
    rules.push({ selector: `node[status = "${status}"]`, style: { "border-color": shade, "background-color": status === "held" ? shade : raised, "border-style": LINES[status] === "dotted" ? "dotted" : "solid" } });
  }
  return rules;
}

const cy = cytoscape({ container: document.getElementById("graph"), style: style(), minZoom: 0.15, maxZoom: 2.5 });
addEventListener("themed", () => cy.style(style()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));

// Whatever the zoom, names are read in one size, those that most lines lead to first, on the side of the dot that is free; what
// would lie on another name, or on a dot of another, is left out until the pointer is near.
const READ = { name: 12, dot: 10, event: 11 };  // pixels of the screen
const SIDES = [["center", "bottom"], ["center", "top"], ["right", "center"], ["left", "center"]];
const MARGINS = { bottom: 4, top: -4, right: 4, left: -4 };
function extent(node) {
  const { w, h } = node.boundingBox({ includeNodes: false, includeEdges: false, includeUnderlays: false, includeOverlays: false });
  return { w, h };
}
function beside(dot, [halign, valign], w, h, gap) {
  const x1 = halign === "right" ? dot.x2 + gap : halign === "left" ? dot.x1 - gap - w : (dot.x1 + dot.x2 - w) / 2;
  const y1 = valign === "bottom" ? dot.y2 + gap : valign === "top" ? dot.y1 - gap - h : (dot.y1 + dot.y2 - h) / 2;
  return { x1, y1, x2: x1 + w, y2: y1 + h };
}
let waiting;
function readable() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    const by = 1 / cy.zoom(), view = cy.extent(), taken = [];
    cy.batch(() => cy.nodes().forEach((node) => {
      const size = Math.max(node.data("event") ? 16 : 20, READ.dot * by);
      node.style({ width: size, height: size, "font-size": Math.max(13, (node.data("event") ? READ.event : READ.name) * by), "text-max-width": 130 * Math.max(1, READ.name / 13 * by), "text-outline-width": 2.5 * Math.max(1, by) });
    }));
    const shown = cy.nodes(":visible"), dots = shown.map((node) => ({ node, ...node.boundingBox({ includeLabels: false, includeEdges: false, includeUnderlays: false, includeOverlays: false }) }));
    const names = dots.map(({ node, ...dot }) => ({ node, dot, weight: node.connectedEdges(":visible").length - (node.data("event") ? 100 : 0), ...extent(node) }));
    names.sort((a, b) => b.weight - a.weight);
    const apart = (a) => (b) => a.x2 < b.x1 || b.x2 < a.x1 || a.y2 < b.y1 || b.y2 < a.y1;
    cy.batch(() => {
      for (const { node, dot, w, h, weight } of names) {
        const places = SIDES.map((side) => ({ side, ...beside(dot, side, w, h, 4 * Math.max(1, by)) })).filter((place) => taken.every(apart(place)));
        const clear = places.filter((place) => dots.every((each) => each.node === node || apart(place)(each)));
        const seen = (place) => view.x1 <= place.x1 && place.x2 <= view.x2;
        const free = clear.find(seen) ?? (weight > 2 ? places.find(seen) : undefined) ?? (seen(dot) ? undefined : clear[0]);
        node.toggleClass("named", Boolean(free));
        if (!free) continue;
        taken.push(free);
        const [halign, valign] = free.side;
        node.style({ "text-halign": halign, "text-valign": valign, "text-margin-x": MARGINS[halign] ?? 0, "text-margin-y": MARGINS[valign] ?? 0 });
      }
    });
  });
}
cy.on("zoom layoutstop resize dragpan", readable);
cy.on("mouseover", "node", (event) => event.target.addClass("near"));
cy.on("mouseout", "node", (event) => event.target.removeClass("near"));

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

// Parts that no line joins, side by side in the shape of the window, each where it lies lowest; tall windows turn wide parts.
function pack() {
  const gap = 50, shape = cy.width() / cy.height();
  const parts = cy.elements(":visible").components().map((part) => part.nodes());
  if (shape < 0.9) for (const part of parts) {
    const { w, h } = part.boundingBox({ includeLabels: false });
    if (w > h) part.positions((node) => ({ x: node.position("y"), y: node.position("x") }));
  }
  const boxes = parts.map((part) => ({ part, ...part.boundingBox() })).sort((a, b) => b.w * b.h - a.w * a.h);
  const width = Math.max(...boxes.map(({ w }) => w), Math.sqrt(boxes.reduce((sum, { w, h }) => sum + (w + gap) * (h + gap), 0) * shape * 1.15));
  const placed = [];
  for (const { part, x1, y1, w, h } of boxes) {
    const under = (x) => Math.max(0, ...placed.filter((each) => each.x < x + w + gap && x < each.x + each.w + gap).map((each) => each.y + each.h + gap));
    const starts = [0, ...placed.map((each) => each.x + each.w + gap)].filter((x) => x + w <= width + 1);
    const x = starts.reduce((best, each) => (under(each) < under(best) ? each : best), 0), y = under(x);
    placed.push({ x, y, w, h });
    part.shift({ x: x - x1, y: y - y1 });
  }
  cy.fit(undefined, 30);
}

function arrange(fresh) {
  cy.layout({ name: "fcose", quality: cy.nodes().length > 200 ? "default" : "proof", randomize: fresh, animate: !fresh && !still, animationDuration: 400, nodeSeparation: 130, idealEdgeLength: 125, nodeRepulsion: 12000, gravity: 0.7, packComponents: false, tile: true, tilingPaddingVertical: 40, tilingPaddingHorizontal: 60, fit: !fresh, padding: 30, stop() { if (fresh) pack(); if (cy.zoom() > 1.15) { cy.zoom(1.15); cy.center(); } } }).run();
}

async function bring(query, from) {
  let found;
  try {
    const answer = await fetch(`${stage.dataset.source}?${query}`);
    found = await answer.json();
    if (!answer.ok) throw new Error(found.detail);
  } catch (error) {
    count.textContent = `That could not be had: ${error.message}`;
    return;
  }
  const fresh = cy.nodes().empty(), origin = from?.position();
  const known = (id) => cy.getElementById(id).nonempty();
  const nodes = found.nodes.filter((each) => !known(each.id)), room = Math.max(0, MOST - cy.nodes().length);
  const taken = nodes.slice(0, room);
  cy.batch(() => {
    cy.add(taken.map((data, index) => ({ group: "nodes", data, ...(origin && { position: { x: origin.x + 60 * Math.cos(index), y: origin.y + 60 * Math.sin(index) } }) })));
    cy.add(found.edges.filter((each) => !known(each.id) && known(each.source) && known(each.target)).map((data) => ({ group: "edges", data: { ...data, many: data.events.length } })));
    if (found.focus) cy.getElementById(found.focus).data("grown", true);
  });
  filter();
  if (fresh || taken.length) arrange(fresh);
  count.textContent = `${cy.nodes().length} names and events, ${cy.edges().length} lines${taken.length < nodes.length ? `; ${MOST} is the most, ${nodes.length - taken.length} were left out` : ""}${!fresh && !taken.length ? "; nothing new around it" : ""}.`;
}

function element(name, words, attributes = {}) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  Object.assign(made, attributes);
  return made;
}

function describe(target) {
  const data = target.data(), list = element("ul");
  const lines = target.isEdge() ? [target] : target.connectedEdges().toArray();
  const events = new Map(lines.flatMap((line) => line.data("events").map((each) => [each.page, { ...each, status: line.data("status") }])));
  for (const each of events.values()) {
    const item = element("li");
    item.append(element("a", each.title, { href: each.page }), element("span", ` ${each.status}${each.when ? `, ${each.when}` : ""}`, { className: "quiet" }));
    list.append(item);
  }
  const title = target.isEdge() ? `${target.source().data("name")} and ${target.target().data("name")}` : data.title ?? data.name;
  const head = element("h2");
  head.append(data.page ? element("a", title, { href: data.page }) : title);
  list.className = "bare";
  panel.replaceChildren(head, element("p", data.kind, { className: "quiet" }), list);
}

cy.on("tap", "node", (event) => {
  describe(event.target);
  bring(`focus=${encodeURIComponent(event.target.id())}`, event.target).then(() => describe(event.target));
});
cy.on("tap", "edge", (event) => describe(event.target));

// Which statuses are shown; names that nothing holds then go too.
const boxes = [...document.querySelectorAll(".kinds input")];
function filter() {
  const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  cy.batch(() => {
    cy.edges().forEach((edge) => { edge.toggleClass("off", !shown.has(edge.data("status"))); });
    cy.nodes().forEach((node) => { node.toggleClass("off", node.connectedEdges().nonempty() && node.connectedEdges().every((edge) => edge.hasClass("off"))); });
  });
  readable();
}
for (const box of boxes) box.addEventListener("change", filter);

const zoom = (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
document.getElementById("fit").addEventListener("click", () => cy.fit(undefined, 30));
document.getElementById("again").addEventListener("click", () => arrange(true));

function save(blob, name) {
  const link = element("a", "", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
document.getElementById("png").addEventListener("click", async () => save(await cy.png({ output: "blob-promise", full: true, scale: 2, bg: colour("--raised") }), "graph.png"));

// SVG from the positions: the same bends, colours, dashes and shapes.
document.getElementById("svg").addEventListener("click", () => {
  const box = cy.elements(":visible").boundingBox(), pad = 60, escape = (text) => text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
  const lines = cy.edges(":visible").map((edge) => {
    const a = edge.source().position(), b = edge.target().position(), mid = edge.midpoint(), status = edge.data("status");
    const dash = LINES[status] === "solid" ? "" : ` stroke-dasharray="${LINES[status] === "dotted" ? "2 4" : PATTERNS[status].join(" ")}"`;
    const [x, y] = ["x", "y"].map((axis) => (2 * mid[axis] - (a[axis] + b[axis]) / 2).toFixed(1));
    return `<path d="M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${x} ${y} ${b.x.toFixed(1)} ${b.y.toFixed(1)}" fill="none" stroke="${edge.style("line-color")}" stroke-width="2"${dash}/>`;
  });
  const names = cy.nodes(":visible").map((node) => {
    const at = node.position();
    const dot = node.data("event") ? `<path d="M${at.x.toFixed(1)} ${(at.y - 8).toFixed(1)}l8 8-8 8-8-8z"` : `<circle cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="9"`;
    return `${dot} fill="${node.style("background-color")}" stroke="${node.style("border-color")}" stroke-width="2.5"/><text x="${at.x.toFixed(1)}" y="${(at.y + 24).toFixed(1)}" text-anchor="middle" font-family="sans-serif" font-size="13" fill="${colour("--ink")}" paint-order="stroke" stroke="${colour("--raised")}" stroke-width="3">${escape(node.data("name"))}</text>`;
  });
  const size = [box.x1 - pad, box.y1 - pad, box.w + 2 * pad, box.h + 2 * pad].map((each) => each.toFixed(0)), [x, y, width, height] = size;
  const ground = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour("--raised")}"/>`;
  save(new Blob([`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${size.join(" ")}" width="${width}" height="${height}">`, ground, ...lines, ...names, "</svg>"], { type: "image/svg+xml" }), "graph.svg");
});

const add = document.getElementById("add");
add.addEventListener("submit", (event) => event.preventDefault());
suggesting(document.getElementById("add-name"), add.dataset.suggestAdd, (each, input) => {
  input.value = "";
  bring(`focus=${encodeURIComponent(each.iri)}`).then(() => { const node = cy.getElementById(each.iri); if (node.nonempty()) { cy.$(":selected").unselect(); node.select(); describe(node); } });
});

bring(stage.dataset.query);
