export function Skeleton({ width = '100%', height = 14 }: { width?: number | string; height?: number }) {
  return <span className="skeleton" style={{ width, height }} aria-hidden="true" />;
}

/** Rows as tall as a table's, so that the table replaces them in place. */
export function RowsSkeleton({ rows }: { rows: number }) {
  return (
    <div aria-busy="true" aria-label="Loading" role="status">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} style={{ padding: '12px 14px', borderBottom: '1px solid var(--border)' }}>
          <Skeleton width={`${[72, 58, 66, 49][index % 4]}%`} />
        </div>
      ))}
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div className="page" aria-busy="true" role="status" aria-label="Loading">
      <div className="page-head">
        <Skeleton width={140} height={24} />
      </div>
      <div className="card">
        <RowsSkeleton rows={6} />
      </div>
    </div>
  );
}
