// Compares any two releases. The lists of findings are made by the program; here only their differences are formed.
(async () => {
  "use strict";

  const { root } = document.body.dataset;
  const picker = document.querySelector(".picker");
  const [form, picked] = ["form", ".picked"].map(name => picker.querySelector(name));
  const [from, to] = ["from", "to"].map(name => form.elements[name]);
  let data;
  try {
    data = await (await fetch(`${root}compare.json`)).json();
  } catch {
    // From a disk, browsers load no files: the pages below remain.
    return;
  }

  if (data.releases.length < 2) {
    return;
  }

  const create = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) {
      element.className = className;
    }
    element.append(...children);
    return element;
  };

  const link = (one, text) => {
    const anchor = create("a", "", text);
    anchor.href = root + one.href;
    return anchor;
  };

  const row = cve => create("li", "", link(cve, cve.id), " ", create("span", `badge ${cve.level}`, cve.severity),
    ...(cve.isExploited ? [" ", create("span", "badge exploited", "known exploited")] : []),
    ...(cve.summary ? [create("span", "summary", cve.summary)] : []));

  const section = (name, heading, positions) => {
    const part = create("section", "", create("h3", "", `${heading}: ${positions.length}`),
      ...(positions.length > 0 ? [create("ul", "plain", ...positions.map(position => row(data.cves[position])))] : []));
    part.dataset.list = name;
    return part;
  };

  const compare = () => {
    const [before, after] = [from, to].map(select => data.releases[select.value]);
    const found = new Set(before.findings);
    const open = new Set([...after.findings, ...after.undecided]);
    const undecided = after.undecided.filter(position => !found.has(position));
    picked.replaceChildren(
      create("p", "", link(before, before.name), " to ", link(after, after.name)),
      section("fixes", "Fixed", before.findings.filter(position => !open.has(position))),
      section("remains", "Not fixed", before.findings.filter(position => open.has(position))),
      section("brings", "New", after.findings.filter(position => !found.has(position))),
      ...(undecided.length > 0 ? [section("undecided", `Undecided for ${after.name}`, undecided)] : []));
  };

  for (const select of [from, to]) {
    select.append(...data.releases.map((release, position) => new Option(release.name, position)));
    select.addEventListener("change", compare);
  }

  from.value = 1;
  to.value = 0;
  form.addEventListener("submit", event => event.preventDefault());
  compare();
  picker.hidden = false;
})();
