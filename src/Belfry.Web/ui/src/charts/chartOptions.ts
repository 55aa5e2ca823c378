import uPlot from 'uplot';
import { seriesColor, type Palette } from '../app/palette';
import { axisTimes } from '../lib/time';
import { formatValue, type Unit } from '../lib/units';
import type { TimeChartProps } from './TimeChart';
import { tooltipPlugin } from './tooltip';

const font = '11px "Inter Variable", system-ui, sans-serif';
const binaryIncrements = Array.from({ length: 60 }, (_, power) => 2 ** power);

/** Options of a chart. `props` is read anew at each draw, so that ends and colours need no rebuild. */
export function chartOptions(
  props: () => TimeChartProps,
  palette: Palette,
  width: number,
  host: HTMLElement,
): uPlot.Options {
  const { data, unit, height, syncKey, stacked, filled, onZoom } = props();
  const color = (index: number): string => props().colors?.[index] ?? seriesColor(palette, index);
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    // In a stack every layer carries the one above: none may fade.
    focus: { alpha: stacked ? 1 : 0.25 },
    cursor: {
      drag: { x: onZoom !== undefined, y: false, setScale: false },
      focus: { prox: 24 },
      points: { size: 6, width: 1, fill: (_, index) => color(index - 1), stroke: () => palette.surface },
      ...(syncKey === undefined ? {} : { sync: { key: syncKey, setSeries: false, scales: ['x', null] } }),
    },
    scales: {
      x: { time: true, range: () => [props().from, props().to] },
      y: { range: (_, low, high) => valueRange(props(), low, high) },
    },
    axes: [
      {
        stroke: palette.text,
        font,
        size: 28,
        gap: 6,
        space: 72,
        grid: { stroke: palette.grid, width: 1 },
        ticks: { show: false },
        values: (_, splits, __, ___, increment) => axisTimes(splits, increment),
      },
      {
        stroke: palette.text,
        font,
        gap: 6,
        space: 36,
        size: (_, labels) => Math.max(40, 12 + 6.4 * Math.max(0, ...(labels ?? []).map((label) => label.length))),
        grid: { stroke: palette.grid, width: 1 },
        ticks: { show: false },
        values: (_, splits) => axisLabels(splits, unit),
        ...(unit === 'bytes' || unit === 'bytes/s' ? { incrs: binaryIncrements } : {}),
      },
    ],
    series: [
      {},
      ...data.series.map((one, index): uPlot.Series => ({
        label: one.name,
        stroke: color(index),
        width: 1.5,
        spanGaps: false,
        ...(stacked || filled ? { fill: `${color(index)}${stacked ? '59' : '1f'}` } : {}),
        // A sample with a gap on both sides has no line; without a dot it would be invisible.
        points: { show: true, size: 4, filter: (plot, seriesIndex) => lonely(plot.data[seriesIndex] ?? []) },
      })),
    ],
    ...(stacked ? { bands: bands(data.series.length, props().hidden) } : {}),
    hooks: {
      setSelect: [
        (plot) => {
          const { left, width: selected } = plot.select;
          if (selected > 4) onZoom?.(plot.posToVal(left, 'x'), plot.posToVal(left + selected, 'x'));
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
    plugins: [tooltipPlugin(props, color, host)],
  };
}

/** The area of each stacked series ends where the next visible one below begins. */
function bands(count: number, hidden: ReadonlySet<number> | undefined): uPlot.Band[] {
  const visible = Array.from({ length: count }, (_, index) => index).filter((index) => !hidden?.has(index));
  return visible.slice(1).map((index, below) => ({ series: [index + 1, (visible[below] ?? 0) + 1] }));
}

/** Axis labels of equal precision would be nicer still, but all must at least differ: 1.5, 2, 2.5. */
function axisLabels(splits: number[], unit: Unit): string[] {
  return splits.map((value) => formatValue(value, unit));
}

function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let index = 0; index < values.length; index++) {
    if (values[index] != null && values[index - 1] == null && values[index + 1] == null) found.push(index);
  }
  return found;
}

function valueRange(props: TimeChartProps, low: number | null, high: number | null): [number, number] {
  const { min, max, softMax } = props;
  let from = min ?? low ?? 0;
  let to = Math.max(high ?? 0, softMax ?? -Infinity);
  if (max !== undefined) return [from, max];
  // Zero belongs on the axis unless the data is far away from it.
  if (min === undefined && from > 0 && from < to * 0.75) from = 0;
  if (to <= from) {
    // A flat line is drawn in the middle; flat at zero, on the ground.
    const room = Math.abs(to) * 0.5 || 1;
    return from === 0 && to === 0 ? [0, 1] : [from - room, to + room];
  }
  const room = (to - from) * 0.08;
  const below = from === 0 || min !== undefined ? from : from - room;
  return [below, to + room];
}
