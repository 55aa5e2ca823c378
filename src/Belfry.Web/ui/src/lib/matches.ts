/** Whether every word of the search stands somewhere in one of the texts; an empty search matches everything. */
export function matches(search: string, texts: (string | undefined)[]): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = texts.join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** A label set as the texts a search looks at: `job=node`. */
export const labelTexts = (labels: Record<string, string> | undefined): string[] =>
  Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
