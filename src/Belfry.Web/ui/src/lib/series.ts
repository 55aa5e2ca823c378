/** One line of a chart on a shared time axis; null is "no sample here" and is drawn as a gap. */
export interface Series {
  name: string;
  labels: Record<string, string>;
  values: (number | null)[];
}

/** What a chart draws: seconds since the epoch, ascending and evenly spaced, and one value per time in each series. */
export interface SeriesSet {
  times: number[];
  series: Series[];
}

/** A series of a range query as the HTTP API sends it. */
export interface MatrixSeries {
  metric: Record<string, string>;
  values?: [number, string][];
  histograms?: [number, { count: string; sum: string }][];
}

/**
 * Puts every series of a range query on one time axis from start to end. A missing step stays null, so an outage is a
 * gap and never a line drawn across it. Infinities have no place on a canvas and are null too.
 */
export function alignMatrix(result: MatrixSeries[], start: number, end: number, step: number): SeriesSet {
  const count = Math.floor((end - start) / step + 1e-9) + 1;
  const times = Array.from({ length: count }, (_, index) => start + index * step);
  const names = seriesNames(result.map((one) => one.metric));
  const series = result.map((one, index) => {
    const values = new Array<number | null>(count).fill(null);
    for (const [time, text] of one.values ?? []) put(values, time, parseSample(text));
    // A native histogram has no single height; its mean is the honest one-line summary.
    for (const [time, histogram] of one.histograms ?? [])
      put(values, time, Number(histogram.sum) / Number(histogram.count));
    return { name: names[index] ?? '', labels: one.metric, values };
  });
  return { times, series };

  function put(values: (number | null)[], time: number, value: number): void {
    const slot = Math.round((time - start) / step);
    if (slot >= 0 && slot < count) values[slot] = Number.isFinite(value) ? value : null;
  }
}

/** Prometheus writes sample values as text: `1.5`, `NaN`, `+Inf`, `-Inf`. */
export function parseSample(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

/** A series in PromQL's notation: `up{instance="a",job="b"}`. */
export function seriesText(labels: Record<string, string>): string {
  const name = labels.__name__ ?? '';
  const pairs = Object.keys(labels)
    .filter((key) => key !== '__name__')
    .sort()
    .map((key) => `${/^[a-zA-Z_]\w*$/.test(key) ? key : JSON.stringify(key)}=${JSON.stringify(labels[key])}`);
  return pairs.length === 0 && name ? name : `${name}{${pairs.join(', ')}}`;
}

/**
 * Names that tell the series of one result apart, and no longer than that: labels all have in common are left out, and
 * so is a label that goes one-to-one with another (`job` beside `instance`, where each instance has its own job).
 */
export function seriesNames(all: Record<string, string>[]): string[] {
  const first = all[0];
  if (!first) return [];
  if (all.length === 1) return [seriesText(first)];
  const keys = [...new Set(all.flatMap((labels) => Object.keys(labels)))].filter((key) =>
    all.some((labels) => labels[key] !== first[key]),
  );
  const kept: string[] = [];
  for (const key of keys.sort(byTelling)) {
    if (!kept.some((other) => goOneToOne(all, key, other))) kept.push(key);
  }
  return all.map((labels) => {
    const pairs = Object.entries(labels).filter(([key]) => kept.includes(key));
    return pairs.length === 0 ? seriesText(labels) : seriesText(Object.fromEntries(pairs));
  });
}

/** The labels people look for come first, so that of two that say the same those are kept. */
function byTelling(a: string, b: string): number {
  const order = ['__name__', 'instance', 'nodename', 'pod', 'device', 'mountpoint', 'mode', 'name'];
  const rank = (key: string): number => (order.indexOf(key) + order.length + 1) % (order.length + 1);
  return rank(a) - rank(b) || a.localeCompare(b);
}

function goOneToOne(all: Record<string, string>[], a: string, b: string): boolean {
  const forward = new Map<string | undefined, string | undefined>();
  const backward = new Map<string | undefined, string | undefined>();
  return all.every((labels) => {
    const [x, y] = [labels[a], labels[b]];
    if (!forward.has(x)) forward.set(x, y);
    if (!backward.has(y)) backward.set(y, x);
    return forward.get(x) === y && backward.get(y) === x;
  });
}

/** The four numbers of a legend row. A series without a single sample has none. */
export interface SeriesStats {
  min: number | null;
  max: number | null;
  avg: number | null;
  last: number | null;
}

export function seriesStats(values: (number | null)[]): SeriesStats {
  let min: number | null = null;
  let max: number | null = null;
  let last: number | null = null;
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value === null) continue;
    min = min === null ? value : Math.min(min, value);
    max = max === null ? value : Math.max(max, value);
    last = value;
    sum += value;
    count++;
  }
  return { min, max, avg: count === 0 ? null : sum / count, last };
}

/** Running sums from the first series up; a gap stays a gap in its own series and adds nothing to those above. */
export function stackValues(series: (number | null)[][]): (number | null)[][] {
  const totals: number[] = [];
  return series.map((values) =>
    values.map((value, index) => {
      if (value === null) return null;
      const total = (totals[index] ?? 0) + value;
      totals[index] = total;
      return total;
    }),
  );
}

/** Where a chart begins: at the first sample when the server is younger than the range, but never under two minutes. */
export function firstSampleTime(sets: SeriesSet[]): number | null {
  let first: number | null = null;
  for (const { times, series } of sets) {
    const index = times.findIndex((_, at) => series.some((one) => one.values[at] !== null));
    const time = index < 0 ? undefined : times[index];
    if (time !== undefined && (first === null || time < first)) first = time;
  }
  return first;
}
