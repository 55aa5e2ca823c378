import { describe, expect, it } from 'vitest';
import { emptyPanel, formatPanels, parsePanels, type PanelState } from './urlState';

describe('parsePanels', () => {
  it("reads the link in an alert mail (Prometheus's generatorURL)", () => {
    const [panel] = parsePanels('?g0.expr=up+%3D%3D+0&g0.tab=1');
    expect(panel).toEqual({ ...emptyPanel, expr: 'up == 0', tab: 'table' });
  });

  it('reads the links of old and new pages alike', () => {
    const [old, young] = parsePanels('?g0.expr=a&g0.tab=0&g0.stacked=1&g0.range_input=2h&g1.expr=b&g1.tab=table');
    expect(old).toMatchObject({ expr: 'a', tab: 'graph', stacked: true, rangeMs: 7_200_000 });
    expect(young).toMatchObject({ expr: 'b', tab: 'table' });
  });

  it('takes an end time for UTC', () => {
    expect(parsePanels('?g0.expr=a&g0.end_input=2026-01-31%2012%3A00%3A00')[0]?.endMs).toBe(Date.UTC(2026, 0, 31, 12));
    expect(parsePanels('?g0.expr=a&g0.end_input=2026-01-31%2012%3A00')[0]?.endMs).toBe(Date.UTC(2026, 0, 31, 12));
    expect(parsePanels('?g0.expr=a&g0.moment_input=1700000000')[0]?.endMs).toBe(1_700_000_000_000);
  });

  it('makes the best of nonsense', () => {
    expect(parsePanels('?g0.expr=a&g0.range_input=xyz&g0.end_input=soon&g0.step_input=-4&g0.tab=9')).toEqual([
      { ...emptyPanel, expr: 'a' },
    ]);
  });

  it('has one empty panel when the address names none', () => expect(parsePanels('')).toEqual([emptyPanel]));

  it('keeps the order of the numbers, not of the parameters', () => {
    expect(parsePanels('?g10.expr=c&g2.expr=b&g0.expr=a').map((panel) => panel.expr)).toEqual(['a', 'b', 'c']);
  });
});

it('a written address is read back as it was', () => {
  const panels: PanelState[] = [
    {
      expr: 'rate(a{b="c&d=e"}[5m])\n+ 1',
      tab: 'graph',
      rangeMs: 5_400_000,
      endMs: Date.UTC(2026, 1, 3, 4, 5, 6),
      stepSeconds: 15,
      stacked: true,
    },
    { ...emptyPanel, expr: 'up', tab: 'table' },
  ];
  expect(parsePanels(`?${formatPanels(panels)}`)).toEqual(panels);
});
