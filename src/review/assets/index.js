"use strict";
(() => {
  const { rows } = JSON.parse(document.getElementById("data").textContent);
  const body = document.getElementById("rows"), form = document.getElementById("filter"), facts = document.getElementById("facts");
  const scroll = body.closest(".scroll");
  const step = 200;
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const kept = (row) => {
    try { return JSON.parse(localStorage.getItem("ontwar:" + row.document) || "[]").filter((d) => d.verdict !== null); } catch { return []; }
  };
  for (const row of rows) row.search = (row.name + "\n" + row.title).toLowerCase();
  const names = (list) => [...new Set(list)].sort();
  const choice = (label, options) => {
    const select = element("select", {}, element("option", { value: "", textContent: "any" }), ...options.map((o) => element("option", { value: o, textContent: o })));
    form.append(element("label", {}, label, select));
    return select;
  };
  const search = element("input", { type: "search", id: "search" });
  form.append(element("label", {}, "Search", search));
  const kind = choice("Kind", names(rows.flatMap((r) => r.sorts.map((c) => c[0]))));
  const rule = choice("Rule", names(rows.flatMap((r) => r.sorts.map((c) => c[1]))));
  const notice = choice("Notice", names(rows.flatMap((r) => r.notices)));
  const below = element("input", { type: "number", min: 0, max: 1, step: 0.05, value: "", id: "below" });
  form.append(element("label", {}, "Confidence below", below));
  const save = element("button", { type: "button", textContent: "Save all decisions" });
  form.append(save);
  form.addEventListener("submit", (event) => event.preventDefault());

  let found = rows, shown = 0;
  const line = (row) => {
    const cell = (text, number) => element("td", { textContent: text, className: number ? "number" : "" });
    return element("tr", {}, element("td", {}, element("a", { href: row.href, textContent: row.name })), cell(row.title), cell(row.words, true),
      cell(row.changes, true), cell(row.doubtful, true), cell(kept(row).length, true), cell(row.notices.join(", ")));
  };
  const more = () => {
    const part = document.createDocumentFragment();
    for (const row of found.slice(shown, shown + step)) part.append(line(row));
    shown += step;
    body.append(part);
  };
  const filter = () => {
    const words = search.value.toLowerCase().trim(), bound = below.value === "" ? 2 : Number(below.value);
    const wanted = kind.value || rule.value || bound < 2;
    found = rows.filter((row) => (!words || row.search.includes(words)) && (!notice.value || row.notices.includes(notice.value))
      && (!wanted || row.sorts.some((c) => (!kind.value || c[0] === kind.value) && (!rule.value || c[1] === rule.value) && c[2] < bound)));
    body.replaceChildren();
    shown = 0;
    more();
    facts.textContent = `${found.length} of ${rows.length} pages, those that need eyes most first`;
  };
  scroll.addEventListener("scroll", () => { if (shown < found.length && scroll.scrollTop + scroll.clientHeight > scroll.scrollHeight - 600) more(); });
  form.addEventListener("input", filter);
  save.addEventListener("click", () => {
    const lines = rows.flatMap(kept).map((d) => JSON.stringify(d)).join("\n");
    const link = element("a", { href: URL.createObjectURL(new Blob([lines ? lines + "\n" : ""], { type: "application/jsonl" })), download: "decisions.jsonl" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  filter();
})();
