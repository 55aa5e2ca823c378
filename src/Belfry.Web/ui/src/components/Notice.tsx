import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isConnectionError } from '../api/client';

/** A message in the flow of the page. */
export function Notice(props: { tone: 'critical' | 'warning' | 'info'; title: string; children?: ReactNode }) {
  const Icon = props.tone === 'info' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={`notice ${props.tone}`} role={props.tone === 'critical' ? 'alert' : 'status'}>
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <div>
        <strong>{props.title}.</strong> {props.children}
      </div>
    </div>
  );
}

/** A failed read, unless the bar on top of the page already says that nothing can be read. */
export function ReadError({ error, what }: { error: Error | null; what: string }) {
  if (!error || isConnectionError(error)) return null;
  return (
    <Notice tone="critical" title={`${what} could not be read`}>
      {error.message}
    </Notice>
  );
}
