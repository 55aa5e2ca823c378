/** How loud a colour may be. */
export type Tone = 'critical' | 'warning' | 'info' | 'ok' | 'neutral';

const ranks: Record<string, number> = {
  page: 0,
  critical: 0,
  crit: 0,
  emergency: 0,
  disaster: 0,
  high: 1,
  error: 1,
  major: 1,
  warning: 2,
  warn: 2,
  minor: 2,
  medium: 2,
  low: 3,
  info: 3,
  informational: 3,
  notice: 3,
  none: 4,
  debug: 4,
};

/** 0 is the worst. No severity, or an unknown one, counts as an error: silence is not an all-clear. */
export function severityRank(severity: string | undefined): number {
  return severity === undefined ? 1 : (ranks[severity.toLowerCase()] ?? 1);
}

export function severityTone(severity: string | undefined): Tone {
  const rank = severityRank(severity);
  if (rank <= 1) return 'critical';
  return rank === 2 ? 'warning' : 'info';
}
