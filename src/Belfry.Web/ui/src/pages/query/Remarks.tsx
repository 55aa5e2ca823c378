import { Notice } from '../../components/Notice';

/** What the engine had to remark about a query that nevertheless has an answer. */
export function Remarks({ warnings, infos }: { warnings: string[]; infos: string[] }) {
  if (warnings.length + infos.length === 0) return null;
  return (
    <div className="stack query-remarks">
      {warnings.map((text) => (
        <Notice key={text} tone="warning" title="Warning">
          {text}
        </Notice>
      ))}
      {infos.map((text) => (
        <Notice key={text} tone="info" title="Note">
          {text}
        </Notice>
      ))}
    </div>
  );
}
