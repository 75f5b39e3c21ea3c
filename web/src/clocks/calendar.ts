/** Local days of a time zone, by Intl alone. A day is the UTC midnight of its date: days can be compared and counted. */

const DAY_MS = 86_400_000;

export interface Calendar {
  /** The local day of an instant. */
  day(at: number): number;
  /** The first instant of the local day so many days after that of `at`: not always 00:00, where clocks change at midnight. */
  startOfDay(at: number, daysLater: number): number;
}

/** Throws RangeError when `zone` is no IANA time zone. */
export function calendar(zone: string): Calendar {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });

  function day(at: number): number {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part["year"] ?? 0, (part["month"] ?? 0) - 1, part["day"]);
  }

  function startOfDay(at: number, daysLater: number): number {
    const wanted = day(at) + daysLater * DAY_MS;
    // Local midnight is less than a day from the UTC midnight of its date, and local days never go back.
    let [before, from] = [wanted - DAY_MS, wanted + DAY_MS];
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2);
      if (day(middle) < wanted) before = middle;
      else from = middle;
    }
    return from;
  }

  return { day, startOfDay };
}
