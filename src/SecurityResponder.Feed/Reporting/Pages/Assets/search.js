// The search box, and a warning when the report is old. Every page is complete without them.
(() => {
  "use strict";

  const maxDays = 14;
  const maxResults = 12;
  const { root, generated } = document.body.dataset;

  const days = Math.floor((Date.now() - Date.parse(generated)) / 86400000);
  if (days > maxDays) {
    const warning = document.querySelector(".stale");
    warning.textContent = `This report is ${days} days old: newer CVEs and releases are missing.`;
    warning.hidden = false;
  }

  const form = document.querySelector(".search");
  const [box, panel, status, list] = ["input", ".results", "[role=status]", "ul"].map(name => form.querySelector(name));
  let loading;
  const load = () => loading ??= fetch(`${root}search.json`).then(answer => answer.json()).then(entries =>
    entries.map(entry => ({ ...entry, all: `${entry.title} ${entry.words} ${entry.text}`.toLowerCase() })));

  // All words must be found; where the title begins with the text, it comes first.
  const find = (entries, text) => {
    const words = text.toLowerCase().split(/\s+/).filter(word => word);
    const rank = entry => entry.title.toLowerCase().startsWith(words[0]) || entry.title.toLowerCase().startsWith(`v${words[0]}`) ? 0
      : entry.title.toLowerCase().includes(words[0]) ? 1 : 2;
    return words.length === 0 ? [] : entries.filter(entry => words.every(word => entry.all.includes(word)))
      .sort((one, other) => rank(one) - rank(other));
  };

  const item = entry => {
    const [row, link, text] = ["li", "a", "span"].map(name => document.createElement(name));
    link.href = root + entry.href;
    link.textContent = entry.title;
    text.textContent = entry.text;
    text.className = "summary";
    row.append(link, text);
    return row;
  };

  const close = () => { panel.hidden = true; };
  const search = async () => {
    const text = box.value.trim();
    if (text === "") {
      close();
      return;
    }

    let found;
    try {
      found = find(await load(), text);
    } catch {
      loading = undefined;
      status.textContent = "The index of the search could not be loaded.";
      list.replaceChildren();
      panel.hidden = false;
      return;
    }

    // Typed on in the meantime.
    if (text !== box.value.trim()) {
      return;
    }

    status.textContent = found.length === 0 ? "Nothing found" : found.length === 1 ? "1 result"
      : found.length > maxResults ? `${found.length} results, the first ${maxResults}` : `${found.length} results`;
    list.replaceChildren(...found.slice(0, maxResults).map(item));
    panel.hidden = false;
  };

  box.addEventListener("input", search);
  box.addEventListener("focus", () => { if (box.value !== "") { search(); } });
  form.addEventListener("submit", event => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  form.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      close();
      box.focus();
    }
  });
  document.addEventListener("pointerdown", event => { if (!form.contains(event.target)) { close(); } });
  document.addEventListener("focusin", event => { if (!form.contains(event.target)) { close(); } });
  form.hidden = false;
})();
