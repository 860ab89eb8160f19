"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const key = "ontwar:" + data.document;
  const changes = data.corrections;
  const buttons = changes.map((_, at) => document.querySelector(`.change[data-at="${at}"]`));
  const reads = changes.map((_, at) => document.querySelector(`.read[data-at="${at}"]`));
  const shown = changes.map((_, at) => at).filter((at) => buttons[at] && changes[at].before !== changes[at].after);
  shown.sort((a, b) => buttons[a].compareDocumentPosition(buttons[b]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  const place = (d) => d.source[0] + "-" + d.source[1];
  const doubtful = 0.8;
  let picked = -1, undone = [], held = true;

  // Decisions by place. What was decided in this browser comes after what came with the page.
  const decisions = new Map(data.decisions.map((d) => [place(d), d]));
  try {
    for (const d of JSON.parse(localStorage.getItem(key) || "[]")) {
      if (d.verdict === null) decisions.delete(place(d)); else decisions.set(place(d), d);
    }
  } catch { held = false; }
  const keep = () => {
    const taken = data.decisions.filter((d) => !decisions.has(place(d))).map((d) => ({ ...d, verdict: null }));
    try { localStorage.setItem(key, JSON.stringify([...decisions.values(), ...taken])); held = true; } catch { held = false; }
  };
  let who = "";
  try { who = localStorage.getItem("ontwar:who") || ""; } catch { /* none is remembered */ }

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const draw = (at) => {
    const button = buttons[at];
    if (!button) return;
    const decision = decisions.get(place(changes[at]));
    button.classList.remove("accept", "reject", "edit", "alternative");
    if (decision) button.classList.add(decision.verdict);
    const text = decision ? decision.text : changes[at].after;
    button.textContent = text === "" ? "∅" : text;
    const state = decision ? { accept: "accepted", reject: "rejected", edit: "edited", alternative: "another reading taken" }[decision.verdict] : "undecided";
    button.setAttribute("aria-label", `${button.textContent}, read as ${changes[at].before}, ${state}`);
  };

  const decide = (at, verdict, text) => {
    if (at < 0) return;
    const c = changes[at];
    undone.push([at, decisions.get(place(c))]);
    decisions.set(place(c), {
      document: data.document, name: data.name, path: c.path, source: c.source, verdict, text,
      change: { before: c.before, after: c.after, kind: c.kind, rule: c.rule, confidence: c.confidence },
      ...(who ? { who } : {}), when: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    });
    keep(); draw(at); tell();
  };
  const undo = () => {
    const last = undone.pop();
    if (!last) return;
    const [at, before] = last;
    if (before) decisions.set(place(changes[at]), before); else decisions.delete(place(changes[at]));
    keep(); draw(at); pick(at);
  };

  const pick = (at) => {
    for (const list of [buttons, reads]) for (const e of list) if (e) e.classList.remove("picked");
    picked = at;
    // What is told takes room, so that comes before the places are scrolled to.
    tell();
    for (const e of [buttons[at], reads[at]]) if (e) { e.classList.add("picked"); e.scrollIntoView({ block: "center" }); }
    if (buttons[at]) buttons[at].focus({ preventScroll: true });
    frame();
  };
  const step = (by, want = () => true) => {
    const from = shown.indexOf(picked);
    for (let n = 1; n <= shown.length; n += 1) {
      const at = shown[(((from < 0 && by < 0 ? 0 : from) + by * n) % shown.length + shown.length) % shown.length];
      if (want(at)) { pick(at); return; }
    }
  };
  const open = (at) => changes[at].confidence < doubtful && !decisions.has(place(changes[at]));

  const edit = () => {
    if (picked < 0) return;
    const at = picked;
    const field = element("input", { type: "text", value: decisions.get(place(changes[at]))?.text ?? changes[at].after, id: "edit" });
    field.setAttribute("aria-label", "What stands there");
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") { decide(at, "edit", field.value); pick(at); }
      if (event.key === "Escape") pick(at);
    });
    document.getElementById("why").prepend(element("p", {}, "Instead: ", field, " Enter keeps it, Escape does not."));
    field.focus(); field.select();
  };
  const alternative = () => {
    if (picked < 0 || !changes[picked].alternatives.length) return;
    const readings = changes[picked].alternatives.map((a) => a[0]);
    const now = decisions.get(place(changes[picked]));
    const next = readings[(now && now.verdict === "alternative" ? readings.indexOf(now.text) + 1 : 0) % readings.length];
    decide(picked, "alternative", next);
  };
  const save = () => {
    const lines = [...decisions.values()].map((d) => JSON.stringify(d)).join("\n");
    const link = element("a", { href: URL.createObjectURL(new Blob([lines ? lines + "\n" : ""], { type: "application/jsonl" })), download: "decisions.jsonl" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const actions = [
    ["Next", "j", () => step(1)], ["Previous", "k", () => step(-1)], ["Next doubtful", "d", () => step(1, open)],
    ["Accept", "a", () => decide(picked, "accept", picked < 0 ? "" : changes[picked].after)],
    ["Reject", "r", () => decide(picked, "reject", picked < 0 ? "" : changes[picked].before)],
    ["Alternative", "t", alternative], ["Edit", "e", edit], ["Undo", "u", undo], ["Why", "w", () => explain()], ["Save decisions", "s", save],
  ];
  const bar = document.getElementById("bar");
  for (const [name, letter, act] of actions) {
    const button = element("button", { type: "button" }, name, element("kbd", { textContent: letter }));
    button.setAttribute("aria-keyshortcuts", letter);
    button.addEventListener("click", act);
    bar.append(button);
  }
  for (const [id, text] of [["overlay", "Reading order"], ["zones", "Zones"]]) {
    if (!data.zones.length) break;
    const toggle = element("input", { type: "checkbox", id });
    toggle.addEventListener("change", () => frame());
    bar.append(element("label", {}, toggle, text));
  }
  const name = element("input", { type: "text", value: who, size: 8, id: "who" });
  name.addEventListener("input", () => { who = name.value.trim(); try { localStorage.setItem("ontwar:who", who); } catch { /* stays for this page */ } });
  bar.append(element("label", {}, "Who", name));
  const count = element("output", { id: "count" });
  bar.append(count);

  const tell = () => {
    const left = shown.filter((at) => !decisions.has(place(changes[at]))).length;
    count.textContent = `${shown.length - left} of ${shown.length} decided` + (held ? "" : "; this browser keeps nothing: save before you leave");
    const why = document.getElementById("why");
    why.replaceChildren();
    if (picked < 0) return;
    const c = changes[picked], rows = [["Read", c.before], ["Became", c.after], ["Kind", c.kind], ["Rule", c.rule], ["Confidence", c.confidence.toFixed(3)]];
    if (c.alternatives.length) rows.push(["Others", c.alternatives.map(([text, p]) => `${text} (${p.toFixed(2)})`).join(", ")]);
    if (c.why) rows.push(["Why", c.why]);
    const decision = decisions.get(place(c));
    if (decision) rows.push(["Decided", `${decision.verdict}: ${decision.text}` + (decision.who ? ` (${decision.who})` : "")]);
    const list = element("dl", {});
    for (const [term, text] of rows) list.append(element("dt", { textContent: term }), element("dd", { textContent: text }));
    why.append(list);
    if (c.readings.length) why.append(sums(c.readings));
  };
  // What was weighed, as `ontwar explain` tells it.
  let explained = false;
  const sums = (readings) => {
    const several = new Set(readings.map((r) => r.token)).size > 1;
    const names = [...(several ? ["Read"] : []), "Reading", "Scanner", "Words", "Whole"];
    const head = element("tr", {}, ...names.map((textContent) => element("th", { scope: "col", textContent })));
    const rows = readings.map((r) => element("tr", { className: r.taken ? "taken" : "" },
      ...(several ? [element("td", { textContent: r.token })] : []),
      element("td", { textContent: r.text + (r.taken ? " ✓" : "") }),
      ...[r.channel, r.words, r.total].map((n) => element("td", { className: "number", textContent: n === null ? "−∞" : n.toFixed(2) }))));
    const details = element("details", { open: explained, id: "sums" }, element("summary", { textContent: "What was weighed" }),
      element("table", {}, element("caption", { textContent: "Natural logarithms: the nearer to 0, the likelier" }), element("thead", {}, head), element("tbody", {}, ...rows)));
    details.addEventListener("toggle", () => { explained = details.open; });
    return details;
  };
  const explain = () => {
    explained = !explained;
    const details = document.getElementById("sums");
    if (details) details.open = explained;
  };

  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const frame = () => {
    const scan = document.getElementById("scan");
    if (!scan || !data.boxes.length) return;
    const image = scan.querySelector("img");
    if (!image.naturalWidth) { image.addEventListener("load", frame, { once: true }); return; }
    scan.querySelector("svg")?.remove();
    const sheet = svg("svg", { viewBox: `0 0 ${image.naturalWidth} ${image.naturalHeight}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    if (document.getElementById("overlay")?.checked) {
      const points = data.zones.filter(([role]) => role !== "discarded").map(([, b]) => [(b[0] + b[2]) / 2, (b[1] + b[3]) / 2]);
      sheet.append(svg("polyline", { class: "order", points: points.map((p) => p.join(",")).join(" ") }));
    }
    if (document.getElementById("zones")?.checked) {
      let number = 0;
      const size = image.naturalWidth / 60;
      for (const [role, b] of data.zones) {
        sheet.append(svg("rect", { class: `zone ${role}`, x: b[0] - 3, y: b[1] - 3, width: b[2] - b[0] + 6, height: b[3] - b[1] + 6 }));
        if (role === "discarded") continue;
        const label = svg("text", { class: "number", x: b[0] - 3, y: b[1] - 3, "font-size": size });
        label.textContent = `${(number += 1)} ${role}`;
        sheet.append(label);
      }
    }
    if (picked >= 0) {
      const [start, end] = changes[picked].source;
      const words = data.boxes.filter(([from, to]) => from < Math.max(end, start + 1) && to > start);
      for (const [, , b] of words) sheet.append(svg("rect", { class: "frame", x: b[0] - 2, y: b[1] - 2, width: b[2] - b[0] + 4, height: b[3] - b[1] + 4 }));
      if (words.length) {
        const side = scan.parentElement, top = words[0][2][1] / image.naturalHeight * image.clientHeight;
        if (top < side.scrollTop || top > side.scrollTop + side.clientHeight - 40) side.scrollTop = top - side.clientHeight / 2;
      }
    }
    scan.append(sheet);
  };

  document.addEventListener("click", (event) => {
    const at = event.target.closest?.("[data-at]")?.dataset.at;
    if (at !== undefined) pick(Number(at));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input")) return;
    const action = actions.find(([, letter]) => letter === event.key);
    if (action) { event.preventDefault(); action[2](); }
  });
  changes.forEach((_, at) => { if (decisions.has(place(changes[at]))) draw(at); });
  tell(); frame();
})();
