import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const inPackage = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** Emits third-party-notices.txt: name, version and licence text of every package that ended up in the bundle. */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'third-party-notices',
    apply: 'build',
    generateBundle() {
      const roots = new Set<string>();
      for (const id of this.getModuleIds()) {
        const root = inPackage.exec(id.replace(/^\0/, '').split('?')[0] ?? '')?.[1];
        if (root && existsSync(join(root, 'package.json'))) roots.add(root);
      }
      const notices = [...roots].map(notice).sort((a, b) => a.localeCompare(b));
      this.emitFile({
        type: 'asset',
        fileName: 'third-party-notices.txt',
        source: `The Belfry web page contains the following packages.\n\n${notices.join('\n\n')}\n`,
      });
    },
  };
}

function notice(root: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const file = readdirSync(root).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  const text = file ? readFileSync(join(root, file), 'utf8').trim() : '(no licence file in the package)';
  const rule = '-'.repeat(80);
  return `${rule}\n${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n${rule}\n${text}`;
}
