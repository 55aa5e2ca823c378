import { IconChevronRight } from '@tabler/icons-react';
import { get } from '../../api/client';
import { useRead } from '../../api/queries';
import { Link, useSearchParam } from '../../app/router';
import { Empty } from '../../components/Empty';
import { ReadError } from '../../components/Notice';
import { RowsSkeleton } from '../../components/Skeletons';
import { formatValue } from '../../lib/units';
import { Churn, type Hour } from './Churn';
import { cardinalityPath, selectorOf } from './drillDown';
import { TopTable, type Count } from './TopTable';

interface Report {
  numSeries: number;
  seriesCountByMetricName?: Count[];
  labelValueCountByLabelName?: Count[];
  seriesCountByLabelName?: Count[];
  seriesCountByLabelValue?: Count[];
  seriesCreatedByHour?: Hour[];
}

/** Which metric, which of its labels and which values of that make the series in memory: a step for each. */
export function Cardinality() {
  const [metric] = useSearchParam('metric');
  const [label] = useSearchParam('label');
  const { data, error } = useRead(['cardinality', metric, label], async (signal) => {
    const params = { limit: '20', ...(metric ? { metric } : {}), ...(label ? { label } : {}) };
    return (await get<Report>('status/cardinality', params, signal)).data;
  });
  if (error && !data) return <ReadError error={error} what="Cardinality" />;
  if (!data)
    return (
      <div className="card">
        <RowsSkeleton rows={8} />
      </div>
    );
  return (
    <div className="stack">
      <section className="card cardinality-head" aria-label="Selection">
        <Crumbs metric={metric} label={label} />
        <span className="num">
          <span className="fact-value">{formatValue(data.numSeries, 'short')}</span>{' '}
          <span className="dim">series in memory</span>
        </span>
        {metric && (
          <Link className="chip-button" to={`query?g0.expr=${encodeURIComponent(`count(${selectorOf(metric)})`)}`}>
            Count over time
          </Link>
        )}
      </section>
      {data.numSeries === 0 ? (
        <div className="card">
          <Empty title="No series">Nothing in memory matches; it may have gone since.</Empty>
        </div>
      ) : (
        <div className="status-grid">
          {label && <TopTable title={`Series by value of ${label}`} counts={data.seriesCountByLabelValue} />}
          {!metric && (
            <TopTable
              title="Series by metric"
              counts={data.seriesCountByMetricName}
              linkTo={(name) => cardinalityPath(name, label)}
            />
          )}
          <TopTable
            title="Labels with the most values"
            counts={data.labelValueCountByLabelName}
            linkTo={(name) => cardinalityPath(metric, name)}
          />
          <TopTable
            title="Labels on the most series"
            counts={data.seriesCountByLabelName}
            linkTo={(name) => cardinalityPath(metric, name)}
          />
          {!metric && !label && <Churn hours={data.seriesCreatedByHour ?? []} />}
        </div>
      )}
    </div>
  );
}

function Crumbs({ metric, label }: { metric: string | null; label: string | null }) {
  return (
    <nav className="crumbs" aria-label="Drill-down">
      <Link to={cardinalityPath(null, null)} aria-current={metric || label ? undefined : 'true'}>
        All series
      </Link>
      {metric && (
        <>
          <IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
          <Link className="mono" to={cardinalityPath(metric, null)} aria-current={label ? undefined : 'true'}>
            {metric}
          </Link>
        </>
      )}
      {label && (
        <>
          <IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
          <Link className="mono" to={cardinalityPath(metric, label)} aria-current="true">
            {label}
          </Link>
        </>
      )}
    </nav>
  );
}
