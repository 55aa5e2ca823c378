import { Link } from '../../app/router';
import { formatValue } from '../../lib/units';

export interface Count {
  name: string;
  value: number;
}

interface Props {
  title: string;
  counts: Count[] | null | undefined;
  unit?: 'short' | 'bytes';
  /** Where a row leads; rows are plain without. */
  linkTo?: (name: string) => string;
}

/** The greatest of something, each with a bar as long as its share of the first. */
export function TopTable({ title, counts, unit = 'short', linkTo }: Props) {
  const rows = counts ?? [];
  const most = Math.max(1, ...rows.map((row) => row.value));
  return (
    <section className="card" aria-label={title}>
      <div className="group-head">
        <h2>{title}</h2>
      </div>
      {rows.length === 0 && <p className="top-none dim">None.</p>}
      <table className="table top-table num">
        <thead className="visually-hidden">
          <tr>
            <th>Name</th>
            <th>Count</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td className="mono">
                <span className="top-bar" style={{ width: `${(100 * row.value) / most}%` }} aria-hidden="true" />
                {linkTo ? (
                  <Link className="top-name top-link" to={linkTo(row.name)}>
                    {row.name}
                  </Link>
                ) : (
                  <span className="top-name">{row.name === '' ? '""' : row.name}</span>
                )}
              </td>
              <td className="right nowrap">{formatValue(row.value, unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
