import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { packedBeside } from './build/packedBeside.ts';
import { thirdPartyNotices } from './build/thirdPartyNotices.ts';

// BELFRY_API: where `npm run dev` sends /api; UI_OUT: where the project file wants the built files.
const api = process.env.BELFRY_API ?? 'http://127.0.0.1:9090';

export default defineConfig({
  // Relative, so that the same build works at the root and behind --web.route-prefix.
  base: './',
  plugins: [react(), thirdPartyNotices(), packedBeside()],
  build: {
    outDir: process.env.UI_OUT ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Fonts stay files: as data: URLs they would need a wider Content-Security-Policy and be fetched twice.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: { '/api': api, '/-': api, '/metrics': api } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
