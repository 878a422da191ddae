// Times of the city, whatever zone the phone is in; a moment keeps its width.

import { lang, w } from "./words.js";

const HALF = 30 * 60_000;
export const PARTS = { night: [0, 12], morning: [12, 24], afternoon: [24, 36], evening: [36, 48] };
const LONG = { u10: [0, 10], u45: [10, 45], u120: [45, 120], more: [120, null], unknown: null };
export const LENGTHS = Object.keys(LONG);

let zone = "UTC", ahead = 0, stands = null;

/** Sets the clock by the server's: a phone may be wrong, and in a history nothing moves. */
export function set(bundle, heard) {
  zone = bundle.zone;
  ahead = Date.parse(bundle.now) - heard;
  stands = bundle.moves ? null : Date.parse(bundle.now);
}

export const now = () => stands ?? Date.now() + ahead;
export const iso = (at) => (at == null ? null : new Date(at).toISOString());
/** Something that is done at this moment. */
export const just = () => ({ from: iso(now()), until: iso(now()) });

const format = (how) => (at) => new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", { timeZone: zone, ...how }).format(new Date(at));
export const hour = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const date = format(lang === "zh" ? { month: "long", day: "numeric" } : { day: "numeric", month: "short" });
export const weekday = format({ weekday: "short" });
export const full = format({ weekday: "long", day: "numeric", month: "long" });

/** Until when something lasts: a day ends at its 24:00. @param {string | number} at */
export const ends = (at) => (hour(at) === "00:00" ? `${date(new Date(at).getTime() - 1)} 24:00` : `${date(at)} ${hour(at)}`);

/** How long until, or since, in words. */
export function span(ms) {
  const minutes = Math.floor(Math.abs(ms) / 60_000), hours = Math.floor(minutes / 60);
  return hours ? w("hours", { h: hours, m: minutes % 60 }) : w("minutes", { n: minutes });
}

/** What a tap on the calendar means, as the server takes it; null while nothing was tapped.
 * @param {{day?: string, part?: string, first?: number, last?: number}} tapped @param {Array} days */
export function moment(tapped, days) {
  if (tapped?.day === "unknown") return {};
  const day = days.find((each) => each.day === tapped?.day);
  if (!day || !tapped.part) return null;
  const begins = Date.parse(day.begins);
  if (tapped.part === "all") return { from: iso(begins), until: iso(Date.parse(day.ends)) };
  const [first, last] = tapped.first == null ? PARTS[tapped.part] : [tapped.first, (tapped.last ?? tapped.first) + 1];
  return { from: iso(begins + first * HALF), until: iso(begins + last * HALF) };
}

/** When they left, by when they came and how long they stayed. */
export function left(came, length) {
  const range = LONG[length];
  if (!range || !came) return {};
  const plus = (at, minutes) => (at && minutes != null ? iso(Date.parse(at) + minutes * 60_000) : null);
  return { from: plus(came.from, range[0]), until: plus(came.until, range[1]) };
}

/** A moment in words. */
export function told(at) {
  if (!at || (!at.from && !at.until)) return w("time_unknown");
  const same = date(at.from) === date(Date.parse(at.until) - 1);
  if (Date.parse(at.until) - Date.parse(at.from) === 48 * HALF) return w("day_only", { day: date(at.from) });
  const end = hour(at.until) === "00:00" ? "24:00" : hour(at.until);
  return same || at.from === at.until ? `${date(at.from)} ${hour(at.from)}${at.from === at.until ? "" : `–${end}`}` : `${date(at.from)} ${hour(at.from)} – ${ends(at.until)}`;
}
