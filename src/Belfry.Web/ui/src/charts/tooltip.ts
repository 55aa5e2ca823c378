import type uPlot from 'uplot';
import { localTime, utcTime } from '../lib/time';
import { formatValue } from '../lib/units';
import type { TimeChartProps } from './TimeChart';

const rowsMax = 12;

/** A box beside the crosshair: the time, and the series by value, the one under the pointer first in weight. */
export function tooltipPlugin(
  props: () => TimeChartProps,
  color: (index: number) => string,
  host: HTMLElement,
): uPlot.Plugin {
  const box = document.createElement('div');
  box.className = 'chart-tooltip';
  box.hidden = true;
  let isOver = false;
  let nearest: number | null = null;

  const render = (plot: uPlot): void => {
    const { idx, left, top } = plot.cursor;
    if (!isOver || idx == null || left == null || top == null || left < 0) {
      box.hidden = true;
      return;
    }
    const { data, unit, hidden } = props();
    const time = data.times[idx];
    if (time === undefined) return;
    const rows = data.series
      .map((one, index) => ({ name: one.name, value: one.values[idx] ?? null, index }))
      .filter((row) => row.value !== null && !hidden?.has(row.index))
      .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
    box.replaceChildren(
      line('chart-tooltip-time', `${localTime(time * 1000, Date.now())}`, utcTime(time * 1000)),
      ...shown(rows, nearest).map((row) => rowElement(row, unit)),
      ...(rows.length === 0 ? [line('chart-tooltip-more', 'no sample', '')] : []),
      ...(rows.length > rowsMax ? [line('chart-tooltip-more', `${rows.length - rowsMax} more`, '')] : []),
    );
    box.hidden = false;
    place(plot, left, top);
  };

  const rowElement = (row: { name: string; value: number | null; index: number }, unit: TimeChartProps['unit']) => {
    const element = document.createElement('div');
    element.className = row.index === nearest ? 'chart-tooltip-row is-near' : 'chart-tooltip-row';
    const swatch = document.createElement('i');
    swatch.style.background = color(row.index);
    const name = document.createElement('span');
    name.textContent = row.name;
    const value = document.createElement('b');
    value.textContent = formatValue(row.value, unit);
    element.append(swatch, name, value);
    return element;
  };

  const place = (plot: uPlot, left: number, top: number): void => {
    const over = plot.over.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const x = over.left + left;
    const y = over.top + top;
    const toLeft = x + 16 + width > innerWidth - 8;
    box.style.left = `${Math.max(8, toLeft ? x - 16 - width : x + 16)}px`;
    box.style.top = `${Math.min(Math.max(8, y - height / 2), innerHeight - height - 8)}px`;
  };

  const enter = (): void => void (isOver = true);
  const leave = (): void => {
    isOver = false;
    box.hidden = true;
  };

  return {
    hooks: {
      init: (plot) => {
        document.body.append(box);
        plot.over.addEventListener('mouseenter', enter);
        plot.over.addEventListener('mouseleave', leave);
        host.classList.add('is-ready');
      },
      setCursor: render,
      setSeries: (plot, index) => {
        nearest = index === null || index === 0 ? null : index - 1;
        render(plot);
      },
      destroy: () => box.remove(),
    },
  };
}

/** The first rows, and the one under the pointer even when it is not among them. */
function shown<T extends { index: number }>(rows: T[], nearest: number | null): T[] {
  const first = rows.slice(0, rowsMax);
  const near = rows.find((row) => row.index === nearest);
  return near && !first.includes(near) ? [...first.slice(0, -1), near] : first;
}

function line(className: string, text: string, title: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  if (title !== '') {
    const extra = document.createElement('span');
    extra.textContent = title;
    element.append(extra);
  }
  return element;
}
