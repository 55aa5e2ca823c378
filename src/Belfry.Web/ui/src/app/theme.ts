import { createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e8eefc',
  '#cdd9f8',
  '#a9bff5',
  '#84a9ff',
  '#6f93f2',
  '#3d66d6',
  '#2452c7',
  '#1f48b0',
  '#1a3d95',
  '#14307a',
];

/** Mantine's greys, shifted to those of tokens.css, so that its inputs sit in our surfaces. */
const dark: MantineColorsTuple = [
  '#e4e8ee',
  '#c2cad4',
  '#97a2b1',
  '#6d7887',
  '#3a4350',
  '#2f3742',
  '#1b2029',
  '#151920',
  '#0f1318',
  '#0b0e12',
];

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, Menlo, Consolas, monospace",
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, dark },
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '13px', md: '14px' },
  cursorType: 'pointer',
});
