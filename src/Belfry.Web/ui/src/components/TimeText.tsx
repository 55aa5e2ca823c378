import { useEffect, useState } from 'react';
import { serverNow } from '../api/client';
import { spokenDuration } from '../lib/duration';
import { localTime, utcTime } from '../lib/time';

/** A point in time: local on the page, UTC on hover. */
export function TimeText({ ms }: { ms: number }) {
  return (
    <time dateTime={new Date(ms).toISOString()} title={utcTime(ms)} className="num">
      {localTime(ms, Date.now())}
    </time>
  );
}

/** How long ago, counting; the exact time, local and UTC, on hover. */
export function Ago({ ms, suffix = ' ago' }: { ms: number; suffix?: string }) {
  const now = useNow(1_000);
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={`${localTime(ms, now)} local\n${utcTime(ms)}`}
      className="num nowrap"
    >
      {spokenDuration(now - ms)}
      {suffix}
    </time>
  );
}

/** The server's clock, re-rendering as it goes. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Parses the API's times; `0001-01-01T00:00:00Z` is how it writes "never". */
export function apiTime(text: string | undefined): number | null {
  if (!text || text.startsWith('0001-')) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
