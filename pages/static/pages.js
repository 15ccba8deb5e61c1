// The pages work without this file. It shows a chosen figure without loading the page anew, moves with n and p, and copies.
// On a page that stands alone all cards are there and one is shown; on a served page the card is asked for.
"use strict";
(() => {
  const text = document.querySelector(".text");
  const place = document.getElementById("figure");
  const isAlone = document.documentElement.classList.contains("alone");
  document.documentElement.classList.add("scripted");

  function mark(figures) {
    for (const old of text.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    for (const each of figures) each.setAttribute("aria-current", "true");
    return figures[0];
  }

  function goTo(element) {
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
  }

  async function asked(href) {
    const address = new URL(href, location.href);
    const part = new URL(address);
    part.searchParams.set("part", "figure");
    const answer = await fetch(part);
    if (!answer.ok) { location.assign(address); return null; }
    place.innerHTML = await answer.text();
    const all = [...text.querySelectorAll("a.figure")];
    const first = all.find((each) => address.search === new URL(each.href).search)
      || all.find((each) => each.dataset.key === address.searchParams.get("figure"));
    if (!first) { location.assign(address); return null; }
    document.getElementById("selected")?.removeAttribute("id");
    first.id = "selected";
    history.replaceState(null, "", address);
    return mark(all.filter((each) => each.href === first.href));
  }

  function shown(href) {
    const key = decodeURIComponent(new URL(href, location.href).hash).slice(3);
    const card = document.getElementById(`c-${key}`);
    if (!card) return null;
    place.querySelector(".shown")?.classList.remove("shown");
    card.classList.add("shown");
    history.replaceState(null, "", `#f-${encodeURIComponent(key)}`);
    return mark([...text.querySelectorAll("a.figure")].filter((each) => each.hash === new URL(`#c-${key}`, location.href).hash));
  }

  async function choose(href, scroll) {
    const first = isAlone ? shown(href) : await asked(href);
    if (scroll) goTo(first);
    if (first) place.scrollIntoView({ block: "nearest" });
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
    const here = document.activeElement.matches("a.figure") ? document.activeElement : text.querySelector("[aria-current]");
    goTo(figures[figures.indexOf(here) + (event.key === "n" ? 1 : -1)]);
  });

  if (isAlone && /^#[fc]-/.test(location.hash)) choose(location.href, true);

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
})();
