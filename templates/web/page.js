"use strict";
// Filter, sort and open the indicators; let the other lists follow; keep the view in the address.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (css, within = document) => [...within.querySelectorAll(css)];
  const data = JSON.parse($("page-data").textContent);
  const say = (name, values) => // what is put in is taken as it is, "$&" and all
    data.words[name].replace(/\{(\w+)\}/g, (_, place) => values[place]);
  const form = $("filters");
  const table = $("indicator-table");
  const bodies = [...table.tBodies]; // one <tbody> an indicator: its row and its card
  const byId = new Map(bodies.map((body) => [body.dataset.id, body]));
  const of = (body) => data.indicators[body.dataset.id];
  const opener = (body) => body.querySelector(".opener");
  const isOpen = (body) => opener(body).getAttribute("aria-expanded") === "true";
  const lists = ["area", "department", "group", "pace", "benchmark", "state", "warning"];
  const filters = [...lists, "effect"];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // 10万 is found whether typed in half- or full-width figures
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  // the plan's own words for an indicator stand in its card: its text, without its notes
  const wording = (body) =>
    all("blockquote", body)
      .map((clause) => [...clause.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE))
      .flatMap((texts) => texts.map((text) => text.data.trim()).join(""))
      .join(" ");
  const haystack = new Map(
    bodies.map((body) => [body, plain(`${of(body).text} ${wording(body)}`)]),
  );
  const listed = new Map(all("[data-words]").map((row) => [row, plain(row.textContent)]));

  // --- what is shown -----------------------------------------------------------------------
  const chosen = (wanted, name) => wanted.getAll(name).filter(Boolean);
  const among = (wanted, name, own) => {
    const codes = chosen(wanted, name);
    return !codes.length || own.split(" ").some((code) => codes.includes(code));
  };
  const sought = (wanted) => plain(wanted.get("q") || "").split(/\s+/).filter(Boolean);
  const said = (text, wanted) => sought(wanted).every((word) => text.includes(word));
  const matches = (body, wanted) =>
    said(haystack.get(body), wanted) && lists.every((name) => among(wanted, name, of(body)[name]));

  // Rows about an indicator follow the table; what is about none (a measure, a duty) is asked
  // for its own area, department, effect and words.
  const follows = (row, wanted) => {
    const body = byId.get(row.dataset.of);
    if (body) return !body.hidden;
    const { area, department, effect, words } = row.dataset;
    return (
      (area === undefined || among(wanted, "area", area)) &&
      (department === undefined || among(wanted, "department", department)) &&
      (effect === undefined || among(wanted, "effect", effect)) &&
      (words === undefined || said(listed.get(row), wanted))
    );
  };

  const follow = (wanted) => {
    const conditions = told(wanted);
    const count = (rows) => rows.filter((row) => !row.hidden).length;
    for (const row of all("[data-follow]")) row.hidden = !follows(row, wanted);
    for (const list of all("table.listed, .group")) {
      const rows = all("[data-follow]", list);
      list.hidden = rows.length > 0 && !count(rows);
      // a sum is that of all rows
      if (rows.length && list.tFoot) list.tFoot.hidden = count(rows) < rows.length;
    }
    for (const part of all("details.part")) {
      const rows = all("[data-follow]", part);
      const asked = ["claims", "duties"].includes(part.id); // none of them is an answer too
      if (!rows.length && !asked) continue; // nothing in it follows a filter
      const shown = count(rows);
      if (!asked) part.hidden = !shown;
      part.querySelector(".count").textContent = conditions ? say("listed", { shown }) : "";
      // a short answer is given at once
      if (conditions && shown && shown <= 30) part.open = true;
    }
    for (const note of all(".narrowed")) {
      const rows = all("[data-follow]", note.parentElement);
      const shown = count(rows);
      note.hidden = shown === rows.length;
      note.firstChild.textContent = say("narrowed", { conditions, shown, all: rows.length });
    }
  };

  // Whoever finds an indicator by words that its row has not is shown where the plan says them.
  const quoted = (text, word) => {
    const signs = [...text];
    const parts = signs.map(plain); // a sign may become several: … is ...
    const places = parts.flatMap((part, place) => Array(part.length).fill(place));
    const at = parts.join("").indexOf(word);
    if (at < 0) return [];
    const [start, end] = [places[at], places[at + word.length - 1] + 1];
    const cut = (from, to) => signs.slice(Math.max(from, 0), to).join("");
    const mark = document.createElement("mark");
    mark.textContent = cut(start, end);
    const before = (start > 14 ? "…" : "") + cut(start - 14, start);
    const after = cut(end, end + 22) + (end + 22 < signs.length ? "…" : "");
    return [before, mark, after];
  };
  const quote = (body, wanted) => {
    body.querySelector(".hit")?.remove();
    const text = wording(body);
    const row = plain(of(body).text);
    const word = sought(wanted).find((one) => !row.includes(one) && plain(text).includes(one));
    if (word === undefined) return;
    const hit = document.createElement("small");
    hit.className = "hit";
    hit.append(say("quoted"), ...quoted(text, word));
    body.querySelector(".name").append(hit);
  };

  // The conditions in words, as a reader of a print needs them: 领域：健康；状态：未达标
  const told = (wanted) => {
    const parts = [];
    const { colon, comma, semicolon } = data.words;
    if (wanted.get("q")) parts.push(`“${wanted.get("q")}”`);
    for (const name of filters) {
      const words = chosen(wanted, name).map((code) => {
        const fields = all(`[name="${name}"], [name="${name}"] option`);
        return fields.find((field) => field.value === code && field.dataset.words)?.dataset.words;
      });
      const legend = fieldOf(name);
      if (words.length && legend) parts.push(legend + colon + words.join(comma));
    }
    return parts.join(semicolon);
  };
  const fieldOf = (name) => {
    const field = document.querySelector(`[name="${name}"]`);
    const holder = field && (field.closest("fieldset")?.firstElementChild || field.closest("label"));
    return holder ? holder.firstChild.textContent.trim() : "";
  };

  // --- order -------------------------------------------------------------------------------
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number"
      ? one - other
      : collator.compare(String(one), String(other));

  // What has no figure comes last, whichever way.
  const sorted = (rows, at, down) => {
    const known = rows.filter((row) => at(row) !== undefined);
    known.sort((a, b) => compare(at(a), at(b)) * (down ? -1 : 1));
    return [...known, ...rows.filter((row) => at(row) === undefined)];
  };
  const mark = (heads, mine, down) => {
    for (const head of heads)
      head.setAttribute("aria-sort", head !== mine ? "none" : down ? "descending" : "ascending");
  };
  const button = (head) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = head.dataset.label = head.textContent;
    head.replaceChildren(made);
    head.setAttribute("aria-sort", "none");
  };

  const heads = all("th[data-key]", table);
  const arrange = (key, down) => {
    const rows = key ? sorted(bodies, (body) => of(body).keys[key], down) : bodies;
    // what stands in its place is not touched: it may be under a finger
    if (rows.some((row, place) => row !== table.tBodies[place])) table.append(...rows);
    mark(heads, heads.find((head) => head.dataset.key === key), down);
  };

  // A cell's key: as given, else its number, else its words; a dash has none.
  const keyOf = (cell) => {
    const text = (cell.dataset.key || cell.textContent).trim();
    if (!text || text === "—") return undefined;
    const number = /^[+−-]?\d[\d,]*(\.\d+)?/.exec(text);
    if (!number || !(cell.dataset.key || cell.classList.contains("n"))) return text;
    return Number(number[0].replace("−", "-").replaceAll(",", ""));
  };
  const sortable = (list) => {
    const own = all("thead th", list);
    const body = list.tBodies[0];
    const rows = [...body.rows];
    own.forEach((head, column) => {
      button(head);
      head.firstChild.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort"); // up, down, back to the order given
        const down = was === "ascending";
        const at = (row) => keyOf(row.cells[column]);
        if (was === "descending") body.append(...rows);
        else body.append(...sorted(rows, at, down));
        mark(own, was === "descending" ? null : head, down);
      });
    });
  };

  // --- a card ------------------------------------------------------------------------------
  // The drawing library and the charts are packed: nobody waits for them who opens no card.
  const unpacked = async (id) => {
    const bytes = Uint8Array.from(atob($(id).textContent), (sign) => sign.charCodeAt(0));
    const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(text).text();
  };
  const charting = async () => {
    const library = document.createElement("script");
    library.textContent = await unpacked("page-charting");
    document.head.append(library);
    return JSON.parse(await unpacked("page-charts"));
  };
  // `ast`: expressions are interpreted, for the page's policy allows no eval
  const options = { actions: false, ast: true, renderer: "svg" };
  let charts;
  const draw = async (body) => {
    const place = body.querySelector(".chart");
    if (!place || place.dataset.drawn) return;
    place.dataset.drawn = "yes";
    try {
      const { shapes, charts: drawn, config } = await (charts ??= charting());
      const { shape, ...own } = drawn[body.dataset.id];
      await vegaEmbed(place, { ...shapes[shape], ...own }, { ...options, config });
    } catch (error) { // an older browser: the figures stand in the table below
      place.parentElement.hidden = true;
      return console.warn(error);
    }
    // the picture has its words already; its marks would be read one by one
    place.querySelector("svg").setAttribute("aria-hidden", "true");
  };

  const open = (body, wanted) => {
    const button = opener(body);
    button.setAttribute("aria-expanded", String(wanted));
    button.title = say(wanted ? "close" : "open", { name: button.textContent.trim() });
    body.querySelector(".card").hidden = !wanted;
    if (wanted) draw(body);
  };

  // --- the view and its address ------------------------------------------------------------
  // The whole view as parameters; what is not set does not appear.
  const view = () => {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) wanted.append(name, value);
    for (const body of bodies) if (isOpen(body)) wanted.append("open", body.dataset.id);
    return wanted;
  };

  const conditions = () => String(new URLSearchParams(new FormData(form)));

  const remember = () => {
    const address = location.href.split("#")[0];
    const wanted = view().toString();
    history.replaceState(null, "", wanted ? `${address}#${wanted}` : address);
  };

  let applied; // the conditions that the lists follow now
  const apply = () => {
    const wanted = view();
    applied = conditions();
    for (const body of bodies) {
      body.hidden = !matches(body, wanted);
      quote(body, wanted);
    }
    const shown = bodies.filter((body) => !body.hidden).length;
    arrange(wanted.get("sort"), wanted.get("order") === "down");
    follow(wanted);
    const counts = { shown, all: bodies.length, conditions: told(wanted) };
    $("shown").textContent = say(counts.conditions ? "filtered" : "shown", counts);
    const found = all("#items [data-words]").filter((row) => !row.hidden).length;
    $("found-items").hidden = !wanted.get("q") || !found;
    $("found-items").textContent = say("items", { shown: found });
    $("none").hidden = shown > 0;
    table.hidden = !shown;
    $("download").disabled = !shown;
  };

  const fill = (wanted) => {
    for (const field of form.elements) {
      if (field.type === "checkbox")
        field.checked = wanted.getAll(field.name).includes(field.value);
      else if (field.name) field.value = wanted.get(field.name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    const isSet = (field) => (field.type === "checkbox" ? field.checked : field.value);
    for (const part of all("details", form))
      if (all("select, input", part).some(isSet)) part.open = true;
  };

  const restore = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const named = ["q", "sort", "order", "open", ...filters].some((name) => wanted.has(name));
    if (!named && location.hash) return apply(); // an anchor of the page
    fill(wanted);
    const opened = wanted.getAll("open");
    for (const body of bodies) open(body, opened.includes(body.dataset.id));
    apply();
    if (!named) return;
    const first = bodies.find((body) => !body.hidden && opened.includes(body.dataset.id));
    const at = wanted.get("at");
    const place = first || (at && all("section, details.part").find((one) => one.id === at));
    if (place && place.tagName === "DETAILS") place.open = true;
    (place || $("indicators")).scrollIntoView();
    if (first) opener(first).focus({ preventScroll: true });
    else (place || $("indicators")).focus({ preventScroll: true });
  };

  // --- the rows in sight as a file ---------------------------------------------------------
  // The cells are guarded already: none begins as a formula would.
  const csv = (rows) =>
    rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");
  const download = () => {
    const rows = [...table.tBodies].filter((body) => !body.hidden).map((body) => of(body).cells);
    const text = `\ufeff${csv([data.heads, ...rows])}\r\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // --- what readers do ---------------------------------------------------------------------
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // Enter in the search box: on to what was found
    const first = [...table.tBodies].find((body) => !body.hidden);
    const place = first ? opener(first) : all("#found-items:not([hidden])")[0];
    if (place) place.focus();
  });
  // Typing tells "input", and "change" once more when the field is left: by the click that was
  // meant for a result. Nothing may move under it, so what is applied is not applied again.
  const changed = (field) => {
    if (conditions() === applied) return;
    apply();
    remember();
    if (field.name === "q" && field.value) form.scrollIntoView();
  };
  // Some fields stand outside of the form's element. Pinyin is no search until it is Chinese.
  for (const kind of ["input", "change", "compositionend"])
    document.addEventListener(kind, (event) => {
      if (event.target.form === form && !event.isComposing) changed(event.target);
    });
  form.addEventListener("reset", () => setTimeout(() => (apply(), remember())));
  $("open-all").addEventListener("click", () => {
    for (const body of bodies) if (!body.hidden) open(body, true);
    remember();
  });
  $("close-all").addEventListener("click", () => {
    for (const body of bodies) open(body, false);
    remember();
  });
  $("download").addEventListener("click", download);
  $("print").addEventListener("click", () => window.print());
  for (const clear of all(".clear")) clear.addEventListener("click", () => form.reset());
  for (const head of heads) {
    button(head);
    head.firstChild.addEventListener("click", () => {
      const { sort, order } = form.elements; // up, down, back to the plan's order
      const again = sort.value === head.dataset.key;
      if (again && order.value) sort.value = order.value = "";
      else [sort.value, order.value] = [head.dataset.key, again ? "down" : ""];
      apply();
      remember();
    });
  }
  table.addEventListener("click", (event) => {
    if (!event.target.closest(".opener")) return;
    const body = event.target.closest("tbody");
    open(body, !isOpen(body));
    remember();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#open="]');
    const body = link && byId.get(decodeURIComponent(link.hash.slice("#open=".length)));
    if (!body || body.hidden) return; // the address alone: it asks for no filter
    event.preventDefault();
    history.pushState(null, "", location.href);
    open(body, true);
    remember();
    body.scrollIntoView();
    opener(body).focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.within"); // go there, and keep the view in the address
    if (!link) return;
    event.preventDefault();
    const place = $(link.hash.slice(1));
    if (place.hidden) form.reset(), apply(), remember(); // the filters had left it out
    for (let part = place; part; part = part.parentElement)
      if (part.tagName === "DETAILS") part.open = true;
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  });

  // --- tables on a narrow screen -----------------------------------------------------------
  // A row becomes a small sheet there: its cells need the words above them, and browsers forget
  // that it is a table unless its parts say so.
  for (const list of all("table.listed")) {
    const words = all("thead th", list).map((head) => head.textContent);
    for (const row of all("tbody tr, tfoot tr", list))
      [...row.cells].forEach((cell, column) => (cell.dataset.label = words[column]));
    if (list.matches(".sortable")) sortable(list);
  }
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup" };
  for (const list of all("table.listed, table.indicators"))
    for (const part of [list, ...all(":scope > *, :scope > * > tr, :scope > * > tr > *", list)]) {
      const head = part.scope === "row" ? "rowheader" : "columnheader";
      const role = roles[part.tagName] || { TR: "row", TD: "cell", TH: head }[part.tagName];
      if (role) part.setAttribute("role", role);
    }
  // on a telephone the conditions would stand between the search box and what it finds
  if (matchMedia("(max-width: 700px)").matches) form.querySelector(".conditions").open = false;
  document.documentElement.classList.add("scripts");
  addEventListener("hashchange", restore);
  restore();
})();
