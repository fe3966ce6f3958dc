"use strict";
(() => {
  const PAGE = 100;
  const byId = (id) => document.getElementById(id);
  const index = JSON.parse(byId("index").textContent);
  const [PATH, ERRORS, WARNINGS, NOTES, CELLS, PARSES, DECLARED, RUNS, SAME, STABLE, CELLS_RUN, RULES] = Array(12).keys();
  const words = { error: "error", warning: "warning", info: "note" };
  const state = { query: "", rule: "", only: "all", page: 0, sort: null, descending: false, open: new Set() };
  const inPathOrder = (one, other) => (one[PATH] < other[PATH] ? -1 : one[PATH] > other[PATH] ? 1 : 0);
  const rows = index.rows.map((row, at) => ({ row, at, search: row[PATH].toLowerCase() }));
  let found = [];
  let details = null;

  /** An element with properties and children; texts become text nodes, so nothing of a notebook is ever read as HTML. */
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const count = (at, severity) => (row) =>
    make("td", { className: "number" }, make("span", { className: row[at] > 0 ? `count ${severity}` : "zero" }, String(row[at])));
  const answer = (at, note = () => "") => (row) => {
    const text = make("span", { className: row[at] === "-" ? "unknown" : row[at] }, row[at] === "-" ? "–" : row[at]);
    if (row[at] === "-") text.title = "not asked";
    return make("td", { className: "answer" }, text, note(row));
  };
  /** How many cells ran where not all did. */
  const partly = (row) => (row[RUNS] === "no" ? ` (${row[CELLS_RUN]}/${row[CELLS]})` : "");

  const columns = [
    { title: "notebook", key: PATH, cell: pathCell },
    { title: "errors", key: ERRORS, number: true, cell: count(ERRORS, "error") },
    { title: "warnings", key: WARNINGS, number: true, cell: count(WARNINGS, "warning") },
    { title: "notes", key: NOTES, number: true, cell: count(NOTES, "info") },
    { title: "cells", key: CELLS, number: true, cell: (row) => make("td", { className: "number" }, String(row[CELLS])) },
    { title: "parses", key: PARSES, cell: answer(PARSES) },
    { title: "declared", key: DECLARED, cell: answer(DECLARED) },
    ...(index.wasRun
      ? [
          { title: "runs", key: RUNS, cell: answer(RUNS, partly) },
          { title: "same", key: SAME, cell: answer(SAME) },
          { title: "stable", key: STABLE, cell: answer(STABLE) },
        ]
      : []),
  ];

  function pathCell(row, at) {
    const isOpen = state.open.has(at);
    const button = make("button", { type: "button", className: "link" }, row[PATH]);
    button.setAttribute("aria-expanded", String(isOpen));
    button.addEventListener("click", () => toggle(at, button));
    return make("td", { className: "path" }, button);
  }

  function toggle(at, button) {
    const isOpen = !state.open.has(at);
    if (isOpen) state.open.add(at);
    else state.open.delete(at);
    button.setAttribute("aria-expanded", String(isOpen));
    const line = button.closest("tr");
    if (isOpen) line.after(detailRow(at));
    else line.nextElementSibling.remove();
  }

  function problemsOf(at) {
    details ??= byId("details").textContent.split("\n").slice(1);
    return JSON.parse(details[at]);
  }

  function detailRow(at) {
    const problems = problemsOf(at);
    const shown = state.rule === "" ? problems : problems.filter(({ rule }) => rule === Number(state.rule));
    const content = shown.length === 0 ? ["No problems."] : shown.map(problemPart);
    const cell = make("td", {}, ...content);
    cell.colSpan = columns.length;
    return make("tr", { className: "detail" }, cell);
  }

  function problemPart({ rule, severity, message, place, related, hint, fix, option }) {
    const [code, name] = index.rules[rule] ?? ["", ""];
    const badge = make("span", { className: `badge ${severity}` }, words[severity]);
    const head = make("p", {}, badge, " ", make("b", {}, code), ` ${name} `);
    if (place) head.append(make("span", { className: "where" }, `cell ${place[0]}, line ${place[1]}`));
    return make(
      "div",
      { className: "problem" },
      head,
      make("p", {}, ...sentence(message)),
      ...(place ? codeLine(place) : []),
      ...(related ?? []).flatMap((one) => [
        make("p", { className: "related" }, ...sentence(one.message), ` (cell ${one.place[0]}, line ${one.place[1]})`),
        ...codeLine(one.place),
      ]),
      ...(hint ? [make("p", {}, make("b", {}, "Help: "), ...sentence(hint))] : []),
      ...(fix ? [make("p", {}, make("code", {}, option), " ", ...sentence(fix))] : []),
    );
  }

  function codeLine([, line, before, marked, after]) {
    if (before === undefined) return [];
    return [make("pre", {}, make("i", {}, String(line)), before, make("mark", {}, marked), after)];
  }

  function sentence(text) {
    return text.split(/(`[^`\n]+`)/).map((part) => (/^`[^`\n]+`$/.test(part) ? make("code", {}, part.slice(1, -1)) : part));
  }

  const filters = {
    all: () => true,
    problems: (row) => row[RULES].length > 0,
    errors: (row) => row[ERRORS] > 0,
    clean: (row) => row[RULES].length === 0,
  };

  function order(one, other) {
    if (state.sort === null)
      return (
        other.row[ERRORS] - one.row[ERRORS] ||
        other.row[WARNINGS] - one.row[WARNINGS] ||
        other.row[NOTES] - one.row[NOTES] ||
        inPathOrder(one.row, other.row)
      );
    const [a, b] = [one.row[state.sort], other.row[state.sort]];
    const difference = a < b ? -1 : a > b ? 1 : 0;
    return (state.descending ? -difference : difference) || inPathOrder(one.row, other.row);
  }

  function find() {
    const parts = state.query.toLowerCase().split(/\s+/).filter(Boolean);
    const rule = state.rule === "" ? null : Number(state.rule);
    found = rows
      .filter(({ row, search }) => filters[state.only](row) && (rule === null || row[RULES].includes(rule)) && parts.every((part) => search.includes(part)))
      .sort(order);
    state.page = 0;
    show();
  }

  function show() {
    const from = state.page * PAGE;
    const page = found.slice(from, from + PAGE);
    const lines = page.flatMap(({ row, at }) => {
      const line = make("tr", {}, ...columns.map((column) => column.cell(row, at)));
      return state.open.has(at) ? [line, detailRow(at)] : [line];
    });
    byId("rows").replaceChildren(...lines);
    const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
    byId("count").textContent =
      found.length === 0 ? "no notebooks" : `${number(from + 1)} to ${number(from + page.length)} of ${number(found.length)}`;
    byId("previous").disabled = state.page === 0;
    byId("next").disabled = from + PAGE >= found.length;
  }

  function turn(pages) {
    state.page += pages;
    show();
  }

  for (const column of columns) {
    const button = make("button", { type: "button" }, column.title);
    const head = make("th", { className: column.number ? "number" : "" }, button);
    head.scope = "col";
    button.addEventListener("click", () => {
      state.descending = state.sort === column.key ? !state.descending : column.number === true;
      state.sort = column.key;
      for (const other of byId("columns").children) {
        other.removeAttribute("aria-sort");
        other.firstChild.textContent = other.firstChild.textContent.replace(/ [▲▼]$/, "");
      }
      head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      button.textContent = `${column.title} ${state.descending ? "▼" : "▲"}`;
      find();
    });
    byId("columns").append(head);
  }

  byId("search").addEventListener("input", ({ target }) => {
    state.query = target.value;
    find();
  });
  for (const name of ["rule", "only"])
    byId(name).addEventListener("change", ({ target }) => {
      state[name] = target.value;
      find();
    });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  for (const button of document.querySelectorAll("[data-rule]"))
    button.addEventListener("click", () => {
      state.rule = button.dataset.rule;
      byId("rule").value = state.rule;
      find();
      byId("notebooks").scrollIntoView();
      byId("rule").focus({ preventScroll: true });
    });
  find();
})();
