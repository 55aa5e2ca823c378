import { describe, expect, it } from 'vitest';
import { formatValue, guessUnit, type Unit } from './units';

describe('formatValue', () => {
  it.each<[number | null, Unit, string]>([
    [0, 'short', '0'],
    [0.5, 'short', '0.5'],
    [999, 'short', '999'],
    [999.96, 'short', '1K'],
    [1_234_567, 'short', '1.23M'],
    [-42, 'short', '−42'],
    [0.00042, 'short', '4.20e-4'],
    [null, 'short', '–'],
    [NaN, 'short', 'NaN'],
    [Infinity, 'short', '+Inf'],
    [0, 'bytes', '0 B'],
    [1023.9, 'bytes', '1 KiB'],
    [1536, 'bytes', '1.5 KiB'],
    [25_233_489_920, 'bytes', '23.5 GiB'],
    [2048, 'bytes/s', '2 KiB/s'],
    [0.4235, 'percent', '42.4%'],
    [1, 'percent', '100%'],
    [0.000091, 'percent', '0.0091%'],
    [0, 'seconds', '0 s'],
    [0.000_000_25, 'seconds', '250 ns'],
    [0.0042, 'seconds', '4.2 ms'],
    [75, 'seconds', '75 s'],
    [7200, 'seconds', '2 h'],
    [864_000, 'seconds', '10 d'],
  ])('writes %d as %s', (value, unit, text) => expect(formatValue(value, unit)).toBe(text));
});

describe('guessUnit', () => {
  it.each<[string, Unit]>([
    ['node_memory_MemFree_bytes', 'bytes'],
    ['rate(node_network_receive_bytes_total[1m])', 'bytes/s'],
    ['sum(rate(x_bytes_total{path="/a/b"}[1m]))', 'bytes/s'],
    ['prometheus_rule_group_last_duration_seconds', 'seconds'],
    ['rate(node_cpu_seconds_total[1m])', 'short'],
    ['node_boot_time_seconds', 'short'],
    ['a_bytes / b_bytes', 'short'],
    ['count by (job) (a_bytes)', 'short'],
    ['up', 'short'],
    ['cpu_ratio', 'percent'],
  ])('takes %s for %s', (query, unit) => expect(guessUnit(query)).toBe(unit));
});
