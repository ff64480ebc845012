// Draws what the tables of the page say. Without it the page is complete.
(() => {
  "use strict";

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const rows = name => [...document.querySelectorAll(`table[data-table="${name}"] tbody tr`)].map(row => ({
    name: row.querySelector("th").textContent.trim(),
    told: row.querySelector("[data-figure]").textContent.trim(),
    state: row.dataset.state,
  }));

  // Fewer than five are drawn as a sliver: there are some, and nobody is told how many.
  const height = told => told.startsWith("<") ? 2 : Number(told.replaceAll(",", ""));

  const settings = told => ({
    animation: false,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    plugins: {
      legend: { display: false },
      tooltip: { displayColors: false, callbacks: { label: item => `${told[item.dataIndex]} clusters` } },
    },
    scales: {
      x: { grid: { display: false }, border: { color: colour("line") }, ticks: { color: colour("quiet"), maxRotation: 0, autoSkipPadding: 24 } },
      y: { beginAtZero: true, grid: { color: colour("line") }, border: { display: false }, ticks: { color: colour("quiet"), precision: 0, maxTicksLimit: 5 } },
    },
  });

  const days = () => {
    const found = rows("active").reverse();
    return {
      type: "line",
      data: {
        labels: found.map(row => row.name.slice(5)),
        datasets: [{
          data: found.map(row => height(row.told)), borderColor: colour("accent"), backgroundColor: colour("accent-soft"),
          borderWidth: 2, fill: true, pointRadius: 0, pointHoverRadius: 4, tension: .2,
        }],
      },
      options: settings(found.map(row => row.told)),
    };
  };

  // As they were released, oldest first: what is on the right is where clusters should be.
  const order = new Intl.Collator("en", { numeric: true });
  const versions = () => {
    const found = rows("version").filter(row => row.state !== "none").sort((one, other) => order.compare(one.name, other.name));
    const fill = { bad: colour("bad"), some: colour("some-draw"), fine: colour("accent") };
    const options = settings(found.map(row => row.told));
    options.scales.x.ticks.maxRotation = 60;
    return {
      type: "bar",
      data: {
        labels: found.map(row => row.name.replace("+rke2", " ")),
        datasets: [{ data: found.map(row => height(row.told)), backgroundColor: found.map(row => fill[row.state]), borderRadius: 3, maxBarThickness: 42 }],
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
