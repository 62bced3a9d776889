/** Local date and time by the platform's own calendar, which shares no code with the generator's. */
export interface LocalTime {
  date: string;
  hour: number;
  minute: number;
  second: number;
  /** "Sat", "Sun", … */
  weekday: string;
}

export function startLocalClock(timeZone: string): (instant: string) => LocalTime {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
    const read = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
    return {
      date: `${read("year")}-${read("month")}-${read("day")}`,
      hour: Number(read("hour")),
      minute: Number(read("minute")),
      second: Number(read("second")),
      weekday: read("weekday"),
    };
  };
}
