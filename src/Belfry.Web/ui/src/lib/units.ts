/** How a number is written. `percent` takes a ratio (0.42 is 42%); `bytes` count in 1024s, `short` in 1000s. */
export type Unit = 'short' | 'bytes' | 'bytes/s' | 'percent' | 'seconds';

const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
const decimal = ['', 'K', 'M', 'G', 'T', 'P'];

/** Writes a value in its unit with about three significant digits; null and NaN are told apart. */
export function formatValue(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '−Inf';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  switch (unit) {
    case 'percent':
      return `${sign}${digits(size * 100)}%`;
    case 'bytes':
      return sign + scaled(size, 1024, binary, ' ');
    case 'bytes/s':
      return `${sign}${scaled(size, 1024, binary, ' ')}/s`;
    case 'seconds':
      return sign + seconds(size);
    case 'short':
      return sign + (size !== 0 && size < 1e-3 ? size.toExponential(2) : scaled(size, 1000, decimal, ''));
  }
}

function scaled(size: number, base: number, suffixes: string[], gap: string): string {
  let index = 0;
  let rest = size;
  // 999.96 would be printed as "1000", so the step up happens where the rounding does.
  while (Number(digits(rest)) >= base && index < suffixes.length - 1) {
    rest /= base;
    index++;
  }
  return `${digits(rest)}${suffixes[index] ? gap : ''}${suffixes[index]}`;
}

function seconds(size: number): string {
  if (size === 0) return '0 s';
  if (size < 1e-6) return `${digits(size * 1e9)} ns`;
  if (size < 1e-3) return `${digits(size * 1e6)} µs`;
  if (size < 1) return `${digits(size * 1e3)} ms`;
  if (size < 90) return `${digits(size)} s`;
  if (size < 5400) return `${digits(size / 60)} min`;
  if (size < 129_600) return `${digits(size / 3600)} h`;
  return `${digits(size / 86_400)} d`;
}

function digits(size: number): string {
  if (size === 0) return '0';
  if (size < 0.01) return trimZeros(size.toPrecision(2));
  if (size < 10) return trimZeros(size.toFixed(2));
  if (size < 100) return trimZeros(size.toFixed(1));
  return size.toFixed(0);
}

function trimZeros(text: string): string {
  return text.includes('.') && !text.includes('e') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * The unit a query's metric name promises (`…_bytes`, `…_seconds`, `…_ratio`), or `short`.
 * Arithmetic between metrics changes the unit, so any `/` or `*` outside of a string gives up.
 */
export function guessUnit(query: string): Unit {
  const code = query.replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|\{[^}]*\}/g, '');
  if (/[*/]/.test(code)) return 'short';
  if (/\b(count|count_values|group|changes|resets|absent)\b/.test(code)) return 'short';
  const isRate = /\b(rate|irate|deriv)\s*\(/.test(code);
  if (/_bytes(_total|_sum)?\b/.test(code)) return isRate ? 'bytes/s' : 'bytes';
  if (/_seconds(_total|_sum)?\b/.test(code) && !/(_time|_timestamp|_start|_boot)\w*_seconds\b/.test(code)) {
    return isRate ? 'short' : 'seconds';
  }
  return /_ratio\b/.test(code) ? 'percent' : 'short';
}
