import { readStorage, writeStorage } from '../../app/refresh';

const key = 'belfry.queries';
const keptMax = 40;

/** What was run in this browser, the newest first. */
export function recentQueries(): string[] {
  try {
    const stored: unknown = JSON.parse(readStorage(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberQuery(expr: string): void {
  writeStorage(key, JSON.stringify(withQuery(recentQueries(), expr)));
}

/** The list with one more on top: each query once, and never more than kept. */
export function withQuery(queries: string[], expr: string): string[] {
  const text = expr.trim();
  return text === '' ? queries : [text, ...queries.filter((one) => one !== text)].slice(0, keptMax);
}
