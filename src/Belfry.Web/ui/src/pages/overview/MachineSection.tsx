import { NativeSelect, SegmentedControl } from '@mantine/core';
import { isConnectionError } from '../../api/client';
import { useInstant } from '../../api/queries';
import type { Target } from '../../api/types';
import { useSearchParam } from '../../app/router';
import { Empty } from '../../components/Empty';
import { ReadError } from '../../components/Notice';
import { Skeleton } from '../../components/Skeletons';
import { ChartSkeleton } from '../../charts/TimeChart';
import { formatDuration, parseDuration, spokenDuration } from '../../lib/duration';
import { Filesystems } from './Filesystems';
import { machinesOf, type Machine } from './machine';
import { MachineCharts } from './MachineCharts';

const ranges = ['15m', '1h', '6h', '24h'];

/** One machine's CPU, memory, disk and network. Several machines: pick one; the choice is part of the address. */
export function MachineSection({ targets }: { targets: Target[] | undefined }) {
  const uname = useInstant('node_uname_info', 30_000);
  const [chosen, choose] = useSearchParam('machine');
  const [range, setRange] = useSearchParam('range');
  const machines = uname.data ? machinesOf(uname.data, targets ?? []) : undefined;
  const machine = machines?.find((one) => one.key === chosen) ?? machines?.[0];
  const rangeMs = parseDuration(range ?? '15m') || 900_000;
  const shownRange = formatDuration(rangeMs);
  return (
    <section aria-label="Machine">
      <div className="section-head">
        <h2>{machines && machines.length > 1 ? 'Machine' : 'This machine'}</h2>
        {machines && machines.length > 1 && machine && (
          <NativeSelect
            size="xs"
            aria-label="Machine"
            value={machine.key}
            onChange={(event) => choose(event.currentTarget.value)}
            data={machines.map((one) => ({ value: one.key, label: labelOf(one, machines) }))}
          />
        )}
        {machine && <MachineFacts machine={machine} />}
        <span className="spacer" />
        <SegmentedControl
          size="xs"
          aria-label="Time range"
          value={shownRange}
          onChange={(value) => setRange(value === '15m' ? null : value)}
          data={ranges.includes(shownRange) ? ranges : [...ranges, shownRange]}
        />
      </div>
      {machines === undefined && (!uname.error || isConnectionError(uname.error)) && <MachineSkeleton />}
      {machines === undefined && <ReadError error={uname.error} what="Machines" />}
      {machines?.length === 0 && (
        <div className="card">
          <Empty title="No machine reports yet">
            Belfry reads this machine a few seconds after its start. If this stays, check that a job serves node
            exporter’s metrics (node_uname_info).
          </Empty>
        </div>
      )}
      {machine && (
        <div className="panel-grid">
          <MachineCharts key={machine.key} machine={machine} rangeMs={rangeMs} />
          <Filesystems machine={machine} />
        </div>
      )}
    </section>
  );
}

/** The name, and the instance where two machines or two jobs share one. */
function labelOf(machine: Machine, all: Machine[]): string {
  const isUnique = all.filter((one) => one.name === machine.name).length === 1;
  return isUnique ? machine.name : `${machine.name} (${machine.instance})`;
}

function MachineFacts({ machine }: { machine: Machine }) {
  const { selector } = machine;
  const boot = useInstant(`node_time_seconds{${selector}} - node_boot_time_seconds{${selector}}`, 30_000);
  const cores = useInstant(`count(count by (cpu) (node_cpu_seconds_total{${selector}}))`, 60_000);
  const facts = [
    machine.name,
    machine.release && `Linux ${machine.release.split('-')[0]}`,
    cores.data?.[0]?.value && `${cores.data[0].value[1]} cores`,
    boot.data?.[0]?.value && `up ${spokenDuration(Number(boot.data[0].value[1]) * 1000)}`,
  ];
  return <span className="page-sub num">{facts.filter(Boolean).join(' · ')}</span>;
}

function MachineSkeleton() {
  return (
    <div className="panel-grid" aria-busy="true" role="status" aria-label="Loading">
      {[0, 1, 2, 3, 4, 5].map((index) => (
        <div key={index} className="card" style={{ padding: 14 }}>
          <Skeleton width={120} height={20} />
          <div style={{ height: 10 }} />
          <ChartSkeleton height={210} />
        </div>
      ))}
    </div>
  );
}
