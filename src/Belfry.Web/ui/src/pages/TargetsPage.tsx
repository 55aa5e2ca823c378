import { NativeSelect } from '@mantine/core';
import { Fragment } from 'react';
import { isConnectionError } from '../api/client';
import { useTargets } from '../api/queries';
import type { Target } from '../api/types';
import { useSearchParam } from '../app/router';
import { Empty } from '../components/Empty';
import { FilterBar } from '../components/FilterBar';
import { LabelSet } from '../components/Labels';
import { ReadError } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { RowsSkeleton } from '../components/Skeletons';
import { Ago, apiTime } from '../components/TimeText';
import { labelTexts, matches } from '../lib/matches';
import { formatValue } from '../lib/units';
import './lists.css';

type Filter = 'all' | 'down';

/** What is scraped, by job; what does not answer comes first, with the reason. */
export default function TargetsPage() {
  const { data: targets, error, dataUpdatedAt } = useTargets();
  const [health, setHealth] = useSearchParam('health');
  const [job, setJob] = useSearchParam('job');
  const [search, setSearch] = useSearchParam('search');
  const filter: Filter = health === 'down' ? 'down' : 'all';
  const all = targets ?? [];
  const down = all.filter((target) => target.health === 'down').length;
  const pools = [...new Set(all.map((target) => target.scrapePool))].sort();
  const found = all.filter(
    (target) =>
      (filter === 'all' || target.health === 'down') &&
      (job === null || target.scrapePool === job) &&
      matches(search ?? '', [target.scrapeUrl, target.lastError, ...labelTexts(target.labels)]),
  );

  return (
    <div className="page">
      <PageHead title="Targets" updatedAt={dataUpdatedAt}>
        {targets && (
          <>
            {all.length - down} of {all.length} up
            {down > 0 && <strong style={{ color: 'var(--critical)' }}> · {down} down</strong>}
          </>
        )}
      </PageHead>
      <FilterBar
        label="Health"
        value={filter}
        onChange={(value) => setHealth(value === 'all' ? null : value)}
        choices={[
          { value: 'all', label: 'All' },
          { value: 'down', label: 'Down' },
        ]}
        search={search ?? ''}
        onSearch={setSearch}
        placeholder="Address, label or error"
      >
        <NativeSelect
          size="xs"
          aria-label="Job"
          value={job ?? ''}
          onChange={(event) => setJob(event.currentTarget.value || null)}
          data={[{ value: '', label: 'Every job' }, ...(job !== null && !pools.includes(job) ? [job] : []), ...pools]}
        />
      </FilterBar>
      {targets === undefined && <ReadError error={error} what="Targets" />}
      {targets === undefined && (!error || isConnectionError(error)) && (
        <div className="card">
          <RowsSkeleton rows={6} />
        </div>
      )}
      {targets !== undefined && found.length === 0 && (
        <div className="card">
          {all.length === 0 ? (
            <Empty title="No target yet">
              Add a job under scrape_configs, or wait for service discovery to find one.
            </Empty>
          ) : filter === 'down' && down === 0 ? (
            <Empty title="Every target answers" good>
              {all.length} of {all.length} are up.
            </Empty>
          ) : (
            <Empty title="No target matches">{all.length} targets are hidden by the filter.</Empty>
          )}
        </div>
      )}
      <div className="stack">
        {byJob(found).map(([pool, members]) => (
          <Job key={pool} pool={pool} targets={members} />
        ))}
      </div>
    </div>
  );
}

const badness = (target: Target): number => (target.health === 'down' ? 0 : target.health === 'unknown' ? 1 : 2);

function byJob(targets: Target[]): [string, Target[]][] {
  const jobs = new Map<string, Target[]>();
  for (const target of targets) jobs.set(target.scrapePool, [...(jobs.get(target.scrapePool) ?? []), target]);
  const worst = (members: Target[]): number => Math.min(...members.map(badness));
  for (const members of jobs.values()) {
    members.sort((a, b) => badness(a) - badness(b) || a.scrapeUrl.localeCompare(b.scrapeUrl));
  }
  return [...jobs].sort(([a, x], [b, y]) => worst(x) - worst(y) || a.localeCompare(b));
}

function Job({ pool, targets }: { pool: string; targets: Target[] }) {
  const up = targets.filter((target) => target.health === 'up').length;
  return (
    <section className="card" aria-label={`Job ${pool}`}>
      <div className="group-head num">
        <h2>{pool}</h2>
        <span
          className={
            up === targets.length ? 'tag ok' : targets.some((one) => one.health === 'down') ? 'tag critical' : 'tag'
          }
        >
          {up}/{targets.length} up
        </span>
      </div>
      <table className="table targets-table num">
        <thead>
          <tr>
            <th style={{ width: 84 }}>Health</th>
            <th style={{ width: '34%' }}>Endpoint</th>
            <th>Labels</th>
            <th className="right" style={{ width: 112 }}>
              Last scrape
            </th>
            <th className="right" style={{ width: 92 }}>
              Took
            </th>
            <th className="right" style={{ width: 74 }}>
              Every
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target, index) => (
            <Row key={`${target.scrapeUrl} ${index}`} target={target} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ target }: { target: Target }) {
  const last = apiTime(target.lastScrape);
  const tone = target.health === 'up' ? 'ok' : target.health === 'down' ? 'critical solid' : '';
  return (
    <Fragment>
      <tr className={target.lastError ? 'has-error' : ''}>
        <td>
          <span className={`tag ${tone}`}>{target.health === 'unknown' ? 'not yet' : target.health}</span>
        </td>
        <td>
          <a
            href={target.scrapeUrl}
            rel="noreferrer"
            className="mono"
            title={Object.entries(target.discoveredLabels)
              .map(([k, v]) => `${k}=${v}`)
              .join('\n')}
          >
            {target.scrapeUrl}
          </a>
        </td>
        <td>
          <LabelSet labels={target.labels} without={['job']} />
        </td>
        <td className="right nowrap">{last === null ? 'never' : <Ago ms={last} />}</td>
        <td className="right nowrap">{last === null ? '–' : formatValue(target.lastScrapeDuration, 'seconds')}</td>
        <td className="right nowrap">{target.scrapeInterval}</td>
      </tr>
      {target.lastError && (
        <tr className="error-row">
          <td />
          <td colSpan={5} className="target-error">
            {target.lastError}
          </td>
        </tr>
      )}
    </Fragment>
  );
}
