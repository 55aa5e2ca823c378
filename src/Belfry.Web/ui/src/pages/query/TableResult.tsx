import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryInstant } from '../../api/queries';
import type { QueryResult } from '../../api/types';
import { useRefresh } from '../../app/refresh';
import { Empty } from '../../components/Empty';
import { RowsSkeleton } from '../../components/Skeletons';
import { TimeText } from '../../components/TimeText';
import { SeriesName } from '../../components/SeriesName';
import type { PanelState } from '../../lib/urlState';
import { QueryErrorView } from './QueryErrorView';
import { Remarks } from './Remarks';

const shownMax = 250;

/** An instant query as rows of label set and value. */
export function TableResult({ state: { expr, endMs } }: { state: PanelState }) {
  const { intervalMs } = useRefresh();
  const [isAll, showAll] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['panel', expr, 'instant', endMs],
    queryFn: ({ signal }) => queryInstant(expr, endMs === null ? null : endMs / 1000, signal),
    refetchInterval: endMs !== null || intervalMs === 0 ? false : intervalMs,
    placeholderData: keepPreviousData,
  });
  if (error) return <QueryErrorView error={error} expr={expr} />;
  if (!data) return <RowsSkeleton rows={4} />;
  const rows = rowsOf(data.data);
  const time = rows[0]?.time;
  return (
    <>
      <Remarks warnings={data.warnings} infos={data.infos} />
      {rows.length === 0 ? (
        <Empty title="Empty result">The expression is valid, but nothing matches it at this time.</Empty>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Result">
          <table className="table">
            <thead>
              <tr>
                <th>Series</th>
                <th className="right">Value</th>
              </tr>
            </thead>
            <tbody>
              {(isAll ? rows : rows.slice(0, shownMax)).map((row) => (
                <tr key={row.key}>
                  <td className="mono">
                    <SeriesName labels={row.labels} />
                  </td>
                  <td className="right mono value-cell">{row.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > shownMax && !isAll && (
        <div className="query-foot">
          <Button variant="default" size="xs" onClick={() => showAll(true)}>
            Show all {rows.length} rows
          </Button>
        </div>
      )}
      <p className="query-foot dim num">
        {rows.length} {data.data.resultType === 'matrix' ? 'series' : rows.length === 1 ? 'row' : 'rows'}
        {time !== undefined && (
          <>
            {' '}
            at <TimeText ms={time * 1000} />
          </>
        )}{' '}
        · {Math.round(data.tookMs)} ms
      </p>
    </>
  );
}

interface Row {
  key: string;
  labels: Record<string, string>;
  value: string;
  time: number | undefined;
}

function rowsOf(result: QueryResult): Row[] {
  switch (result.resultType) {
    case 'scalar':
    case 'string':
      return [{ key: '', labels: {}, value: result.result[1], time: result.result[0] }];
    case 'vector':
      return result.result.map(({ metric, value, histogram }) => ({
        key: JSON.stringify(metric),
        labels: metric,
        value: value?.[1] ?? (histogram ? `count ${histogram[1].count}, sum ${histogram[1].sum}` : ''),
        time: value?.[0] ?? histogram?.[0],
      }));
    case 'matrix':
      return result.result.map(({ metric, values = [], histograms = [] }) => ({
        key: JSON.stringify(metric),
        labels: metric,
        value: [
          ...values.map(([time, value]) => `${value} @${time}`),
          ...histograms.map(([time, one]) => `count ${one.count}, sum ${one.sum} @${time}`),
        ].join('\n'),
        time: undefined,
      }));
  }
}
