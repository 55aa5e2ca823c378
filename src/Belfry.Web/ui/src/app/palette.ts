import { useComputedColorScheme } from '@mantine/core';

/** Colours a canvas needs by value. Text and lines follow tokens.css; series colours keep 3:1 against the surface. */
export interface Palette {
  series: readonly string[];
  text: string;
  grid: string;
  surface: string;
  critical: string;
}

const dark: Palette = {
  series: [
    '#6f9eff',
    '#45bf8a',
    '#eeb13a',
    '#b98cff',
    '#35bfd0',
    '#ff8d66',
    '#ea7fb4',
    '#a8b84f',
    '#8da2bf',
    '#d3a36c',
  ],
  text: '#97a2b1',
  grid: '#222831',
  surface: '#151920',
  critical: '#ff6b6e',
};

const light: Palette = {
  series: [
    '#2c5fd6',
    '#16834f',
    '#b26f00',
    '#7a45c9',
    '#0a7f93',
    '#c54a1d',
    '#b33377',
    '#67750f',
    '#56677f',
    '#8b5c20',
  ],
  text: '#5a6472',
  grid: '#e9ecf0',
  surface: '#ffffff',
  critical: '#c4262e',
};

export function usePalette(): Palette {
  return useComputedColorScheme('dark', { getInitialValueInEffect: false }) === 'dark' ? dark : light;
}

export const seriesColor = (palette: Palette, index: number): string =>
  palette.series[index % palette.series.length] ?? palette.text;
