import { formatDuration, parseDuration } from './duration';

/** One panel of the query page. `endMs` null means "now"; `stepSeconds` null means "chosen from the range". */
export interface PanelState {
  expr: string;
  tab: 'graph' | 'table';
  rangeMs: number;
  endMs: number | null;
  stepSeconds: number | null;
  stacked: boolean;
}

export const emptyPanel: PanelState = {
  expr: '',
  tab: 'graph',
  rangeMs: 3_600_000,
  endMs: null,
  stepSeconds: null,
  stacked: false,
};

/**
 * Reads the panels from a query string. The parameters are Prometheus's own (`g0.expr`, `g0.tab`, `g0.range_input`,
 * `g0.end_input`, `g0.step_input`, `g0.stacked`), old (`tab=0|1`) and new (`tab=graph|table`), so that links in old
 * alert mails open here.
 */
export function parsePanels(search: string): PanelState[] {
  const params = new URLSearchParams(search);
  const numbers = new Set<number>();
  for (const key of params.keys()) {
    const match = /^g(\d+)\./.exec(key);
    if (match) numbers.add(Number(match[1]));
  }
  const panels = [...numbers]
    .sort((a, b) => a - b)
    .map((number) => {
      const get = (name: string): string => params.get(`g${number}.${name}`) ?? '';
      const step = parseDuration(get('step_input'));
      return {
        expr: get('expr'),
        tab: parseTab(get('tab')),
        rangeMs: Math.max(1000, parseDuration(get('range_input')) ?? emptyPanel.rangeMs),
        endMs: parseTime(get('end_input') || get('moment_input')),
        stepSeconds: step ? step / 1000 : null,
        stacked: get('stacked') === '1' || get('display_mode') === 'stacked',
      } satisfies PanelState;
    });
  return panels.length > 0 ? panels : [emptyPanel];
}

/** Writes the panels as a query string without the question mark; what is as by default is left out. */
export function formatPanels(panels: PanelState[]): string {
  const params = new URLSearchParams();
  panels.forEach((panel, number) => {
    const put = (name: string, value: string): void => params.append(`g${number}.${name}`, value);
    put('expr', panel.expr);
    put('tab', panel.tab === 'graph' ? '0' : '1');
    if (panel.rangeMs !== emptyPanel.rangeMs) put('range_input', formatDuration(panel.rangeMs));
    if (panel.endMs !== null) put('end_input', new Date(panel.endMs).toISOString().replace('T', ' ').slice(0, 19));
    if (panel.stepSeconds !== null) put('step_input', String(panel.stepSeconds));
    if (panel.stacked) put('stacked', '1');
  });
  return params.toString();
}

function parseTab(text: string): PanelState['tab'] {
  return text === '1' || text === 'table' ? 'table' : 'graph';
}

/** Prometheus writes UTC as `2026-01-31 12:00:00`; Unix seconds and RFC 3339 are understood too. */
function parseTime(text: string): number | null {
  if (text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const iso = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? null : time;
}
