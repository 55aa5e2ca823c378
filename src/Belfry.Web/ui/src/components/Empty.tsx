import { IconCircleCheck, IconMoodEmpty } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Nothing to show, and why. `good` when nothing is what one hopes for. */
export function Empty(props: { title: string; children?: ReactNode; good?: boolean }) {
  const Icon = props.good ? IconCircleCheck : IconMoodEmpty;
  return (
    <div className="empty">
      <Icon size={30} stroke={1.5} aria-hidden="true" style={props.good ? { color: 'var(--ok)' } : undefined} />
      <strong>{props.title}</strong>
      {props.children && <p>{props.children}</p>}
    </div>
  );
}
