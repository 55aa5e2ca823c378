const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
const clockFormat = new Intl.DateTimeFormat(undefined, clock);
const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const yearFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** Local time: the clock alone when the day is today, otherwise with the day. */
export function localTime(ms: number, now: number): string {
  const date = new Date(ms);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return clockFormat.format(date);
  const day = date.getFullYear() === today.getFullYear() ? dayFormat : yearFormat;
  return `${day.format(date)} ${clockFormat.format(date)}`;
}

/** The same instant in UTC, for the hover text: `2026-01-31 12:00:00 UTC`. */
export function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Labels for the times of a chart's axis: as coarse as the distance between them, the day where it changes. */
export function axisTimes(times: number[], stepSeconds: number): string[] {
  let day = '';
  return times.map((time) => {
    const date = new Date(time * 1000);
    const thisDay = `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })}`;
    if (stepSeconds >= 86_400) return thisDay;
    const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
    const text = stepSeconds >= 60 ? minutes : `${minutes}:${two(date.getSeconds())}`;
    const isNewDay = day !== '' && day !== thisDay;
    day = thisDay;
    return isNewDay ? `${text}\n${thisDay}` : text;
  });
}
