"use strict";
// What is heavy comes when the page has been painted: the styles and scripts this element names, in their order.

const { styles = "", scripts = "" } = document.currentScript.dataset;
const split = (addresses) => addresses.split(" ").filter(Boolean);

async function load() {
  await Promise.all(split(styles).map((href) => new Promise((done) => {
    document.head.prepend(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done }));
  })));
  for (const src of split(scripts)) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
}

if (window.PerformanceObserver?.supportedEntryTypes?.includes("paint"))
  new PerformanceObserver((_, observer) => { observer.disconnect(); load(); }).observe({ type: "paint", buffered: true });
else requestAnimationFrame(() => setTimeout(load));
