import type { Target } from '../../api/types';
import { Link } from '../../app/router';
import { RowsSkeleton } from '../../components/Skeletons';

/** Targets by job: how many of them answer. Jobs with a target down come first. */
export function TargetsByJob({ targets }: { targets: Target[] | undefined }) {
  return (
    <section aria-label="Targets">
      <div className="section-head">
        <h2>Targets</h2>
        <span className="spacer" />
        <Link to="targets">All targets</Link>
      </div>
      <div className="card">{targets === undefined ? <RowsSkeleton rows={2} /> : <Jobs targets={targets} />}</div>
    </section>
  );
}

function Jobs({ targets }: { targets: Target[] }) {
  const jobs = new Map<string, Target[]>();
  for (const target of targets) jobs.set(target.scrapePool, [...(jobs.get(target.scrapePool) ?? []), target]);
  const isDown = (target: Target): boolean => target.health === 'down';
  const rows = [...jobs].sort(
    ([a, x], [b, y]) => y.filter(isDown).length - x.filter(isDown).length || a.localeCompare(b),
  );
  return (
    <div className="jobs">
      {rows.map(([job, members]) => {
        const up = members.filter((target) => target.health === 'up').length;
        const down = members.filter(isDown);
        return (
          <Link key={job} className="job" to={`targets?job=${encodeURIComponent(job)}`}>
            <span className="job-name">{job}</span>
            <span className={`tag ${down.length > 0 ? 'critical' : up === members.length ? 'ok' : ''}`}>
              {up}/{members.length} up
            </span>
            <span className="job-cells" aria-hidden="true">
              {members.slice(0, 48).map((target) => (
                <i key={`${target.scrapeUrl} ${target.labels.instance}`} className={target.health} />
              ))}
            </span>
            <span className="job-error dim">{down[0]?.lastError ?? ''}</span>
          </Link>
        );
      })}
    </div>
  );
}
