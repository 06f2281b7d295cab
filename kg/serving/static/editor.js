"use strict";
// YASGUI over our endpoint: completion from this data set, the questions as examples, views for graph and time.

const place = document.getElementById("yasgui"), plain = document.getElementById("plain"), told = document.getElementById("told");

// What YASGUI leaves without a name or in the wrong role; and what is an IRI of this data set is a page of this server.
function mend() {
  const { base, home } = place.dataset;
  for (const field of place.querySelectorAll("textarea, input, select")) if (!field.getAttribute("aria-label") && !field.labels?.length) field.setAttribute("aria-label", field.matches(".tableSizer") ? "Rows of a page" : field.closest(".tab") ? "Name of the tab" : field.readOnly ? "Response" : "Query");
  for (const button of place.querySelectorAll(".tabsList .addTab")) button.setAttribute("role", "tab");
  const came = place.querySelector(".yasr_response_chip")?.textContent.trim() ?? "";  // said aloud, too
  if (told.textContent !== came) told.textContent = came;
  for (const list of place.querySelectorAll(".CodeMirror-hints:not([aria-label])")) list.setAttribute("aria-label", "Completions");
  for (const link of place.querySelectorAll(`a[href^="${CSS.escape(base)}"]`)) link.href = home + link.getAttribute("href").slice(base.length);
}

async function start() {
  const terms = await (await fetch(place.dataset.terms)).json();
  const { Yasqe, Yasr } = Yasgui;

  const begins = (each, words) => each.name.toLowerCase().startsWith(words) || each.name.toLowerCase().includes(`:${words}`);
  // Completers: a position after `a` takes classes, any other that is no variable takes properties and values.
  const ranked = (list, words) => list
    .filter((each) => each.name.toLowerCase().includes(words) || each.label.toLowerCase().includes(words) || each.iri.toLowerCase().startsWith(words))
    .sort((a, b) => begins(b, words) - begins(a, words) || b.count - a.count).map((each) => each.name).slice(0, 60);
  const completer = (name, lists, fits) => Yasqe.registerAutocompleter({
    name,
    persistenceId: null,
    autoShow: false,
    bulk: false,
    isValidCompletionPosition: (yasqe) => { const token = yasqe.getCompleteToken(); return !/^[?$]/.test(token.string) && fits(yasqe); },
    get: (_, token) => ranked(lists, (token?.autocompletionString ?? token?.string ?? "").toLowerCase().replace(/[<>]/g, "")),
    preProcessToken: (yasqe, token) => {  // half a word is no token of the grammar yet
      const { line, ch } = yasqe.getDoc().getCursor();
      const word = yasqe.getDoc().getLine(line).slice(0, ch).match(/[^\s?${}()[\].;,|/^"']*$/)[0];
      return { ...token, string: word, autocompletionString: word, from: { line, ch: ch - word.length }, to: { line, ch } };
    },
    postProcessSuggestion: (yasqe, token, suggestion) => suggestion,
  }, true);
  const afterA = (yasqe) => {
    const { line, ch } = yasqe.getDoc().getCursor();
    return /(^|\s)(a|rdf:type)\s+[^\s?$]*$/.test(yasqe.getDoc().getLine(line).slice(0, ch));
  };
  Yasqe.defaults.extraKeys = { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false };  // who came by Tab leaves by it
  Yasqe.defaults.autocompleters = ["prefixes", "variables", "kg-classes", "kg-terms"];
  completer("kg-classes", terms.classes, afterA);
  completer("kg-terms", [...terms.properties, ...terms.values], (yasqe) => !afterA(yasqe));

  const draw = Yasr.plugins.table?.prototype.draw;  // names without datatypes and brackets, until somebody asks for them
  if (draw) Yasr.plugins.table.prototype.draw = function (chosen) { return draw.call(this, { compact: true, ...chosen }); };
  Yasr.registerPlugin("Graph", GraphView);
  Yasr.registerPlugin("Timeline", TimelineView);
  const pluginOrder = ["table", "Graph", "Timeline", "response", "boolean", "error"];

  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const query = new URLSearchParams(location.hash.slice(1)).get("query") ?? document.getElementById("query").value;  // of a shared link
  place.hidden = false;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: query.length > 3000 ? "POST" : "GET" },
    copyEndpointOnNewTab: false,
    autofocus: false,
    persistenceId: null,
    populateFromUrl: false,
    endpointCatalogueOptions: { getData: () => [] },
    yasqe: { value: query, persistenceId: null, resizeable: true, queryingDisabled: undefined },
    yasr: { prefixes: terms.prefixes, persistenceId: null, pluginOrder, defaultPlugin: "table" },
  });
  const tab = yasgui.getTab();
  const yasqe = tab.getYasqe();
  yasqe.setValue(query);
  yasqe.on("query", () => document.getElementById("answer")?.remove());
  const typed = (editor, { text }) => {  // a prefix of this data set asks what there is of it
    const { line, ch } = editor.getDoc().getCursor(), before = editor.getDoc().getLine(line).slice(0, ch);
    if (text[0] === ":" && !/^\s*PREFIX\b/i.test(before) && terms.prefixes[before.match(/(\w+):$/)?.[1]]) editor.autocomplete();
  };
  const listening = new WeakSet();
  const listen = () => {
    const editor = yasgui.getTab()?.getYasqe();
    if (editor && !listening.has(editor)) { listening.add(editor); editor.on("inputRead", typed); }
  };
  listen();
  yasgui.on("tabSelect", () => setTimeout(listen));
  mend();
  new MutationObserver(mend).observe(place, { childList: true, subtree: true });

  const examples = document.getElementById("examples");
  examples.addEventListener("change", async () => {
    if (!examples.value) return;
    const text = await (await fetch(`${examples.dataset.source}/${examples.value}.rq`)).text();
    const now = yasgui.getTab().getYasqe();
    now.setValue(text);
    now.focus();
  });
}

const PLACE = ["article", "start", "end"];  // not shown beside a sentence: they say where it is
const shown = (term) => term.type === "uri" && /^https?:/.test(term.value) ? Object.assign(document.createElement("a"), { href: term.value, textContent: term.value.startsWith(place.dataset.base) ? term.value.slice(place.dataset.base.length) : SHORT(term) }) : SHORT(term);
const SHORT = (term) => (term.type === "uri" ? decodeURIComponent(term.value.replace(/^.*[/#]/, "")) : term.value);

// A CONSTRUCT as it is; of a SELECT the first two columns that name things, joined row by row.
function pairs(yasr) {
  const found = yasr.results?.getBindings() ?? [], names = yasr.results?.getVariables() ?? [];
  if (!found.length) return [];
  const things = names.filter((name) => found.some((row) => row[name] && (row[name].type === "uri" || (!row[name].datatype && row[name].value.length < 60))));
  if (things.length < 2) return [];
  const [one, other] = things.length === 3 && names.includes("predicate") ? ["subject", "object"] : things;
  return found.slice(0, 300).filter((row) => row[one] && row[other]).map((row) => [row[one], row[other], row.predicate]);
}

class GraphView {
  constructor(yasr) { this.yasr = yasr; this.priority = 5; this.label = "Graph"; this.hideFromSelection = false; }
  canHandleResults() { return pairs(this.yasr).length > 0; }
  getIcon() { return undefined; }
  async draw() {
    const box = document.createElement("div");
    box.className = "kg-graph";
    this.yasr.resultsEl.replaceChildren(box);
    if (!window.cytoscape) await new Promise((loaded, failed) => {
      document.head.append(Object.assign(document.createElement("script"), { src: place.dataset.vendor, onload: loaded, onerror: failed }));
    });
    const ink = getComputedStyle(document.body).color, nodes = new Map(), edges = new Map();
    for (const [one, other, how] of pairs(this.yasr)) {
      for (const term of [one, other]) nodes.set(term.value, { data: { id: term.value, name: SHORT(term) } });
      const data = { source: one.value, target: other.value, name: how ? SHORT(how) : "" };
      edges.set(JSON.stringify(data), { data });
    }
    const cy = cytoscape({
      container: box,
      elements: [...nodes.values(), ...edges.values()],
      layout: { name: "cose", animate: false, nodeRepulsion: () => 4e5, nodeOverlap: 20, idealEdgeLength: () => 80, numIter: 2000, padding: 40 },
      style: [
        { selector: "node", style: { label: "data(name)", color: ink, "font-size": 12, width: 14, height: 14, "background-color": "#0a5a7a", "text-margin-y": -4 } },
        { selector: "edge", style: { label: "data(name)", color: ink, "font-size": 9, width: 1.5, "line-color": "#8a857b", "target-arrow-color": "#8a857b", "target-arrow-shape": "triangle", "curve-style": "bezier" } },
      ],
    });
    const size = 1 / cy.zoom();  // of the names, whatever the distances have come to
    cy.style().selector("node").style({ "font-size": 13 * size, width: 14 * size, height: 14 * size }).selector("edge").style({ "font-size": 10 * size, width: 1.5 * size }).update();
  }
}

class TimelineView {
  constructor(yasr) { this.yasr = yasr; this.priority = 4; this.label = "Timeline"; this.hideFromSelection = false; }
  column() {
    const found = this.yasr.results?.getBindings() ?? [];
    return (this.yasr.results?.getVariables() ?? []).find((name) => found.some((row) => /^\d{4}-\d\d-\d\d/.test(row[name]?.value ?? "")));
  }
  canHandleResults() { return Boolean(this.column()); }
  getIcon() { return undefined; }
  draw() {
    const date = this.column(), list = document.createElement("ol");
    list.className = "history";
    const rows = this.yasr.results.getBindings().filter((row) => row[date]).sort((a, b) => a[date].value.localeCompare(b[date].value)).slice(0, 500);
    for (const row of rows) {
      const item = document.createElement("li"), when = document.createElement("strong");
      when.textContent = `${row[date].value}  `;
      const told = Object.entries(row).filter(([name]) => name !== date && !(row.sentence && PLACE.includes(name)));
      item.append(when, ...told.flatMap(([, term], index) => [...(index ? [" · "] : []), shown(term)]));
      list.append(item);
    }
    this.yasr.resultsEl.replaceChildren(list);
  }
}

start().catch((error) => { place.hidden = true; place.classList.add("failed"); plain.classList.add("needed"); console.warn("the plain form stays:", error); });
