import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { seriesColor, usePalette } from '../app/palette';
import { seriesStats, seriesText, type SeriesSet, type SeriesStats } from '../lib/series';
import { formatValue, type Unit } from '../lib/units';

type Column = 'name' | keyof SeriesStats;

interface Props {
  data: SeriesSet;
  unit: Unit;
  hidden: ReadonlySet<number>;
  onHidden: (hidden: ReadonlySet<number>) => void;
  onHighlight: (index: number | null) => void;
}

const columns: (keyof SeriesStats)[] = ['min', 'max', 'avg', 'last'];

/** The legend as a table that sorts. A click shows one series alone, a second one all again; Ctrl+click toggles one. */
export function LegendTable({ data, unit, hidden, onHidden, onHighlight }: Props) {
  const palette = usePalette();
  const [sort, setSort] = useState<{ column: Column; isDown: boolean } | null>(null);
  const rows = useMemo(() => {
    const all = data.series.map((one, index) => ({ one, index, stats: seriesStats(one.values) }));
    if (!sort) return all;
    const compare = (a: (typeof all)[number], b: (typeof all)[number]): number =>
      sort.column === 'name'
        ? a.one.name.localeCompare(b.one.name, undefined, { numeric: true })
        : (a.stats[sort.column] ?? -Infinity) - (b.stats[sort.column] ?? -Infinity);
    return all.sort((a, b) => (sort.isDown ? -compare(a, b) : compare(a, b)));
  }, [data, sort]);

  const pick = (index: number, isToggle: boolean): void => {
    const others = data.series.map((_, at) => at).filter((at) => at !== index);
    if (isToggle) {
      const next = new Set(hidden);
      if (!next.delete(index)) next.add(index);
      onHidden(next.size === data.series.length ? new Set() : next);
    } else {
      const isAlone = !hidden.has(index) && hidden.size === others.length && others.length > 0;
      onHidden(isAlone ? new Set() : new Set(others));
    }
  };
  const header = (column: Column, text: string) => {
    const isSorted = sort?.column === column;
    const Arrow = sort?.isDown ? IconArrowDown : IconArrowUp;
    return (
      <th
        key={column}
        className={column === 'name' ? '' : 'right'}
        aria-sort={isSorted ? (sort.isDown ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          className="table-sort"
          onClick={() => setSort({ column, isDown: isSorted ? !sort.isDown : column !== 'name' })}
        >
          {text}
          {isSorted && <Arrow size={12} stroke={2} aria-hidden="true" />}
        </button>
      </th>
    );
  };

  return (
    <div
      className="legend table-scroll"
      onMouseLeave={() => onHighlight(null)}
      tabIndex={0}
      role="region"
      aria-label="Legend"
    >
      <table className="table legend-table num">
        <thead>
          <tr>
            {header('name', 'Series')}
            {columns.map((column) => header(column, column))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ one, index, stats }) => (
            <tr key={index} className={hidden.has(index) ? 'is-hidden' : ''} onMouseEnter={() => onHighlight(index)}>
              <td>
                <button
                  type="button"
                  className="legend-name"
                  aria-pressed={!hidden.has(index)}
                  title={`${seriesText(one.labels)}\nClick: this one alone. Ctrl+click: switch it on or off.`}
                  onClick={(event) => pick(index, event.ctrlKey || event.metaKey || event.shiftKey)}
                >
                  <i className="swatch" style={{ background: seriesColor(palette, index) }} aria-hidden="true" />
                  <span>{one.name}</span>
                </button>
              </td>
              {columns.map((column) => (
                <td key={column} className="right nowrap">
                  {formatValue(stats[column], unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
