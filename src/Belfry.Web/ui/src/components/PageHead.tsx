import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconRefresh } from '@tabler/icons-react';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useRuntimeInfo } from '../api/queries';
import { refreshChoices, useRefresh } from '../app/refresh';
import { formatDuration, spokenDuration } from '../lib/duration';
import { localTime, utcTime } from '../lib/time';
import { useNow } from './TimeText';

/** Title, a line of summary, and at the right the refresh control: the same place on every page. */
export function PageHead(props: { title: string; children?: ReactNode; actions?: ReactNode; updatedAt?: number }) {
  return (
    <div className="page-head">
      <h1>{props.title}</h1>
      {props.children && <span className="page-sub">{props.children}</span>}
      <span className="spacer" />
      {props.actions}
      <RefreshControl {...(props.updatedAt === undefined ? {} : { updatedAt: props.updatedAt })} />
    </div>
  );
}

function RefreshControl({ updatedAt }: { updatedAt?: number }) {
  const { intervalMs, setIntervalMs } = useRefresh();
  const client = useQueryClient();
  const isFetching = useIsFetching() > 0;
  const info = useRuntimeInfo();
  const now = useNow(1_000);
  const last = updatedAt ?? info.dataUpdatedAt;
  const late = intervalMs > 0 && last > 0 && Date.now() - last > 3 * intervalMs + 5_000;
  const tone = info.isError || late ? 'is-bad' : intervalMs === 0 ? 'is-paused' : '';
  return (
    <div className="refresh">
      <span className={`refresh-dot ${tone}`} aria-hidden="true" />
      <span className="updated num" title={last > 0 ? `${localTime(last, now)} local\n${utcTime(last)}` : undefined}>
        {last === 0 ? (
          'Not read yet'
        ) : (
          <>
            <span className="updated-word">Updated </span>
            {spokenDuration(Date.now() - last)} ago
          </>
        )}
      </span>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <button type="button" className="chip-button" aria-label="Refresh interval">
            {intervalMs === 0 ? 'Paused' : `Every ${formatDuration(intervalMs)}`}
            <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {refreshChoices.map((choice) => (
            <Menu.Item
              key={choice}
              onClick={() => setIntervalMs(choice)}
              rightSection={choice === intervalMs ? <IconCheck size={14} /> : undefined}
            >
              {choice === 0 ? 'Paused' : `Every ${formatDuration(choice)}`}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Refresh now"
        title="Refresh now"
        aria-busy={isFetching}
        onClick={() => void client.refetchQueries({ type: 'active' })}
      >
        <IconRefresh size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
