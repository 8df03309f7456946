/* A year as months and weeks, and how each of its days is called. Pure: the days come from the server, which knows the tables and
 * the organisation's own; days are text, and only their weekday is reckoned (in UTC, which no time zone moves). */
import { long_date } from '@/format/dates'
import { t } from '@/texts'

export interface CalendarDay {
  on: string
  works: boolean
  name: string | null // of the holiday it belongs to, or is worked for; or what the organisation calls it
  own: boolean // the organisation's own
}
export type Mark = 'rest' | 'work' | ''
export interface Month {
  month: number
  working_days: number
  weeks: (CalendarDay | null)[][] // Monday first; null: of the month before or after
}
export interface Span {
  first: string
  last: string
}
export interface Occasion {
  name: string
  own: boolean
  rest: Span[]
  work: Span[]
}

/** Tables of holidays exist for these (src/calendar/year_table.h). */
export const first_year = 2000
export const last_year = 2199

/** A year as the address says it; one that cannot be is not asked for. */
export function year_of(said: unknown, otherwise: number): number {
  const year = typeof said === 'string' && /^\d{4}$/.test(said) ? Number(said) : otherwise
  return Math.min(last_year, Math.max(first_year, year))
}
export const year_begins = (year: number) => `${year}-01-01`
export const year_ends = (year: number) => `${year}-12-31`

const parts = (on: string) => on.split('-').map(Number) as [number, number, number]
/** 0 Monday … 6 Sunday. */
export const weekday_of = (on: string): number => (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7

/** The months these days fill. */
export function months_of(days: readonly CalendarDay[]): Month[] {
  const months: Month[] = []
  for (const day of days) {
    const month = parts(day.on)[1]
    if (months.at(-1)?.month !== month) months.push({ month, working_days: 0, weeks: [] })
    const now = months.at(-1) as Month
    const at = weekday_of(day.on)
    if (!at || !now.weeks.length) now.weeks.push(Array<null>(7).fill(null))
    const week = now.weeks.at(-1) as (CalendarDay | null)[]
    week[at] = day
    now.working_days += Number(day.works)
  }
  return months
}

/** A day that is not as its weekday says bears a mark, so that colour says nothing alone. */
export const mark_of = (day: CalendarDay): Mark => (day.name === null ? '' : day.works ? 'work' : 'rest')

const short_day = (on: string) => t.calendar.day(parts(on)[1], parts(on)[2])
/** 2月14日 周六 上班：春节调休 */
export function title_of(day: CalendarDay): string {
  const why = day.name === null ? '' : day.own ? t.calendar.why_own(day.name) : day.works ? t.calendar.why_work(day.name) : day.name
  const how = day.works ? t.calendar.works : mark_of(day) === 'rest' ? t.calendar.off : t.calendar.rests
  return [short_day(day.on), t.calendar.weekday_names[weekday_of(day.on)], how].join(' ') + (why && `${t.word.colon}${why}`)
}

const is_next = (last: string, on: string) => Date.parse(`${on}T00:00:00Z`) - Date.parse(`${last}T00:00:00Z`) === 86400000

/** What is not as the week has it, by name, in the order in which it begins: on paper there is no pointing at a day. */
export function occasions_of(days: readonly CalendarDay[]): Occasion[] {
  const found = new Map<string, Occasion>()
  for (const day of days) {
    if (day.name === null) continue
    const key = `${day.own} ${day.name}`
    const one = found.get(key) ?? { name: day.name, own: day.own, rest: [], work: [] }
    found.set(key, one)
    const spans = day.works ? one.work : one.rest
    const last = spans.at(-1)
    if (last && is_next(last.last, day.on)) last.last = day.on
    else spans.push({ first: day.on, last: day.on })
  }
  const begins = (one: Occasion) => (one.rest[0] ?? one.work[0])?.first ?? '' // not with the Sunday that is worked for it weeks before
  return [...found.values()].sort((a, b) => begins(a).localeCompare(begins(b)))
}
/** 10月1日至7日, 2月28日至3月2日 */
export function span_text({ first, last }: Span): string {
  const [, month, day] = parts(first)
  const [, until_month, until] = parts(last)
  return first === last ? t.calendar.day(month, day) : t.calendar.days(month, day, until_month, until)
}
/** With its year: 2026年10月1日至7日, 2026年12月30日至2027年1月2日 */
export function period_text({ first, last }: Span): string {
  const year = parts(first)[0]
  return year === parts(last)[0] ? t.calendar.in_year(year, span_text({ first, last })) : t.calendar.period(long_date(first), long_date(last))
}
export function occasion_text(one: Occasion): string {
  const spans = (list: Span[]) => list.map(span_text).join(t.word.list)
  return [one.rest.length ? t.calendar.spans_off(spans(one.rest)) : '', one.work.length ? t.calendar.spans_work(spans(one.work)) : ''].filter(Boolean).join(t.calendar.and)
}

/** A number as it is typed on a Chinese keyboard too: －５, −5. */
export const typed_number = (text: string): string => text.normalize('NFKC').replace(/[−–—]/g, '-').trim()

/** A table to be filled in: its days are none, so that nobody takes it in as it is. */
export const blank_table = (year: number): string =>
  `${JSON.stringify({ year, notice: t.calendar.blank_notice(year), holidays: t.calendar.blank_names.map((name) => ({ name, from: `${year}-__-__`, to: `${year}-__-__`, work: [] })) }, null, 2)}\n`
