import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewlineAndIndent } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { useEffect, useRef } from 'react';
import { rootPath } from '../api/client';
import { editorTheme } from './editorTheme';
import type { EditorProps } from './PromqlEditor';

/** One completion source for all editors: they share its cache of metric names and labels. */
const promql = new PromQLExtension().setComplete({
  remote: { url: rootPath.replace(/\/$/, ''), cache: { maxAge: 60_000 }, httpErrorHandler: () => {} },
});

/** CodeMirror with PromQL: Enter runs the query, Shift+Enter breaks the line, Ctrl+Space completes. */
export default function CodeEditor({ value, onChange, onExecute, label, autoFocus }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const callbacks = useRef({ onChange, onExecute });
  callbacks.current = { onChange, onExecute };

  useEffect(() => {
    if (!host.current) return;
    const run = (): boolean => {
      callbacks.current.onExecute();
      return true;
    };
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          EditorView.lineWrapping,
          placeholder('PromQL expression, for example up'),
          promql.asExtension(),
          editorTheme,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          // Before the default, which breaks the line; an open completion list (Prec.highest) still gets its Enter.
          keymap.of([
            { key: 'Enter', run },
            { key: 'Mod-Enter', run },
            { key: 'Shift-Enter', run: insertNewlineAndIndent },
          ]),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) callbacks.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    if (autoFocus) editor.focus();
    return () => editor.destroy();
    // The editor owns its text; a change from outside is applied below.
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={host} />;
}
