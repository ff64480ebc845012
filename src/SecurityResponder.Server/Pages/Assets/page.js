// Draws the chart of active clusters per day from the table of the page. The page is complete without it.
(() => {
  "use strict";

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  // Oldest first.
  const days = [...document.querySelectorAll("table[data-table=active] tbody tr")].map(row => ({
    day: row.querySelector("time").textContent.trim(),
    count: row.querySelector("[data-figure]").textContent.trim(),
    isPartial: row.dataset.partial === "true",
  })).reverse();

  // "<5" has no point: any height would tell a number.
  const heights = days.map(({ count }) => count.startsWith("<") ? null : Number(count.replaceAll(",", "")));

  // A point without neighbours would be a line of no length.
  const isAlone = index => (heights[index - 1] ?? null) === null && (heights[index + 1] ?? null) === null;

  const settings = () => ({
    type: "line",
    data: {
      labels: days.map(({ day, isPartial }) => day.slice(5) + (isPartial ? " so far" : "")),
      datasets: [{
        data: heights, borderColor: color("accent"), backgroundColor: color("accent-soft"), borderWidth: 2, fill: true,
        pointRadius: point => isAlone(point.dataIndex) ? 3 : 0, pointHoverRadius: 4, tension: .2,
        segment: { borderDash: segment => days[segment.p1DataIndex].isPartial ? [4, 4] : undefined },
      }],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      plugins: {
        legend: { display: false },
        tooltip: { displayColors: false, callbacks: { label: item => `${days[item.dataIndex].count} clusters` } },
      },
      scales: {
        x: { grid: { display: false }, border: { color: color("line") }, ticks: { color: color("quiet"), maxRotation: 0, autoSkipPadding: 24 } },
        y: { beginAtZero: true, grid: { color: color("line") }, border: { display: false }, ticks: { color: color("quiet"), precision: 0, maxTicksLimit: 5 } },
      },
    },
  });

  let chart;
  const draw = () => {
    const place = document.querySelector("[data-chart=days]");
    if (place === null || heights.every(height => height === null)) {
      return;
    }

    chart?.destroy();
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    place.hidden = false;
    chart = new Chart(place.querySelector("canvas"), settings());
  };

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
