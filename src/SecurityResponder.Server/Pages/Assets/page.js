// Draws charts from the tables of the page. The page is complete without them.
(() => {
  "use strict";

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const rows = name => [...document.querySelectorAll(`table[data-table="${name}"] tbody tr`)].map(row => ({
    name: row.querySelector("th").textContent.trim(),
    count: row.querySelector("[data-figure]").textContent.trim(),
    state: row.dataset.state,
  }));

  // "<5" is drawn as a sliver: there are some clusters, but their number is hidden.
  const height = count => count.startsWith("<") ? 2 : Number(count.replaceAll(",", ""));

  const settings = counts => ({
    animation: false,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    plugins: {
      legend: { display: false },
      tooltip: { displayColors: false, callbacks: { label: item => `${counts[item.dataIndex]} clusters` } },
    },
    scales: {
      x: { grid: { display: false }, border: { color: color("line") }, ticks: { color: color("quiet"), maxRotation: 0, autoSkipPadding: 24 } },
      y: { beginAtZero: true, grid: { color: color("line") }, border: { display: false }, ticks: { color: color("quiet"), precision: 0, maxTicksLimit: 5 } },
    },
  });

  const days = () => {
    const found = rows("active").reverse();
    return {
      type: "line",
      data: {
        labels: found.map(row => row.name.slice(5)),
        datasets: [{
          data: found.map(row => height(row.count)), borderColor: color("accent"), backgroundColor: color("accent-soft"),
          borderWidth: 2, fill: true, pointRadius: 0, pointHoverRadius: 4, tension: .2,
        }],
      },
      options: settings(found.map(row => row.count)),
    };
  };

  // In the order of release, oldest first: clusters should be on the right.
  const order = new Intl.Collator("en", { numeric: true });
  const versions = () => {
    const found = rows("version").filter(row => row.state !== "none").sort((one, other) => order.compare(one.name, other.name));
    const fill = { bad: color("bad"), some: color("some-draw"), fine: color("accent") };
    const options = settings(found.map(row => row.count));
    options.scales.x.ticks.maxRotation = 60;
    return {
      type: "bar",
      data: {
        labels: found.map(row => row.name.replace("+rke2", " ")),
        datasets: [{ data: found.map(row => height(row.count)), backgroundColor: found.map(row => fill[row.state]), borderRadius: 3, maxBarThickness: 42 }],
      },
      options,
    };
  };

  const drawings = { days, versions };
  let drawn = [];
  const draw = () => {
    drawn.forEach(chart => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    drawn = [...document.querySelectorAll("[data-chart]")].map(place => {
      place.hidden = false;
      return new Chart(place.querySelector("canvas"), drawings[place.dataset.chart]());
    });
  };

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
