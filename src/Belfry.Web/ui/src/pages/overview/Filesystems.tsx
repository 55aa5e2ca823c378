import { useInstant } from '../../api/queries';
import { Skeleton } from '../../components/Skeletons';
import { formatValue } from '../../lib/units';
import { filesystemsOf, type Machine } from './machine';

const shownMax = 5;

/** How full the disks are, the fullest first. */
export function Filesystems({ machine }: { machine: Machine }) {
  const sizes = useInstant(`node_filesystem_size_bytes{${machine.selector}}`, 15_000);
  const available = useInstant(`node_filesystem_avail_bytes{${machine.selector}}`, 15_000);
  const isLoading = (sizes.data === undefined && !sizes.error) || (available.data === undefined && !available.error);
  const rows = filesystemsOf(sizes.data ?? [], available.data ?? []);
  const fullest = rows[0];
  return (
    <section className="card panel" aria-label="Filesystems">
      <div className="card-head">
        <h3>Filesystems</h3>
        <span className="panel-now">{fullest ? formatValue(fullest.usedRatio, 'percent') : ''}</span>
        <span className="dim">{fullest && (rows.length === 1 ? 'used' : `used on ${fullest.mountpoint}`)}</span>
      </div>
      {isLoading && (
        <div style={{ padding: 14 }}>
          <Skeleton width="70%" />
        </div>
      )}
      {!isLoading && rows.length === 0 && (
        <div className="panel-empty filesystems-empty">No filesystem is reported.</div>
      )}
      <ul className="filesystems num">
        {rows.slice(0, shownMax).map((row) => {
          const tone = row.usedRatio > 0.95 ? 'critical' : row.usedRatio > 0.85 ? 'warning' : '';
          return (
            <li key={row.device + row.mountpoint}>
              <div className="filesystem-line">
                <span className="mono filesystem-name" title={`${row.device}, ${row.fstype}`}>
                  {row.mountpoint}
                </span>
                <span className="dim">{row.device.replace('/dev/', '')}</span>
                <span className="spacer" />
                <span>
                  <b>{formatValue(row.sizeBytes - row.usedBytes, 'bytes')}</b>{' '}
                  <span className="dim">free of {formatValue(row.sizeBytes, 'bytes')}</span>
                </span>
              </div>
              <div className="bar" role="img" aria-label={`${formatValue(row.usedRatio, 'percent')} used`}>
                <i className={tone} style={{ width: `${Math.min(100, row.usedRatio * 100)}%` }} />
              </div>
            </li>
          );
        })}
      </ul>
      {rows.length > shownMax && <p className="filesystems-more dim">{rows.length - shownMax} more, all less full</p>}
    </section>
  );
}
