import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, spokenDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['15s', 15_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1d', 86_400_000],
    ['1y2w', (365 + 14) * 86_400_000],
    ['90', 90_000],
    ['0.5', 500],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '  ', 'h', '5x', '30m1h', '-5m', '1.5h'])('refuses "%s"', (text) =>
    expect(parseDuration(text)).toBeNull(),
  );
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [1_500, '1s500ms'],
    [5_400_000, '1h30m'],
    [10 * 86_400_000, '10d'],
    [14 * 86_400_000, '2w'],
    [365 * 86_400_000, '1y'],
  ])('writes %d ms', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('is read back as it was', () => {
    for (const ms of [1, 999, 61_000, 3_599_000, 86_461_001, 400 * 86_400_000]) {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    }
  });
});

describe('spokenDuration', () => {
  it.each([
    [-400, '0 s'],
    [59_000, '59 s'],
    [61_000, '1 min 1 s'],
    [12 * 60_000 + 5_000, '12 min'],
    [3 * 3_600_000, '3 h'],
    [26 * 3_600_000, '1 d 2 h'],
    [20 * 86_400_000 + 3_600_000, '20 d'],
  ])('says %d ms in two units at most', (ms, text) => expect(spokenDuration(ms)).toBe(text));
});
