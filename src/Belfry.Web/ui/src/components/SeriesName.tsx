import type { Labels } from '../api/types';

/** A series in PromQL's notation, coloured as in the editor. */
export function SeriesName({ labels }: { labels: Labels }) {
  const keys = Object.keys(labels)
    .filter((key) => key !== '__name__')
    .sort();
  if (keys.length === 0) return <span>{labels.__name__ ?? '{}'}</span>;
  return (
    <span className="series-name">
      {labels.__name__}
      <span className="dim">{'{'}</span>
      {keys.map((key, index) => (
        <span key={key}>
          {index > 0 && <span className="dim">, </span>}
          <span className="series-label">{key}</span>
          <span className="dim">=</span>
          <span className="series-value">"{labels[key]}"</span>
        </span>
      ))}
      <span className="dim">{'}'}</span>
    </span>
  );
}
