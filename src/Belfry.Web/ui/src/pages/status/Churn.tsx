import { localTime } from '../../lib/time';
import { formatValue } from '../../lib/units';
import { lastHours } from './drillDown';

export interface Hour {
  start: number;
  value: number;
}

/** How many series were made in each hour of the last day: what comes and goes costs memory and index. */
export function Churn({ hours }: { hours: Hour[] }) {
  const all = lastHours(hours);
  const most = Math.max(1, ...all.map((hour) => hour.value));
  const sum = all.reduce((total, hour) => total + hour.value, 0);
  return (
    <section className="card" aria-label="New series by hour">
      <div className="group-head">
        <h2>New series by hour</h2>
        <span className="dim num">{formatValue(sum, 'short')} in 24 hours, or since the server started</span>
      </div>
      <div className="churn" role="img" aria-label={`At most ${formatValue(most, 'short')} new series in an hour`}>
        {all.map((hour) => (
          <span
            key={hour.start}
            className="churn-hour"
            title={`${localTime(hour.start, hour.start)}: ${formatValue(hour.value, 'short')} new series`}
          >
            {hour.value > 0 && <span style={{ height: `${(100 * hour.value) / most}%` }} />}
          </span>
        ))}
      </div>
      <div className="churn-axis dim num">
        <span>{all[0] ? localTime(all[0].start, all[0].start).replace(/:00$/, '') : ''}</span>
        <span>{formatValue(most, 'short')} at most</span>
        <span>now</span>
      </div>
    </section>
  );
}
