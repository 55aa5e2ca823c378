import { SegmentedControl } from '@mantine/core';
import { get } from '../api/client';
import { useRead } from '../api/queries';
import { useSearchParam } from '../app/router';
import { ThemeSwitch } from '../app/Shell';
import { Empty } from '../components/Empty';
import { ReadError } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { RowsSkeleton } from '../components/Skeletons';
import { Ago, apiTime, TimeText } from '../components/TimeText';
import { formatValue } from '../lib/units';
import { matches } from '../lib/matches';
import { Cardinality } from './status/Cardinality';
import { cardinalityPath } from './status/drillDown';
import { TopTable, type Count } from './status/TopTable';
import './lists.css';
import './status.css';

const tabs = [
  { value: 'server', label: 'Server' },
  { value: 'storage', label: 'Storage' },
  { value: 'cardinality', label: 'Cardinality' },
  { value: 'configuration', label: 'Configuration' },
  { value: 'flags', label: 'Flags' },
] as const;

/** How the server itself is doing and how it was set up. */
export default function StatusPage() {
  const [tabParam, setTab] = useSearchParam('tab');
  const tab = tabs.find((one) => one.value === tabParam)?.value ?? 'server';
  return (
    <div className="page">
      <PageHead title="Status" />
      <div className="toolbar">
        <SegmentedControl
          size="xs"
          aria-label="Part"
          value={tab}
          data={[...tabs]}
          onChange={(value) => setTab(value === 'server' ? null : value)}
        />
        <div className="mobile-only">
          <ThemeSwitch />
        </div>
      </div>
      {tab === 'server' && <Server />}
      {tab === 'storage' && <Storage />}
      {tab === 'cardinality' && <Cardinality />}
      {tab === 'configuration' && <Configuration />}
      {tab === 'flags' && <Flags />}
    </div>
  );
}

type Facts = Record<string, string | number | boolean>;

const useStatus = <T,>(path: string) =>
  useRead(['status', path], async (signal) => (await get<T>(`status/${path}`, {}, signal)).data);

function Server() {
  const runtime = useStatus<Facts>('runtimeinfo');
  const build = useStatus<Facts>('buildinfo');
  return (
    <div className="status-grid">
      <FactCard title="Runtime" facts={runtime.data} error={runtime.error} />
      <FactCard title="Build" facts={build.data} error={build.error} />
    </div>
  );
}

const names: Record<string, string> = {
  startTime: 'Started',
  CWD: 'Working directory',
  reloadConfigSuccess: 'Configuration accepted',
  lastConfigTime: 'Configuration read',
  corruptionCount: 'Corruptions found',
  goroutineCount: 'Goroutines',
  GOMAXPROCS: 'GOMAXPROCS',
  GOMEMLIMIT: 'GOMEMLIMIT',
  GOGC: 'GOGC',
  GODEBUG: 'GODEBUG',
  storageRetention: 'Retention',
  hostname: 'Host',
  serverTime: 'Server time',
  timeSeriesCount: 'Series',
  version: 'Version',
  revision: 'Revision',
  branch: 'Branch',
  buildUser: 'Built by',
  buildDate: 'Built',
  goVersion: 'Go version',
};

/** What the server sends, in its order; an unknown key is shown under its own name rather than dropped. */
function FactCard({ title, facts, error }: { title: string; facts: Facts | undefined; error: Error | null }) {
  return (
    <section className="card" aria-label={title}>
      <div className="group-head">
        <h2>{title}</h2>
      </div>
      {facts === undefined && !error && <RowsSkeleton rows={5} />}
      {facts === undefined && error && (
        <div style={{ padding: 12 }}>
          <ReadError error={error} what={title} />
        </div>
      )}
      {facts !== undefined && (
        <dl className="pairs status-pairs num">
          {Object.entries(facts)
            .filter(([, value]) => value !== '')
            .map(([key, value]) => (
              <div key={key}>
                <dt>{names[key] ?? key}</dt>
                <dd>
                  <Fact name={key} value={value} />
                </dd>
              </div>
            ))}
        </dl>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string | number | boolean }) {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? apiTime(value) : null;
  if (time !== null && name === 'startTime')
    return (
      <>
        <TimeText ms={time} />{' '}
        <span className="dim">
          (<Ago ms={time} />)
        </span>
      </>
    );
  if (time !== null) return <TimeText ms={time} />;
  if (name === 'reloadConfigSuccess') {
    return value ? (
      <span className="tag ok">yes</span>
    ) : (
      <span className="tag critical solid">no, the one before is in use</span>
    );
  }
  if (name === 'corruptionCount') return value === 0 ? <>none</> : <span className="tag critical solid">{value}</span>;
  return <span className={typeof value === 'string' ? 'mono' : ''}>{String(value)}</span>;
}

interface TsdbStatus {
  headStats: { numSeries: number; numLabelPairs?: number; chunkCount: number; minTime: number; maxTime: number };
  seriesCountByMetricName: Count[];
  labelValueCountByLabelName: Count[];
  memoryInBytesByLabelName: Count[];
  seriesCountByLabelValuePair: Count[];
}
function Storage() {
  const { data, error } = useStatus<TsdbStatus>('tsdb');
  if (error && !data) return <ReadError error={error} what="Storage" />;
  if (!data)
    return (
      <div className="card">
        <RowsSkeleton rows={8} />
      </div>
    );
  const { headStats: head } = data;
  return (
    <div className="stack">
      <section className="card status-numbers num" aria-label="Head">
        <Number label="series in memory" value={formatValue(head.numSeries, 'short')} />
        <Number label="chunks" value={formatValue(head.chunkCount, 'short')} />
        {head.numLabelPairs !== undefined && (
          <Number label="label pairs" value={formatValue(head.numLabelPairs, 'short')} />
        )}
        <div>
          <span className="fact-value">
            {head.minTime > 0 && head.minTime < 9e15 ? <TimeText ms={head.minTime} /> : '–'}
          </span>
          <span className="fact-label">oldest sample in memory</span>
        </div>
      </section>
      <div className="status-grid">
        <TopTable
          title="Series by metric"
          counts={data.seriesCountByMetricName}
          linkTo={(name) => cardinalityPath(name, null)}
        />
        <TopTable
          title="Values by label"
          counts={data.labelValueCountByLabelName}
          linkTo={(name) => cardinalityPath(null, name)}
        />
        <TopTable title="Memory by label" counts={data.memoryInBytesByLabelName} unit="bytes" />
        <TopTable title="Series by label and value" counts={data.seriesCountByLabelValuePair} />
      </div>
    </div>
  );
}

function Number({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <span className="fact-value">{value}</span>
      <span className="fact-label">{label}</span>
    </div>
  );
}

function Configuration() {
  const { data, error } = useStatus<{ yaml: string }>('config');
  if (error && !data) return <ReadError error={error} what="The configuration" />;
  if (!data)
    return (
      <div className="card">
        <RowsSkeleton rows={12} />
      </div>
    );
  return (
    <pre className="code-block config" tabIndex={0} role="region" aria-label="Configuration">
      {data.yaml}
    </pre>
  );
}

function Flags() {
  const { data, error } = useStatus<Record<string, string>>('flags');
  const [search] = useSearchParam('search');
  if (error && !data) return <ReadError error={error} what="Flags" />;
  if (!data)
    return (
      <div className="card">
        <RowsSkeleton rows={12} />
      </div>
    );
  const rows = Object.entries(data)
    .filter((pair) => matches(search ?? '', pair))
    .sort(([a], [b]) => a.localeCompare(b));
  if (rows.length === 0)
    return (
      <div className="card">
        <Empty title="No flags" />
      </div>
    );
  return (
    <div className="card">
      <table className="table flags-table">
        <thead>
          <tr>
            <th>Flag</th>
            <th>Value</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([flag, value]) => (
            <tr key={flag}>
              <td className="mono">--{flag}</td>
              <td className="mono">{value === '' ? <span className="dim">not set</span> : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
