import { CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';

interface Props<T extends string> {
  label: string;
  choices: { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
  search: string;
  onSearch: (text: string) => void;
  placeholder: string;
  children?: ReactNode;
}

/** The line over a list: what to show, and a search field that `/` focuses. */
export function FilterBar<T extends string>(props: Props<T>) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <div className="toolbar">
      <SegmentedControl
        size="xs"
        aria-label={props.label}
        value={props.value}
        onChange={(value) => props.onChange(value as T)}
        data={props.choices}
      />
      <TextInput
        ref={field}
        size="xs"
        className="toolbar-search"
        aria-label={props.placeholder}
        placeholder={props.placeholder}
        value={props.search}
        onChange={(event) => props.onSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && props.onSearch('')}
        leftSection={<IconSearch size={14} stroke={1.75} aria-hidden="true" />}
        rightSection={
          props.search === '' ? (
            <kbd className="key">/</kbd>
          ) : (
            <CloseButton size="xs" aria-label="Clear" onClick={() => props.onSearch('')} />
          )
        }
      />
      {props.children}
    </div>
  );
}
