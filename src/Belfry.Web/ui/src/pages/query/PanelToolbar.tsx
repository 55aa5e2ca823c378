import { ActionIcon, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { serverNow } from '../../api/client';
import { formatDuration, parseDuration } from '../../lib/duration';
import { utcTime } from '../../lib/time';
import type { PanelState } from '../../lib/urlState';

const ladder = [
  '1m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  '6h',
  '12h',
  '1d',
  '2d',
  '7d',
  '14d',
  '28d',
  '56d',
  '112d',
  '365d',
];
const ladderMs = ladder.map((text) => parseDuration(text) ?? 0);

interface Props {
  state: PanelState;
  onChange: (state: PanelState) => void;
}

/** Graph or table, how far back, until when. */
export function PanelToolbar({ state, onChange }: Props) {
  const isGraph = state.tab === 'graph';
  const longer = ladderMs.find((ms) => ms > state.rangeMs);
  const shorter = ladderMs.findLast((ms) => ms < state.rangeMs);
  return (
    <div className="query-toolbar">
      <SegmentedControl
        size="xs"
        aria-label="View"
        value={state.tab}
        onChange={(tab) => onChange({ ...state, tab: tab as PanelState['tab'] })}
        data={[
          { value: 'graph', label: 'Graph' },
          { value: 'table', label: 'Table' },
        ]}
      />
      {isGraph && (
        <div className="joined" role="group" aria-label="Range">
          <ActionIcon
            variant="default"
            size={30}
            aria-label="Shorter range"
            disabled={shorter === undefined}
            onClick={() => shorter !== undefined && onChange({ ...state, rangeMs: shorter })}
          >
            <IconMinus size={14} stroke={2} />
          </ActionIcon>
          <DurationInput
            label="Range"
            valueMs={state.rangeMs}
            onCommit={(rangeMs) => onChange({ ...state, rangeMs: rangeMs ?? 3_600_000 })}
          />
          <ActionIcon
            variant="default"
            size={30}
            aria-label="Longer range"
            disabled={longer === undefined}
            onClick={() => longer !== undefined && onChange({ ...state, rangeMs: longer })}
          >
            <IconPlus size={14} stroke={2} />
          </ActionIcon>
        </div>
      )}
      <EndTime state={state} onChange={onChange} />
      {isGraph && (
        <>
          <label className="inline-field">
            Step
            <DurationInput
              label="Step"
              placeholder="auto"
              valueMs={state.stepSeconds === null ? null : state.stepSeconds * 1000}
              onCommit={(ms) => onChange({ ...state, stepSeconds: ms === null ? null : ms / 1000 })}
            />
          </label>
          <Switch
            size="xs"
            label="Stacked"
            checked={state.stacked}
            onChange={(event) => onChange({ ...state, stacked: event.currentTarget.checked })}
          />
        </>
      )}
    </div>
  );
}

function EndTime({ state, onChange }: Props) {
  const shift = (direction: number): void => {
    const end = (state.endMs ?? serverNow()) + (direction * state.rangeMs) / 2;
    onChange({ ...state, endMs: end >= serverNow() ? null : Math.round(end / 1000) * 1000 });
  };
  return (
    <div className="joined" role="group" aria-label="Until">
      <ActionIcon variant="default" size={30} aria-label="Earlier" onClick={() => shift(-1)}>
        <IconChevronLeft size={15} stroke={2} />
      </ActionIcon>
      {state.endMs === null ? (
        <button
          type="button"
          className="joined-text"
          title="Choose an end time"
          aria-label="Until now; choose an end time"
          onClick={() => onChange({ ...state, endMs: Math.floor(serverNow() / 1000) * 1000 })}
        >
          Now
        </button>
      ) : (
        <>
          <input
            className="joined-text num"
            type="datetime-local"
            step={1}
            aria-label="End time"
            title={utcTime(state.endMs)}
            value={localInput(state.endMs)}
            onChange={(event) => {
              const ms = Date.parse(event.currentTarget.value);
              if (!Number.isNaN(ms)) onChange({ ...state, endMs: ms });
            }}
          />
          <button type="button" className="joined-text" onClick={() => onChange({ ...state, endMs: null })}>
            To now
          </button>
        </>
      )}
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Later"
        disabled={state.endMs === null}
        onClick={() => shift(1)}
      >
        <IconChevronRight size={15} stroke={2} />
      </ActionIcon>
    </div>
  );
}

/** The local time as `datetime-local` wants it. */
function localInput(ms: number): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

function DurationInput(props: {
  label: string;
  valueMs: number | null;
  placeholder?: string;
  onCommit: (ms: number | null) => void;
}) {
  const shown = props.valueMs === null ? '' : formatDuration(props.valueMs);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const ms = text.trim() === '' ? null : parseDuration(text);
  const isWrong = text.trim() !== '' && (ms === null || ms <= 0);
  const commit = (): void => {
    if (isWrong || text === shown) return;
    props.onCommit(ms);
  };
  return (
    <TextInput
      size="xs"
      w={64}
      aria-label={props.label}
      placeholder={props.placeholder ?? ''}
      value={text}
      error={isWrong}
      title={isWrong ? 'A duration like 90s, 1h30m or 7d' : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
