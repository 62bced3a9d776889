import { describe, expect, it } from "vitest";
import { digestAfterSaving, endOfQuietHours, nextDigestAt, type AlertSchedule } from "~/sync/alerts/schedule";

// Expected moments by Python's zoneinfo. In 2026 Berlin's clocks went from 02:00 to 03:00 on 29 March, and go from 03:00 to 02:00 on
// 25 October.
const berlin: AlertSchedule = { frequency: "daily", dailyAt: "08:00", quietHours: null, timeZone: "Europe/Berlin" };
const atOnce: AlertSchedule = { ...berlin, frequency: "at-once" };
const overnight: AlertSchedule = { ...atOnce, quietHours: { from: "22:00", to: "07:00" } };

const at = (iso: string) => new Date(iso);
const firstDigestAt = (schedule: AlertSchedule, savedAt: Date) =>
  digestAfterSaving({ ...schedule, nextDigestAt: null }, schedule, savedAt);

describe("a daily digest", () => {
  it("comes first at the next time of day that was chosen", () => {
    expect(firstDigestAt(berlin, at("2026-03-27T05:00:00Z"))).toEqual(at("2026-03-27T07:00:00Z"));
    expect(firstDigestAt(berlin, at("2026-03-27T07:00:00Z"))).toEqual(at("2026-03-28T07:00:00Z"));
  });

  it.each([
    ["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z"],
    ["2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z"],
  ])("keeps to the clocks of the shop when these are changed: after %s at %s", (last, next) => {
    expect(nextDigestAt(berlin, at(last))).toEqual(at(next));
  });

  it("comes once on the day on which clocks show its time twice", () => {
    const atNight = { ...berlin, dailyAt: "02:30" };
    expect(firstDigestAt(atNight, at("2026-10-25T00:00:00Z"))).toEqual(at("2026-10-25T00:30:00Z"));
    expect(nextDigestAt(atNight, at("2026-10-25T00:30:00Z"))).toEqual(at("2026-10-26T01:30:00Z"));
    // 02:10 for the second time.
    expect(nextDigestAt(atNight, at("2026-10-25T01:10:00Z"))).toEqual(at("2026-10-26T01:30:00Z"));
  });

  it("comes on the day on which clocks leave its time out", () => {
    const atNight = { ...berlin, dailyAt: "02:30" };
    expect(nextDigestAt(atNight, at("2026-03-28T12:00:00Z"))).toEqual(at("2026-03-29T01:30:00Z"));
  });
});

describe("a digest at once", () => {
  it("becomes a daily one at the time of day that was chosen, also when one might come now", () => {
    const saved = digestAfterSaving(
      { ...atOnce, nextDigestAt: at("2026-03-27T05:00:00Z") },
      berlin,
      at("2026-03-27T06:00:00Z"),
    );
    expect(saved).toEqual(at("2026-03-27T07:00:00Z"));
  });

  it("may come as soon as it was asked for, and ten minutes after the last one", () => {
    expect(firstDigestAt(atOnce, at("2026-03-27T12:00:00Z"))).toEqual(at("2026-03-27T12:00:00Z"));
    expect(nextDigestAt(atOnce, at("2026-03-27T12:00:00Z"))).toEqual(at("2026-03-27T12:10:00Z"));
  });

  it("waits for the end of quiet hours", () => {
    expect(nextDigestAt(overnight, at("2026-03-27T20:55:00Z"))).toEqual(at("2026-03-28T06:00:00Z"));
  });
});

describe("quiet hours", () => {
  it.each([
    ["before they begin", "2026-03-26T20:59:59Z", "2026-03-26T20:59:59Z"],
    ["from their first minute on", "2026-03-26T21:00:00Z", "2026-03-27T06:00:00Z"],
    ["after midnight", "2026-03-27T02:00:00Z", "2026-03-27T06:00:00Z"],
    ["at their end", "2026-03-27T06:00:00Z", "2026-03-27T06:00:00Z"],
    ["through a night that is an hour shorter", "2026-03-28T23:00:00Z", "2026-03-29T05:00:00Z"],
    ["through a night that is an hour longer", "2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z"],
  ])("end as the shop's clocks say: %s", (_when, moment, end) => {
    expect(endOfQuietHours(overnight, at(moment))).toEqual(at(end));
  });

  it("end within the hour that clocks show twice at its second time", () => {
    const schedule = { ...atOnce, quietHours: { from: "22:00", to: "02:30" } };
    // 02:10 for the first time, and for the second.
    expect(endOfQuietHours(schedule, at("2026-10-25T00:10:00Z"))).toEqual(at("2026-10-25T00:30:00Z"));
    expect(endOfQuietHours(schedule, at("2026-10-25T01:10:00Z"))).toEqual(at("2026-10-25T01:30:00Z"));
  });

  it("can lie within a day", () => {
    const siesta = { ...atOnce, quietHours: { from: "13:00", to: "15:30" } };
    expect(endOfQuietHours(siesta, at("2026-07-01T12:00:00Z"))).toEqual(at("2026-07-01T13:30:00Z"));
    expect(endOfQuietHours(siesta, at("2026-07-01T14:00:00Z"))).toEqual(at("2026-07-01T14:00:00Z"));
  });
});
