// The pages work without this file. It shows a chosen figure without loading the page anew, moves with n and p, and copies.
"use strict";
(() => {
  const text = document.querySelector(".text");
  const card = document.getElementById("figure");

  async function choose(href, scroll) {
    const address = new URL(href, location.href);
    const part = new URL(address);
    part.searchParams.set("part", "figure");
    const answer = await fetch(part);
    if (!answer.ok) { location.assign(address); return; }
    card.innerHTML = await answer.text();
    const key = address.searchParams.get("figure");
    for (const old of text.querySelectorAll("[aria-current]")) { old.removeAttribute("aria-current"); old.removeAttribute("id"); }
    const first = [...text.querySelectorAll("a.figure")].find((each) => address.search === new URL(each.href).search)
      || [...text.querySelectorAll("a.figure")].find((each) => each.dataset.key === key);
    if (!first) { location.assign(address); return; }
    for (const each of text.querySelectorAll("a.figure")) if (each.href === first.href) each.setAttribute("aria-current", "true");
    first.id = "selected";
    history.replaceState(null, "", address);
    if (scroll) { first.scrollIntoView({ block: "center" }); first.focus({ preventScroll: true }); }
    card.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.figure, a.to-figure");
    if (!text || !link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    choose(link.href, link.matches(".to-figure"));
  });

  document.addEventListener("keydown", (event) => {
    if (!text || !["n", "p"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const figures = [...text.querySelectorAll("a.figure[data-key]")];
    const here = document.activeElement.matches("a.figure") ? document.activeElement : text.querySelector("#selected");
    const next = figures[figures.indexOf(here) + (event.key === "n" ? 1 : -1)];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "center" }); }
  });

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
})();
