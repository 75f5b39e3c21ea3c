/** A moment as a clock on the wall of a place shows it, "2026-11-24T14:05", and back. */

function wall(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${part["year"]}-${part["month"]}-${part["day"]}T${part["hour"]}:${part["minute"]}`;
  };
}

export const wallTime = (zone: string, at: number): string => wall(zone)(at);

/**
 * The moment at which the wall of `zone` shows `text`; null when it is no such text, or not of these centuries. Of an hour that comes twice it is the
 * first; of one that is skipped, the moment at which it would have been.
 */
export function moment(zone: string, text: string): number | null {
  const as = (shown: string): number => Date.parse(`${shown.slice(0, 16)}Z`);
  const wanted = as(text);
  // While a year is typed it goes through 0002 and 0020, which no clock on a wall has shown.
  if (!/^(19[7-9]|20\d|21\d)\d-\d\d-\d\dT\d\d:\d\d/.test(text) || Number.isNaN(wanted)) return null;
  const shows = wall(zone);
  const ahead = (at: number): number => as(shows(at)) - at;
  const around = [-26, 26].map((hours) => wanted - ahead(wanted + hours * 3_600_000));
  const right = around.filter((at) => as(shows(at)) === wanted);
  return right.length > 0 ? Math.min(...right) : (around[0] ?? null);
}

/** The offset of a zone's clocks from UTC at a moment, in minutes. */
const offset = (zone: string, at: number): number => Math.round((Date.parse(`${wallTime(zone, at)}Z`) - at) / 60_000);

/** In which zone a place counts: the chosen one, else the phone's own where it is there, else the place's most usual. */
export function zoneOf(zones: readonly string[], chosen: string | null, own: string, now: number): string {
  if (zones.length === 0) return own;
  if (chosen !== null && zones.includes(chosen)) return chosen;
  const same = (zone: string): boolean => offset(zone, now) === offset(own, now);
  return zones.find((zone) => zone === own) ?? zones.find(same) ?? zones[0] ?? own;
}
