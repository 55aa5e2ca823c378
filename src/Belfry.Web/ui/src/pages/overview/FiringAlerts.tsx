import type { Alert } from '../../api/types';
import { Link } from '../../app/router';
import { AlertRow } from '../../components/AlertRow';
import { severityRank } from '../../lib/severity';

const shownMax = 6;

/** Firing alerts, the worst first and among equals the newest; nothing at all when nothing fires. */
export function FiringAlerts({ alerts }: { alerts: Alert[] | undefined }) {
  const firing = (alerts ?? []).filter((alert) => alert.state === 'firing').sort(worstFirst);
  if (firing.length === 0) return null;
  return (
    <section className="card alert-list" aria-label="Firing alerts">
      {firing.slice(0, shownMax).map((alert) => (
        <AlertRow key={JSON.stringify(alert.labels)} alert={alert} />
      ))}
      {firing.length > shownMax && (
        <Link className="card-foot" to="alerts">
          {firing.length - shownMax} more firing alerts
        </Link>
      )}
    </section>
  );
}

export function worstFirst(a: Alert, b: Alert): number {
  return (
    severityRank(a.labels.severity) - severityRank(b.labels.severity) ||
    (b.activeAt ?? '').localeCompare(a.activeAt ?? '') ||
    JSON.stringify(a.labels).localeCompare(JSON.stringify(b.labels))
  );
}
