import { useInstant } from '../../api/queries';
import { formatValue } from '../../lib/units';
import { filesystemsOf, type Machine } from './machine';

/** How full the disks are, the fullest first. */
export function Filesystems({ machine }: { machine: Machine }) {
  const sizes = useInstant(`node_filesystem_size_bytes{${machine.selector}}`);
  const available = useInstant(`node_filesystem_avail_bytes{${machine.selector}}`);
  const rows = filesystemsOf(sizes.data ?? [], available.data ?? []);
  if (rows.length === 0) return null;
  return (
    <div className="card table-scroll" tabIndex={0} role="region" aria-label="Filesystems">
      <table className="table num">
        <thead>
          <tr>
            <th>Filesystem</th>
            <th style={{ width: '40%' }}>Used</th>
            <th className="right">Free</th>
            <th className="right">Size</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const tone = row.usedRatio > 0.95 ? 'critical' : row.usedRatio > 0.85 ? 'warning' : '';
            return (
              <tr key={row.device + row.mountpoint}>
                <td title={`${row.device}, ${row.fstype}`}>
                  <span className="mono">{row.mountpoint}</span> <span className="dim">{row.device}</span>
                </td>
                <td>
                  <div className="usage">
                    <span className="usage-text">{formatValue(row.usedRatio, 'percent')}</span>
                    <div className="bar">
                      <i className={tone} style={{ width: `${Math.min(100, row.usedRatio * 100)}%` }} />
                    </div>
                  </div>
                </td>
                <td className="right nowrap">{formatValue(row.sizeBytes - row.usedBytes, 'bytes')}</td>
                <td className="right nowrap">{formatValue(row.sizeBytes, 'bytes')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
