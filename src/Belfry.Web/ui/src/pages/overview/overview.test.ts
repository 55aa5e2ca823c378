import { describe, expect, it } from 'vitest';
import type { Alert, Rule, RuleGroup, Target, VectorSample } from '../../api/types';
import { cpuModes } from './cpuModes';
import { judge } from './health';
import { filesystemsOf, machinesOf } from './machine';

const alert = (state: Alert['state'], severity?: string): Alert => ({
  labels: severity ? { severity } : {},
  annotations: {},
  state,
  value: '1',
});
const target = (health: Target['health'], over: Partial<Target> = {}): Target => ({
  discoveredLabels: {},
  labels: {},
  scrapePool: 'node',
  scrapeUrl: '',
  globalUrl: '',
  lastError: '',
  lastScrape: '',
  lastScrapeDuration: 0,
  health,
  scrapeInterval: '5s',
  scrapeTimeout: '5s',
  ...over,
});
const group = (...healths: Rule['health'][]): RuleGroup => ({
  name: 'g',
  file: 'f',
  interval: 5,
  evaluationTime: 0,
  lastEvaluation: '',
  rules: healths.map((health) => ({
    type: 'recording',
    name: 'r',
    query: 'up',
    health,
    evaluationTime: 0,
    lastEvaluation: '',
  })),
});

describe('judge', () => {
  it('says all well only when nothing fires and everything answers', () => {
    expect(judge([], [target('up'), target('up')], [group('ok')])).toEqual({
      tone: 'ok',
      title: 'All well',
      detail: 'all 2 targets up · 1 rule evaluating · nothing pending',
    });
  });
  it('puts firing alerts before everything', () => {
    expect(
      judge(
        [alert('firing', 'warning'), alert('firing', 'critical'), alert('pending')],
        [target('down')],
        [group('err')],
      ),
    ).toEqual({
      tone: 'critical',
      title: '2 alerts firing',
      detail: '1 critical, 1 warning · 1 target down · 1 rule failing · 1 pending',
    });
  });
  it('is not red for a warning', () =>
    expect(judge([alert('firing', 'warning')], [target('up')], []).tone).toBe('warning'));
  it('is red for an alert without severity', () =>
    expect(judge([alert('firing')], [target('up')], []).tone).toBe('critical'));
  it('says that a target is down although no alert is', () => {
    expect(judge([], [target('down'), target('up')], [])).toMatchObject({
      tone: 'critical',
      title: '1 of 2 targets down',
    });
  });
  it('warns of rules that fail', () =>
    expect(judge([], [target('up')], [group('ok', 'err')]).title).toBe('1 rule failing to evaluate'));
  it('claims nothing when nothing is watched', () => expect(judge([], [], []).tone).toBe('neutral'));
  it('does not count a target up before its first scrape', () => {
    expect(judge([], [target('unknown'), target('up')], []).detail).toContain('1 of 2 targets up, 1 not scraped yet');
  });
});

const size = (labels: Record<string, string>, value: number): VectorSample => ({
  metric: labels,
  value: [0, String(value)],
});

describe('filesystemsOf', () => {
  it('shows a device once, under its shortest path, the fullest first, and no pseudo filesystem', () => {
    const root = { device: '/dev/a', mountpoint: '/', fstype: 'ext4' };
    const bind = { device: '/dev/a', mountpoint: '/var/lib/x', fstype: 'ext4' };
    const data = { device: '/dev/b', mountpoint: '/data', fstype: 'xfs' };
    const run = { device: 'tmpfs', mountpoint: '/run', fstype: 'tmpfs' };
    const sizes = [size(bind, 100), size(root, 100), size(data, 100), size(run, 100)];
    const free = [size(bind, 60), size(root, 60), size(data, 10), size(run, 1)];
    for (const order of [sizes, sizes.toReversed()]) {
      expect(filesystemsOf(order, free).map((one) => [one.mountpoint, one.usedRatio])).toEqual([
        ['/data', 0.9],
        ['/', 0.4],
      ]);
    }
  });
  it('keeps the root of a container', () => {
    const root = { device: 'overlay', mountpoint: '/', fstype: 'overlay' };
    expect(filesystemsOf([size(root, 10)], [size(root, 5)])).toHaveLength(1);
  });
});

it('a machine knows how often it is scraped', () => {
  const labels = { instance: 'a:9100', job: 'node' };
  const [machine] = machinesOf(
    [size({ ...labels, nodename: 'db-1', release: '6.1' }, 1)],
    [target('up', { labels, scrapeInterval: '30s' })],
  );
  expect(machine).toMatchObject({ name: 'db-1', selector: 'instance="a:9100",job="node"', scrapeSeconds: 30 });
});

it('small CPU modes are summed up as other', () => {
  const one = (name: string, value: number | null) => ({ name, labels: {}, values: [value] });
  const set = {
    times: [0],
    series: [one('softirq', 0.01), one('system', 0.2), one('irq', 0.02), one('user', 0.3), one('steal', 0)],
  };
  expect(cpuModes(set).series.map(({ name, values }) => [name, values[0]])).toEqual([
    ['user', 0.3],
    ['system', 0.2],
    ['other', 0.03],
  ]);
});
