import type { Series, SeriesSet } from '../../lib/series';

/** The modes worth a layer of their own, from the bottom up; steal only where there is some. */
const named = ['user', 'system', 'iowait', 'steal'];
const visibleMin = 0.02;

/** CPU time by mode in a fixed order, so that layers and colours stay put; the small modes are summed up as "other". */
export function cpuModes<T extends SeriesSet>(answer: T): T {
  const series = named
    .map((mode) => answer.series.find((one) => one.name === mode))
    .filter((one) => one !== undefined)
    .filter((one) => one.name !== 'steal' || isVisible(one));
  const rest = answer.series.filter((one) => !named.includes(one.name));
  const other: Series = {
    name: 'other',
    labels: {},
    values: answer.times.map((_, at) => sumAt(rest, at)),
  };
  return { ...answer, series: isVisible(other) ? [...series, other] : series };
}

const isVisible = (series: Series): boolean => series.values.some((value) => value !== null && value >= visibleMin);

function sumAt(series: Series[], at: number): number | null {
  const values = series.map((one) => one.values[at] ?? null).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}
