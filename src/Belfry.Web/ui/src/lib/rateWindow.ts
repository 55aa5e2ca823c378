const nice = [15, 30, 60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/**
 * The window for `rate()`, in seconds. It must hold at least four scrapes, so that one lost scrape leaves no hole, and
 * reach back one whole step plus a scrape, so that no increase falls between two points. Never under a minute: a
 * shorter one is noise, and a minute already answers from the second sample on.
 */
export function rateWindow(stepSeconds: number, scrapeSeconds: number): number {
  const needed = Math.max(60, 4 * scrapeSeconds, stepSeconds + scrapeSeconds);
  return nice.find((window) => window >= needed) ?? Math.ceil(needed / 86_400) * 86_400;
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** The step for a range, in seconds: a round number that gives at most `maxPoints` points, never under `minimum`. */
export function niceStep(rangeSeconds: number, maxPoints: number, minimum = 1): number {
  const needed = Math.max(minimum, rangeSeconds / maxPoints);
  return steps.find((step) => step >= needed) ?? Math.ceil(needed / 86_400) * 86_400;
}

/** A range whose ends lie on multiples of the step, so that points keep their place from one refresh to the next. */
export function alignedRange(endMs: number, rangeMs: number, stepSeconds: number): { start: number; end: number } {
  const end = Math.floor(endMs / 1000 / stepSeconds) * stepSeconds;
  const start = end - Math.ceil(rangeMs / 1000 / stepSeconds) * stepSeconds;
  return { start, end };
}
