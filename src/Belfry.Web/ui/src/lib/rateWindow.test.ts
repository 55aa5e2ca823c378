import { describe, expect, it } from 'vitest';
import { alignedRange, niceStep, rateWindow } from './rateWindow';

describe('rateWindow', () => {
  it.each([
    [5, 5, 60],
    [5, 15, 60],
    [15, 60, 300],
    [60, 15, 120],
    [3600, 15, 7200],
    [86_400, 60, 172_800],
  ])('for a step of %d s and scrapes every %d s is %d s', (step, scrape, window) =>
    expect(rateWindow(step, scrape)).toBe(window),
  );

  it('always holds four scrapes and reaches over a whole step', () => {
    for (const step of [1, 5, 30, 300, 7200]) {
      for (const scrape of [1, 5, 15, 30, 60, 300]) {
        expect(rateWindow(step, scrape)).toBeGreaterThanOrEqual(Math.max(4 * scrape, step + scrape));
      }
    }
  });
});

describe('niceStep', () => {
  it.each([
    [900, 240, 5, 5],
    [3600, 240, 5, 15],
    [86_400, 240, 5, 600],
    [60, 240, 1, 1],
    [900, 240, 15, 15],
  ])('for %d s in %d points is round', (range, points, minimum, step) =>
    expect(niceStep(range, points, minimum)).toBe(step),
  );

  it('never asks for more points than wanted', () => {
    for (const range of [60, 901, 3601, 90_000, 40 * 86_400, 800 * 86_400]) {
      expect(range / niceStep(range, 280)).toBeLessThanOrEqual(280);
    }
  });
});

describe('alignedRange', () => {
  it('puts both ends on multiples of the step, so that points stay where they are', () => {
    const a = alignedRange(1_000_003_500, 900_000, 5);
    const b = alignedRange(1_000_004_900, 900_000, 5);
    expect(a).toEqual({ start: 999_100, end: 1_000_000 });
    expect(b).toEqual(a);
  });
});
