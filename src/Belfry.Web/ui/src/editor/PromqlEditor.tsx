import { Suspense, lazy, useEffect, useRef } from 'react';

export interface EditorProps {
  value: string;
  onChange: (value: string) => void;
  onExecute: () => void;
  label: string;
  autoFocus?: boolean;
}

const CodeEditor = lazy(() => import('./CodeEditor'));

/** The PromQL editor. Until its code has arrived (or if it never does) a plain text field does the same work. */
export function PromqlEditor(props: EditorProps) {
  return (
    <div className="editor">
      <Suspense fallback={<PlainEditor {...props} />}>
        <CodeEditor {...props} />
      </Suspense>
    </div>
  );
}

function PlainEditor({ value, onChange, onExecute, label, autoFocus }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);
  return (
    <textarea
      ref={field}
      className="editor-plain"
      aria-label={label}
      placeholder="PromQL expression"
      rows={Math.max(1, value.split('\n').length)}
      value={value}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        onExecute();
      }}
    />
  );
}
