"use strict";
// Text and claims point at each other: what one is at lights up on the other side; a click goes there.

const claims = new Map([...document.querySelectorAll("[data-claim]")].map((each) => [each.dataset.claim, each]));
const marks = [...document.querySelectorAll("mark[data-claims]")];
const of = (mark) => mark.dataset.claims.split(" ").map((name) => claims.get(name)).filter(Boolean);

for (const mark of marks) {
  const light = (on) => () => { for (const claim of of(mark)) claim.classList.toggle("lit", on); };
  mark.addEventListener("mouseenter", light(true));
  mark.addEventListener("mouseleave", light(false));
  mark.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    of(mark)[0]?.scrollIntoView({ block: "center" });
  });
}
for (const [name, claim] of claims) {
  const mine = marks.filter((mark) => mark.dataset.claims.split(" ").includes(name));
  const light = (on) => () => { for (const mark of mine) mark.classList.toggle("lit", on); };
  for (const start of ["mouseenter", "focusin"]) claim.addEventListener(start, light(true));
  for (const end of ["mouseleave", "focusout"]) claim.addEventListener(end, light(false));
  claim.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    mine[0]?.scrollIntoView({ block: "center" });
  });
}
