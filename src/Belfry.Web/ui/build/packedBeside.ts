import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(js|css|html|svg|json|txt)$/;

/**
 * Writes `<file>.br` and `<file>.gz` beside each compressible file, once at build, so that the server never compresses.
 * Both, because over plain HTTP browsers offer brotli to localhost only.
 */
export function packedBeside(): Plugin {
  let outDir = '';
  return {
    name: 'packed-beside',
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: () => {
      for (const file of filesUnder(outDir)) {
        if (!compressible.test(file)) continue;
        const source = readFileSync(file);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
        writeIfSmaller(`${file}.br`, brotliCompressSync(source, { params }), source.length);
        writeIfSmaller(`${file}.gz`, gzipSync(source, { level: 9 }), source.length);
      }
    },
  };
}

function writeIfSmaller(path: string, packed: Buffer, sourceLength: number): void {
  if (packed.length < sourceLength) writeFileSync(path, packed);
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}
