"use strict";
// The table of indicators: filter, sort, open, and keep all three in the address.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("page-data").textContent);
  const form = $("filters");
  const table = $("indicator-table");
  const bodies = [...table.tBodies]; // one <tbody> an indicator: its row and its card
  const of = (body) => data.indicators[body.dataset.id];
  const opener = (body) => body.querySelector(".opener");
  const isOpen = (body) => opener(body).getAttribute("aria-expanded") === "true";
  const filters = ["area", "department", "group", "pace", "state", "warning"];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // 10万 is found whether typed in half- or full-width figures
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const haystack = new Map(bodies.map((body) => [body, plain(of(body).text)]));

  const matches = (body, wanted) => {
    const words = plain(wanted.get("q") || "").split(/\s+/);
    if (!words.every((word) => haystack.get(body).includes(word))) return false;
    return filters.every((name) => {
      const chosen = wanted.getAll(name).filter(Boolean);
      return !chosen.length || chosen.includes(of(body)[name]);
    });
  };

  const compare = (one, other) =>
    typeof one === "string" ? collator.compare(one, other) : one - other;

  const arrange = (key, down) => {
    const at = (body) => of(body).keys[key];
    const sorted = key ? bodies.filter((body) => at(body) !== undefined) : bodies.slice();
    if (key) sorted.sort((a, b) => compare(at(a), at(b)) * (down ? -1 : 1));
    // what has no figure comes last, whichever way
    table.append(...sorted, ...bodies.filter((body) => !sorted.includes(body)));
    for (const head of table.querySelectorAll("th[data-key]")) {
      const mine = head.dataset.key === key;
      head.setAttribute("aria-sort", mine ? (down ? "descending" : "ascending") : "none");
    }
  };

  // the drawing library is the page's last script: the table need not wait for it
  const charting = new Promise((ready) => addEventListener("DOMContentLoaded", ready));
  // `ast`: expressions are interpreted, for the page's policy allows no eval
  const options = { actions: false, ast: true, config: data.config, renderer: "svg" };
  const draw = async (body) => {
    const place = body.querySelector(".chart");
    if (!place || place.dataset.drawn) return;
    place.dataset.drawn = "yes";
    await charting;
    await vegaEmbed(place, data.charts[body.dataset.id], options);
  };

  const open = (body, wanted) => {
    const button = opener(body);
    button.setAttribute("aria-expanded", String(wanted));
    const words = data.words[wanted ? "close" : "open"];
    button.title = words.replace("{name}", () => button.textContent.trim());
    body.querySelector(".card").hidden = !wanted;
    if (wanted) draw(body);
  };

  // The whole view as parameters; what is not set does not appear.
  const view = () => {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) wanted.append(name, value);
    for (const body of bodies) if (isOpen(body)) wanted.append("open", body.dataset.id);
    return wanted;
  };

  const remember = () => {
    const address = location.href.split("#")[0];
    const wanted = view().toString();
    history.replaceState(null, "", wanted ? `${address}#${wanted}` : address);
  };

  const apply = () => {
    const wanted = view();
    let shown = 0;
    for (const body of bodies) {
      body.hidden = !matches(body, wanted);
      shown += !body.hidden;
    }
    arrange(wanted.get("sort"), wanted.get("order") === "down");
    const words = data.words.shown;
    $("shown").textContent = words.replace("{shown}", shown).replace("{all}", bodies.length);
    $("none").hidden = shown > 0;
  };

  const restore = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const named = ["q", "sort", "order", "open", ...filters].some((name) => wanted.has(name));
    if (!named && location.hash) return apply(); // an anchor of the page
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = wanted.getAll(field.name).includes(field.value);
      else if (field.name) field.value = wanted.get(field.name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    const opened = wanted.getAll("open");
    for (const body of bodies) open(body, opened.includes(body.dataset.id));
    apply();
    if (!named) return;
    const first = bodies.find((body) => !body.hidden && opened.includes(body.dataset.id));
    (first || $("indicators")).scrollIntoView();
    if (first) opener(first).focus({ preventScroll: true });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  // typing tells "input"; a choice from a list tells "change" everywhere, "input" not always
  for (const told of ["input", "change"]) form.addEventListener(told, () => (apply(), remember()));
  form.addEventListener("reset", () => setTimeout(() => (apply(), remember())));
  $("open-all").addEventListener("click", () => {
    for (const body of bodies) if (!body.hidden) open(body, true);
    remember();
  });
  $("close-all").addEventListener("click", () => {
    for (const body of bodies) open(body, false);
    remember();
  });
  $("print").addEventListener("click", () => window.print());
  table.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.sort) {
      const { sort, order } = form.elements; // up, down, back to the plan's order
      const again = sort.value === button.dataset.sort;
      if (again && order.value) sort.value = order.value = "";
      else [sort.value, order.value] = [button.dataset.sort, again ? "down" : ""];
      apply();
    } else {
      const body = button.closest("tbody");
      open(body, !isOpen(body));
    }
    remember();
  });
  document.querySelector("nav").addEventListener("click", (event) => {
    const link = event.target.closest("a"); // go there, and keep the view in the address
    if (!link) return;
    event.preventDefault();
    const section = $(link.hash.slice(1));
    section.scrollIntoView();
    section.focus({ preventScroll: true });
  });
  addEventListener("hashchange", restore);
  restore();
})();
