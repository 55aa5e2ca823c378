import type { Labels, Target, VectorSample } from '../../api/types';
import { parseDuration } from '../../lib/duration';

/** A machine that reports node exporter's metrics. `selector` is what its series have in common. */
export interface Machine {
  key: string;
  name: string;
  instance: string;
  job: string;
  release: string;
  selector: string;
  scrapeSeconds: number;
}

/** The machines behind `node_uname_info`, by name. */
export function machinesOf(samples: VectorSample[], targets: Target[]): Machine[] {
  return samples
    .map(({ metric }) => {
      const instance = metric.instance ?? '';
      const job = metric.job ?? '';
      return {
        key: `${job}/${instance}`,
        name: metric.nodename || instance,
        instance,
        job,
        release: metric.release ?? '',
        selector: `instance=${JSON.stringify(instance)},job=${JSON.stringify(job)}`,
        scrapeSeconds: scrapeSeconds(targets, instance, job),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key));
}

function scrapeSeconds(targets: Target[], instance: string, job: string): number {
  const target = targets.find((one) => one.labels.instance === instance && one.labels.job === job);
  return (parseDuration(target?.scrapeInterval ?? '') ?? 15_000) / 1000;
}

/** One filesystem as the table shows it. */
export interface Filesystem {
  mountpoint: string;
  device: string;
  fstype: string;
  sizeBytes: number;
  usedBytes: number;
  usedRatio: number;
}

const pseudo = new Set([
  ...[
    'tmpfs',
    'devtmpfs',
    'ramfs',
    'squashfs',
    'overlay',
    'aufs',
    'proc',
    'sysfs',
    'cgroup',
    'cgroup2',
    'nsfs',
    'autofs',
  ],
  ...['fuse.lxcfs', 'fuse.portal', 'fuse.gvfsd-fuse', 'rpc_pipefs', 'tracefs', 'bpf', 'efivarfs'],
]);

/** Real filesystems, the fullest first. A device that is mounted many times appears once, under its shortest path. */
export function filesystemsOf(sizes: VectorSample[], available: VectorSample[]): Filesystem[] {
  const key = ({ device, mountpoint }: Labels): string => `${device}\n${mountpoint}`;
  const free = new Map(available.map((sample) => [key(sample.metric), Number(sample.value?.[1])]));
  const byDevice = new Map<string, Filesystem>();
  for (const { metric, value } of sizes) {
    const { mountpoint = '', device = '', fstype = '' } = metric;
    const sizeBytes = Number(value?.[1]);
    const availBytes = free.get(key(metric));
    if (!(sizeBytes > 0) || availBytes === undefined) continue;
    // In a container "/" itself is an overlay; it is the one that matters there.
    if (pseudo.has(fstype) && mountpoint !== '/') continue;
    const known = byDevice.get(device);
    if (known && known.mountpoint.length <= mountpoint.length) continue;
    const usedBytes = sizeBytes - availBytes;
    byDevice.set(device, { mountpoint, device, fstype, sizeBytes, usedBytes, usedRatio: usedBytes / sizeBytes });
  }
  return [...byDevice.values()].sort((a, b) => b.usedRatio - a.usedRatio);
}
