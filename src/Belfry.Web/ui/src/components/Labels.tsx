import type { Labels } from '../api/types';

/** A label set as chips; the metric or alert name is shown elsewhere and left out. */
export function LabelSet({ labels, without = [] }: { labels: Labels; without?: readonly string[] }) {
  const keys = Object.keys(labels)
    .filter((key) => !without.includes(key))
    .sort();
  return (
    <span className="labels">
      {keys.map((key) => (
        <span key={key} className="label">
          {key}=<b>{labels[key]}</b>
        </span>
      ))}
    </span>
  );
}
