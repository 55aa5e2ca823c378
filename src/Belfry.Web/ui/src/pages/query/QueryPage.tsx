import './query.css';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { navigate, useLocation } from '../../app/router';
import { PageHead } from '../../components/PageHead';
import { emptyPanel, formatPanels, parsePanels, type PanelState } from '../../lib/urlState';
import { QueryPanel } from './QueryPanel';
import { rememberQuery } from './recentQueries';

/** Panels of PromQL. All that matters is in the address, so a link shows somebody else the same. */
export default function QueryPage() {
  const { search } = useLocation();
  const panels = useMemo(() => parsePanels(search), [search]);

  const show = useCallback((next: PanelState[]) => navigate(`query?${formatPanels(next)}`), []);
  const change = (index: number, state: PanelState): void => {
    if (state.expr !== panels[index]?.expr) rememberQuery(state.expr);
    show(panels.map((panel, at) => (at === index ? state : panel)));
  };

  return (
    <div className="page">
      <PageHead title="Query" />
      <div className="stack">
        {panels.map((panel, index) => (
          <QueryPanel
            key={index}
            number={index}
            state={panel}
            onChange={(state) => change(index, state)}
            {...(panels.length > 1 ? { onClose: () => show(panels.filter((_, at) => at !== index)) } : {})}
          />
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} stroke={1.75} />}
            onClick={() => show([...panels, { ...emptyPanel, rangeMs: panels.at(-1)?.rangeMs ?? emptyPanel.rangeMs }])}
          >
            Add panel
          </Button>
        </div>
      </div>
    </div>
  );
}
