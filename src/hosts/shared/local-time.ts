import { weekdays, type LocalTime } from '../../core/steps/select-pods.ts';

/** The time of day in the time zone of this machine (TZ, or what the system says). */
export function localTime(now = new Date()): LocalTime {
  // JavaScript's week begins with Sunday, this list with Monday.
  const weekday = weekdays[(now.getDay() + 6) % 7] ?? 'monday';
  return { weekday, hour: now.getHours(), minute: now.getMinutes(), second: now.getSeconds() };
}
