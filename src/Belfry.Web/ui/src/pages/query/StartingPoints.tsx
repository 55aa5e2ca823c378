import { useState } from 'react';
import { recentQueries } from './recentQueries';

const examples: { expr: string; text: string }[] = [
  { expr: 'up', text: 'which targets answer' },
  { expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[1m]))', text: 'how busy each machine is' },
  { expr: 'node_memory_MemAvailable_bytes', text: 'memory that is left' },
  { expr: 'topk(10, count by (__name__) ({__name__=~".+"}))', text: 'the metrics with most series' },
];

/** What an empty panel offers: the last queries of this browser, or first ones to try. */
export function StartingPoints({ onPick }: { onPick: (expr: string) => void }) {
  const [recent] = useState(() => recentQueries().slice(0, 5));
  return (
    <div className="starting-points">
      {recent.length > 0 && (
        <div>
          <h3>Recent</h3>
          {recent.map((expr) => (
            <Pick key={expr} expr={expr} onPick={onPick} />
          ))}
        </div>
      )}
      <div>
        <h3>To begin with</h3>
        {examples.map(({ expr, text }) => (
          <Pick key={expr} expr={expr} text={text} onPick={onPick} />
        ))}
      </div>
    </div>
  );
}

function Pick({ expr, text, onPick }: { expr: string; text?: string; onPick: (expr: string) => void }) {
  return (
    <button type="button" className="starting-point" onClick={() => onPick(expr)}>
      <code>{expr}</code>
      {text && <span className="dim">{text}</span>}
    </button>
  );
}
