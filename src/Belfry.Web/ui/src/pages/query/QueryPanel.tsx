import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconHistory, IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { PromqlEditor } from '../../editor/PromqlEditor';
import type { PanelState } from '../../lib/urlState';
import { GraphResult } from './GraphResult';
import { PanelToolbar } from './PanelToolbar';
import { recentQueries } from './recentQueries';
import { StartingPoints } from './StartingPoints';
import { TableResult } from './TableResult';

interface Props {
  number: number;
  state: PanelState;
  onChange: (state: PanelState) => void;
  onClose?: () => void;
}

/** One expression with its graph or table. The text being typed is the panel's own until it is run. */
export function QueryPanel({ number, state, onChange, onClose }: Props) {
  const [draft, setDraft] = useState(state.expr);
  const client = useQueryClient();
  useEffect(() => setDraft(state.expr), [state.expr]);

  const run = (expr: string): void => {
    const text = expr.trim();
    if (text === '') return;
    if (text === state.expr) void client.refetchQueries({ queryKey: ['panel', text] });
    else onChange({ ...state, expr: text });
  };

  return (
    <section className="card query-panel" aria-label={`Panel ${number + 1}`}>
      <div className="query-line">
        <PromqlEditor
          value={draft}
          onChange={setDraft}
          onExecute={() => run(draft)}
          label={`Expression of panel ${number + 1}`}
          autoFocus={number === 0 && state.expr === ''}
        />
        <div className="query-actions">
          <Recent onPick={(expr) => (setDraft(expr), run(expr))} />
          <Button
            size="xs"
            h={34}
            leftSection={<IconPlayerPlayFilled size={13} />}
            onClick={() => run(draft)}
            disabled={draft.trim() === ''}
            title="Enter runs the query, Shift+Enter breaks the line"
          >
            Run
          </Button>
          {onClose && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={34}
              aria-label={`Close panel ${number + 1}`}
              onClick={onClose}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          )}
        </div>
      </div>
      {state.expr === '' ? (
        <StartingPoints onPick={(expr) => (setDraft(expr), run(expr))} />
      ) : (
        <>
          <PanelToolbar state={state} onChange={onChange} />
          {state.tab === 'graph' ? <GraphResult state={state} onChange={onChange} /> : <TableResult state={state} />}
        </>
      )}
    </section>
  );
}

function Recent({ onPick }: { onPick: (expr: string) => void }) {
  const [queries, setQueries] = useState<string[]>([]);
  return (
    <Menu
      position="bottom-end"
      width="min(560px, calc(100vw - 24px))"
      onOpen={() => setQueries(recentQueries().slice(0, 12))}
    >
      <Menu.Target>
        <ActionIcon variant="default" size={34} aria-label="Recent queries" title="Recent queries">
          <IconHistory size={17} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {queries.length === 0 && <Menu.Label>Nothing was run in this browser yet</Menu.Label>}
        {queries.map((expr) => (
          <Menu.Item key={expr} onClick={() => onPick(expr)}>
            <code className="clip">{expr}</code>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
