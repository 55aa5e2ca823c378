import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ApiError, get } from '../api/client';
import { useRuntimeInfo } from '../api/queries';
import { TimeText } from '../components/TimeText';

/** Says over every page that the server is gone, starting, or refuses; and from when the numbers below are. */
export function Offline() {
  const { error, dataUpdatedAt, refetch } = useRuntimeInfo();
  const kind = error instanceof ApiError ? error.kind : null;
  const progress = useReplay(kind === 'starting');
  if (kind === null || kind === 'query') return null;
  const texts = {
    unreachable: ['Belfry does not answer', 'It may be restarting, or the network to it is down. Trying again.'],
    starting: ['Belfry is starting', `It is reading back its write-ahead log${progress}. This page goes on by itself.`],
    denied: [
      'Not allowed',
      'The server wants a user name and password, or yours may not read this. Reload to sign in.',
    ],
    server: ['The server reports a fault', error?.message ?? ''],
  } as const;
  const [title, text] = texts[kind];
  return (
    <div className={`notice offline ${kind === 'starting' ? 'warning' : 'critical'}`} role="alert">
      <IconPlugConnectedX size={18} stroke={1.75} aria-hidden="true" />
      <div>
        <strong>{title}.</strong> {text}{' '}
        {dataUpdatedAt > 0 && (
          <>
            What you see is from <TimeText ms={dataUpdatedAt} />.{' '}
          </>
        )}
        <a href="#retry" onClick={(event) => (event.preventDefault(), void refetch())}>
          Try now
        </a>
      </div>
    </div>
  );
}

function useReplay(enabled: boolean): string {
  const { data } = useQuery({
    queryKey: ['walreplay'],
    queryFn: async ({ signal }) =>
      (await get<{ min: number; max: number; current: number }>('status/walreplay', {}, signal)).data,
    enabled,
    refetchInterval: 1_000,
  });
  if (!data || data.max <= data.min) return '';
  return `, ${Math.round((100 * (data.current - data.min)) / (data.max - data.min))}% done`;
}
