import { serverNow } from '../../api/client';
import { useInstant, useRangeNow, type RangeAnswer } from '../../api/queries';
import { usePalette } from '../../app/palette';
import { Link } from '../../app/router';
import { ChartSkeleton, TimeChart } from '../../charts/TimeChart';
import { niceStep, rateWindow } from '../../lib/rateWindow';
import { firstSampleTime, seriesStats } from '../../lib/series';
import { formatPanels, emptyPanel } from '../../lib/urlState';
import { formatValue, type Unit } from '../../lib/units';
import { cpuModes } from './cpuModes';
import type { Machine } from './machine';
import type { UseQueryResult } from '@tanstack/react-query';

const height = 176;
/** Loopback, and what container runtimes make in pairs: counted they would double the real traffic. */
const virtualNics = 'lo|veth.*|br-.*|docker.*|cni.*|cali.*|flannel.*|virbr.*|tap.*|tun.*';
/** Partitions, mappers and memory disks sit on top of devices that are counted already. */
const virtualDisks = '(dm-|md|loop|ram|zram|sr|fd).*';

/** CPU, memory, load, disk and network of one machine on one time axis with one crosshair. */
export function MachineCharts({ machine, rangeMs }: { machine: Machine; rangeMs: number }) {
  const { selector: s, scrapeSeconds } = machine;
  const step = niceStep(rangeMs / 1000, 240, Math.max(1, Math.min(scrapeSeconds, 15)));
  const w = `${rateWindow(step, scrapeSeconds)}s`;
  const palette = usePalette();
  const [blue, green, amber, violet, teal, coral] = palette.series;
  const grey = palette.series[8];

  const modeColors: Record<string, string | undefined> = { user: blue, system: amber, iowait: coral, steal: violet };

  const queries = {
    cpu: `avg by (mode) (rate(node_cpu_seconds_total{${s},mode!="idle"}[${w}]))`,
    used: `node_memory_MemTotal_bytes{${s}} - node_memory_MemAvailable_bytes{${s}}`,
    cache: `node_memory_MemAvailable_bytes{${s}} - node_memory_MemFree_bytes{${s}}`,
    read: `sum(rate(node_disk_read_bytes_total{${s},device!~"${virtualDisks}"}[${w}]))`,
    written: `sum(rate(node_disk_written_bytes_total{${s},device!~"${virtualDisks}"}[${w}]))`,
    received: `sum(rate(node_network_receive_bytes_total{${s},device!~"${virtualNics}"}[${w}]))`,
    sent: `sum(rate(node_network_transmit_bytes_total{${s},device!~"${virtualNics}"}[${w}]))`,
  };
  const cpu = useRangeNow([{ query: queries.cpu, name: '{{mode}}' }], rangeMs, step);
  const memory = useRangeNow(
    [
      { query: queries.used, name: 'used' },
      { query: queries.cache, name: 'cache' },
    ],
    rangeMs,
    step,
  );
  const load = useRangeNow(
    [1, 5, 15].map((minutes) => ({ query: `node_load${minutes}{${s}}`, name: `${minutes} min` })),
    rangeMs,
    step,
  );
  const disk = useRangeNow(
    [
      { query: queries.read, name: 'read' },
      { query: queries.written, name: 'written' },
    ],
    rangeMs,
    step,
  );
  const network = useRangeNow(
    [
      { query: queries.received, name: 'received' },
      { query: queries.sent, name: 'sent' },
    ],
    rangeMs,
    step,
  );
  const total = useInstant(`node_memory_MemTotal_bytes{${s}}`, 60_000);
  const totalBytes = Number(total.data?.[0]?.value?.[1] ?? NaN);
  const cores = useInstant(`count(count by (cpu) (node_cpu_seconds_total{${s}}))`, 60_000);
  const coreCount = Number(cores.data?.[0]?.value?.[1] ?? NaN);

  const range = sharedRange([cpu.data, memory.data, load.data, disk.data, network.data], rangeMs);
  const shared = { range, rangeMs };
  const cpuData = cpu.data && cpuModes(cpu.data);
  const busy = cpuData && sumOfLast(cpuData);
  const usedNow = last(memory.data, 'used');
  return (
    <>
      <MachinePanel
        {...shared}
        title="CPU"
        answer={cpu}
        data={cpuData}
        unit="percent"
        query={queries.cpu}
        stacked
        min={0}
        max={1}
        now={busy === null || busy === undefined ? '' : formatValue(busy, 'percent')}
        note="busy"
        colors={(cpuData?.series ?? []).map((one) => modeColors[one.name] ?? grey ?? '')}
      />
      <MachinePanel
        {...shared}
        title="Memory"
        answer={memory}
        data={memory.data}
        unit="bytes"
        query={queries.used}
        stacked
        min={0}
        {...(Number.isFinite(totalBytes) ? { max: totalBytes } : {})}
        colors={[violet, grey].map(String)}
        now={usedNow === null ? '' : formatValue(usedNow, 'bytes')}
        note={Number.isFinite(totalBytes) ? `of ${formatValue(totalBytes, 'bytes')} used` : 'used'}
      />
      <MachinePanel
        {...shared}
        title="Disk"
        answer={disk}
        data={disk.data}
        unit="bytes/s"
        query={queries.written}
        filled
        min={0}
        colors={[teal, coral].map(String)}
        softMax={64 * 1024}
        now={formatValue(sumOfLast(disk.data), 'bytes/s')}
        note="read and written"
      />
      <MachinePanel
        {...shared}
        title="Network"
        answer={network}
        data={network.data}
        unit="bytes/s"
        query={queries.received}
        filled
        min={0}
        colors={[green, blue].map(String)}
        softMax={16 * 1024}
        now={formatValue(sumOfLast(network.data), 'bytes/s')}
        note="received and sent"
      />
      <MachinePanel
        {...shared}
        title="Load"
        answer={load}
        data={load.data}
        unit="short"
        query={`node_load1{${s}}`}
        min={0}
        colors={[blue, amber, grey].map(String)}
        {...(Number.isFinite(coreCount) ? { softMax: coreCount } : {})}
        now={formatValue(last(load.data, '1 min'), 'short')}
        note={Number.isFinite(coreCount) ? `on ${coreCount} cores` : ''}
      />
    </>
  );
}

interface PanelProps {
  title: string;
  answer: UseQueryResult<RangeAnswer>;
  data: RangeAnswer | undefined;
  range: { from: number; to: number };
  rangeMs: number;
  unit: Unit;
  query: string;
  now: string;
  note: string;
  colors: string[];
  stacked?: boolean;
  filled?: boolean;
  min?: number;
  max?: number;
  softMax?: number;
}

function MachinePanel(props: PanelProps) {
  const { title, answer, data, unit, colors } = props;
  const link = `query?${formatPanels([{ ...emptyPanel, expr: props.query, rangeMs: props.rangeMs }])}`;
  const hasSamples = data?.series.some((one) => one.values.some((value) => value !== null)) ?? false;
  return (
    <div className="card panel">
      <div className="card-head">
        <h3>
          <Link to={link} title="Open in the query page">
            {title}
          </Link>
        </h3>
        <span className="panel-now">{hasSamples ? props.now : ''}</span>
        <span className="dim">{hasSamples ? props.note : ''}</span>
      </div>
      <div className="panel-body">
        {data === undefined && !answer.error && <ChartSkeleton height={height} />}
        {data === undefined && answer.error && (
          <div className="panel-empty" style={{ height }} role="alert">
            {answer.error.message}
          </div>
        )}
        {data !== undefined && !hasSamples && (
          <div className="panel-empty" style={{ height }}>
            No samples yet. A rate needs two scrapes.
          </div>
        )}
        {data !== undefined && hasSamples && (
          <TimeChart
            data={data}
            from={props.range.from}
            to={props.range.to}
            unit={unit}
            height={height}
            syncKey="machine"
            colors={colors}
            label={`${title}, ${props.now} ${props.note}`}
            {...(props.stacked ? { stacked: true } : {})}
            {...(props.filled ? { filled: true } : {})}
            {...(props.min === undefined ? {} : { min: props.min })}
            {...(props.max === undefined ? {} : { max: props.max })}
            {...(props.softMax === undefined ? {} : { softMax: props.softMax })}
          />
        )}
      </div>
      <div className="panel-legend">
        {hasSamples &&
          data?.series.map((one, index) => (
            <span key={one.name}>
              <i className="swatch" style={{ background: colors[index] }} aria-hidden="true" />
              {one.name} <b>{legendValue(seriesStats(one.values).last, unit)}</b>
            </span>
          ))}
      </div>
    </div>
  );
}

/** Short percents: a legend that is redrawn every few seconds must keep to its one line. */
const legendValue = (value: number | null, unit: Unit): string =>
  unit === 'percent' && value !== null ? `${(value * 100).toFixed(value < 0.0995 ? 1 : 0)}%` : formatValue(value, unit);

function sumOfLast(answer: RangeAnswer | undefined): number | null {
  const lasts = (answer?.series ?? []).map((one) => seriesStats(one.values).last).filter((value) => value !== null);
  return lasts.length === 0 ? null : lasts.reduce((sum, value) => sum + value, 0);
}

const last = (answer: RangeAnswer | undefined, name: string): number | null => {
  const series = answer?.series.find((one) => one.name === name);
  return series ? seriesStats(series.values).last : null;
};

/** The same edges for all charts; a server that is younger than the range starts where its samples start. */
function sharedRange(answers: (RangeAnswer | undefined)[], rangeMs: number): { from: number; to: number } {
  const known = answers.filter((answer) => answer !== undefined);
  const to = known.length > 0 ? Math.max(...known.map((answer) => answer.end)) : Math.floor(serverNow() / 1000);
  const start = known.length > 0 ? Math.min(...known.map((answer) => answer.start)) : to - rangeMs / 1000;
  const first = firstSampleTime(known);
  return { from: first === null ? start : Math.max(start, Math.min(first, to - 120)), to };
}
