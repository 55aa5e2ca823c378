import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { serverNow } from '../../api/client';
import { queryRange } from '../../api/queries';
import { useRefresh } from '../../app/refresh';
import { LegendTable } from '../../charts/LegendTable';
import { ChartSkeleton, TimeChart } from '../../charts/TimeChart';
import { Empty } from '../../components/Empty';
import { formatDuration } from '../../lib/duration';
import { alignedRange, niceStep } from '../../lib/rateWindow';
import { alignMatrix } from '../../lib/series';
import { guessUnit } from '../../lib/units';
import type { PanelState } from '../../lib/urlState';
import { QueryErrorView } from './QueryErrorView';
import { Remarks } from './Remarks';

const chartHeight = innerWidth > 760 ? 340 : 240;
const shownMax = 150;
const nothingHidden: ReadonlySet<number> = new Set();

/** A range query as a chart with its legend. Drag to zoom in; the browser's "back" zooms out. */
export function GraphResult({ state, onChange }: { state: PanelState; onChange: (state: PanelState) => void }) {
  const { expr, rangeMs, endMs, stacked } = state;
  const step = state.stepSeconds ?? niceStep(rangeMs / 1000, 280);
  const { intervalMs } = useRefresh();
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['panel', expr, 'range', rangeMs, endMs, step],
    queryFn: async ({ signal }) => {
      const { start, end } = alignedRange(endMs ?? serverNow(), rangeMs, step);
      const answer = await queryRange(expr, start, end, step, signal);
      const all = answer.data.length;
      return { ...answer, all, start, end, ...alignMatrix(answer.data.slice(0, shownMax), start, end, step) };
    },
    // A fixed end never changes, and between two steps nothing new appears.
    refetchInterval: endMs !== null || intervalMs === 0 ? false : Math.max(intervalMs, step * 1000),
    placeholderData: keepPreviousData,
  });
  const [hidden, setHidden] = useState<ReadonlySet<number>>(nothingHidden);
  const [highlighted, highlight] = useState<number | null>(null);
  const unit = useMemo(() => guessUnit(expr), [expr]);
  const zoom = useCallback(
    (from: number, to: number) => {
      const span = Math.max(1, Math.round(to - from));
      onChange({ ...state, rangeMs: span * 1000, endMs: Math.round(to) * 1000 });
    },
    [onChange, state],
  );

  if (error) return <QueryErrorView error={error} expr={expr} />;
  if (!data) {
    return (
      <div className="query-result" aria-busy="true" role="status" aria-label="Running the query">
        <ChartSkeleton height={chartHeight} />
      </div>
    );
  }
  const hasPoints = data.series.some((one) => one.values.some((value) => value !== null));
  const isStale = isPlaceholderData && isFetching;
  return (
    <>
      <Remarks warnings={data.warnings} infos={data.infos} />
      {data.all > shownMax && (
        <Remarks
          warnings={[`the first ${shownMax} of ${data.all} series are drawn; aggregate them with sum or topk`]}
          infos={[]}
        />
      )}
      {hasPoints ? (
        <div className={isStale ? 'query-result is-stale' : 'query-result'}>
          <TimeChart
            data={data}
            from={data.start}
            to={data.end}
            unit={unit}
            height={chartHeight}
            stacked={stacked}
            hidden={hidden}
            highlighted={highlighted}
            onZoom={zoom}
            syncKey="query"
            filled={data.series.length === 1}
            label={`Graph of ${expr}, ${data.all} series`}
          />
          <LegendTable
            key={expr}
            data={data}
            unit={unit}
            hidden={hidden}
            onHidden={setHidden}
            onHighlight={highlight}
          />
          <p className="query-foot dim num">
            {data.all} series · step {formatDuration(step * 1000)} · {Math.round(data.tookMs)} ms
          </p>
        </div>
      ) : (
        <Empty title="No data in this range">
          The expression is valid, but nothing matches it between these two times. Check names and labels, or look
          further back.
        </Empty>
      )}
    </>
  );
}
