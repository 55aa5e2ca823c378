import { Component, type ReactNode } from 'react';
import { Notice } from '../components/Notice';

/** Keeps the shell alive when one page fails, and says so in plain words. */
export class Crash extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    // A new server has new file names: the page of the old one can no longer load its parts.
    const isOutdated = /dynamically imported module|module script/i.test(error.message);
    return (
      <div className="page">
        <Notice tone="critical" title={isOutdated ? 'Belfry was updated' : 'This page failed'}>
          {isOutdated ? 'Reload to get the new page. ' : `${error.message}. The server is not affected. `}
          <a href={location.href}>Reload</a>
        </Notice>
      </div>
    );
  }
}
