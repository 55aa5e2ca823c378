import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../../api/client';
import { placeOf } from '../../lib/promqlError';

/** Why a query failed; with the line and a caret where the server pointed at a place. */
export function QueryErrorView({ error, expr }: { error: Error; expr: string }) {
  const isQuery = error instanceof ApiError && error.kind === 'query';
  const { message, line, column } = placeOf(error.message);
  const source = line === null ? undefined : expr.split('\n')[line - 1];
  return (
    <div className="notice critical query-error" role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />
      <div>
        <strong>{isQuery ? 'The query was refused' : 'The query could not be run'}.</strong> {message}
        {source !== undefined && line !== null && column !== null && (
          <pre className="query-caret">
            {source}
            {'\n'}
            <b>{' '.repeat(Math.max(0, column - 1))}^</b>
            <span className="dim">
              {' '}
              line {line}, column {column}
            </span>
          </pre>
        )}
      </div>
    </div>
  );
}
