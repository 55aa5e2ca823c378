const hourMs = 3_600_000;

/** The address of a step of the drill-down. */
export function cardinalityPath(metric: string | null, label: string | null): string {
  const params = new URLSearchParams({ tab: 'cardinality' });
  if (metric) params.set('metric', metric);
  if (label) params.set('label', label);
  return `status?${params}`;
}

/** A selector of one metric, quoted where its name is not an identifier. */
export const selectorOf = (metric: string): string =>
  /^[a-zA-Z_:][\w:]*$/.test(metric) ? metric : `{${JSON.stringify(metric)}}`;

/** The last day hour by hour, oldest first: hours without a new series are not told by the server. */
export function lastHours(told: { start: number; value: number }[]): { start: number; value: number }[] {
  const last = Math.max(...told.map((hour) => hour.start));
  if (told.length === 0) return [];
  const values = new Map(told.map((hour) => [hour.start, hour.value]));
  return Array.from({ length: 24 }, (_, index) => {
    const start = last - (23 - index) * hourMs;
    return { start, value: values.get(start) ?? 0 };
  });
}
