/* The rhythm of reports (报送): the countdown, whom one still waits for, what is owed next, what was changed since the last report.
 * Pure: whose report is due when, and whether it is late, are the server's. */
import type { Row, Values } from '@/api/types'
import type { Frequency, ReportingDuty, ReportBy, ReportKind, ReportSigner, ReportState } from '@/generated/schema'
import type { Move } from '@/records/moves'
import { day_text } from '@/schedule/plan'
import { t } from '@/texts'

/** What a duty may ask for: its flags needs_…; one that is left out, or is none, does not compile. */
export type Part = { [K in keyof ReportingDuty]: K extends `needs_${infer P}` ? P : never }[keyof ReportingDuty] & string
const in_order: Record<Part, true> = { problems: true, results: true, own_findings: true, obstacles: true, next_step: true }
export const parts = Object.keys(in_order) as Part[]
export type Texts = Record<Part, string>

export interface DeskRow {
  organisation_id: string
  organisation: string
  report_id: string | null
  number: string | null
  state: 'missing' | ReportState
  sent_at: string | null
  late: boolean
  no_news: boolean
}
export interface Period {
  from: string
  until: string
  due_on: string
  due_time: string
  why: string
  at_hand: boolean
  over: boolean
  minutes: number // to the cut-off, by the server's clock; negative behind it
  counts: Record<'owed' | 'missing' | 'late' | ReportState, number>
  rows: DeskRow[]
}
export interface Duty {
  id: string
  title: string
  kind: ReportKind
  owed_by: ReportBy
  frequency: Frequency | null
  addressee: string | null
  inspection_id: string | null
  outer_id: string | null
  signer: ReportSigner | null
  needs: Part[]
  periods: Period[]
}
export interface Desk {
  as_of: string
  more: boolean
  duties: Duty[]
}

export const counted = ['problems', 'closed', 'stopped', 'running', 'overdue', 'measures', 'measures_done'] as const
export type Figures = Record<(typeof counted)[number], number>
export interface FigureTable {
  as_of: string
  total: Figures
  units: (Figures & { organisation_id: string; organisation: string })[]
}
export interface Source {
  id: string
  number: string
  organisation_id: string
  organisation: string
  state: ReportState
  no_news: boolean
  late: boolean
}
/** A report as far as it is known before anybody writes it. */
export interface Basis {
  reporting_duty_id: string | null
  organisation_id: string
  organisation: string
  from: string
  until: string
  due_on: string | null
  due_time: string | null
  title: string
  report_id: string | null
  no_news: boolean
  needs: Part[]
  parts: Texts
  figures: FigureTable
  sources: Source[]
  missing: { organisation_id: string; organisation: string }[]
  last: { id: string; number: string; from: string; until: string; no_news: boolean; parts: Texts } | null
}

/* ---- time ---- */

const hour = 60
const day = 24 * hour
/** Two units at most: who has three days left does not count minutes. */
function span(minutes: number): string {
  const days = Math.floor(minutes / day)
  const hours = Math.floor((minutes % day) / hour)
  const rest = minutes % hour
  if (days) return t.reports.span_days(days) + (hours ? t.reports.span_hours(hours) : '')
  if (hours) return t.reports.span_hours(hours) + (rest ? t.reports.span_minutes(rest) : '')
  return t.reports.span_minutes(rest)
}
export function countdown(minutes: number): string {
  if (!minutes) return t.reports.now
  return minutes > 0 ? t.reports.left(span(minutes).trim()) : t.reports.over(span(-minutes).trim())
}
export const period_text = (from: string, until: string, as_of: string) => (from === until ? day_text(from, as_of) : t.reports.period(day_text(from, as_of), day_text(until, as_of)))

/** The week behind a day: what a report by no duty is mostly about. */
export const week_before = (on: string): string => new Date(Date.parse(`${on}T00:00:00Z`) - 6 * 86400000).toISOString().slice(0, 10)

/* ---- who has, and who has not ---- */

const order: DeskRow['state'][] = ['missing', 'returned', 'drafted', 'sent', 'received']
/** Whom one waits for stands first; among the like the server's order is kept. */
export const waiting_first = (rows: readonly DeskRow[]): DeskRow[] => [...rows].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
export const is_in = (row: DeskRow): boolean => row.state === 'sent' || row.state === 'received'
export const unsent = (rows: readonly DeskRow[]): DeskRow[] => waiting_first(rows.filter((r) => !is_in(r)))
export const reported = (period: Period): number => period.counts.sent + period.counts.received
/** What a duty asks of units; the others are of those who lead the whole. */
export const of_units = (duty: Pick<Duty, 'owed_by'> | Row): boolean => duty.owed_by === 'each_unit' || duty.owed_by === 'one_unit'
/** The one at hand, and the older ones, which wait folded. */
export function split(periods: readonly Period[]): { now: Period[]; older: Period[] } {
  return { now: periods.filter((p) => p.at_hand), older: periods.filter((p) => !p.at_hand) }
}

/** Where it is written, or read. */
export const place_of = (duty: Duty, period: Period, row: DeskRow): string =>
  row.report_id ? `/reports/${row.report_id}` : `/reports/new?${new URLSearchParams({ duty: duty.id, unit: row.organisation_id, day: period.until }).toString()}`

/* ---- what is owed next ---- */

const soon = 7 * day
export interface Owed {
  duty: Duty
  period: Period
  rows: DeskRow[] // without one that was sent
  older: number // periods before it in which something is missing
}
/** A line a duty, the most urgent first: what is over, and due within a week; when there is none of these, what comes next. */
export function owed_next(duties: readonly Duty[]): Owed[] {
  const all = duties.flatMap((duty): Owed[] => {
    const open = duty.periods.filter((p) => unsent(p.rows).length)
    return open[0] ? [{ duty, period: open[0], rows: unsent(open[0].rows), older: open.length - 1 }] : []
  })
  all.sort((a, b) => a.period.minutes - b.period.minutes)
  const urgent = all.filter((o) => o.older || o.period.minutes < soon)
  return urgent.length ? urgent : all.slice(0, 1)
}

/** A move whose form asks for a name before the day: the form begins there, without a calendar in the way. */
export const with_first = (move: Move, name: string): Move => ({ ...move, takes: [...move.takes].sort((a, b) => Number(b === name) - Number(a === name)) })

/* ---- texts ---- */

const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim()
/** Word for word what the last report said; nothing is not the same as nothing. */
export const unchanged = (text: string, last: string): boolean => !!plain(text) && plain(text) === plain(last)

/** What the form says, over what is there already. */
export const form_values = (record: Row | null, basis: Basis): Values => ({
  title: record?.title ?? basis.title,
  no_news: !!record?.no_news,
  sources: record ? (record.sources ?? []) : basis.sources.map((s) => s.id),
  papers: record?.papers ?? [],
  ...Object.fromEntries(parts.map((p) => [p, record ? (record[p] ?? '') : basis.parts[p]])),
})
/** As it is stored: what says nothing is null, and with no news no part says anything. */
export function stored(values: Values): Values {
  const text = (name: string) => String(values[name] ?? '').trim() || null
  return { ...values, title: text('title'), no_news: !!values.no_news, ...Object.fromEntries(parts.map((p) => [p, values.no_news ? null : text(p)])) }
}
/** What of it differs from the record. */
export const changed = (record: Row, values: Values): Values => {
  const is = (v: unknown) => JSON.stringify(Array.isArray(v) && !v.length ? null : (v ?? null))
  const was = (name: string) => (name === 'no_news' ? !!record[name] : record[name])
  return Object.fromEntries(Object.entries(stored(values)).filter(([name, v]) => is(v) !== is(was(name))))
}

/** Reports that came after it was compiled. */
export const not_compiled = (sources: readonly Source[], compiled: readonly string[]): Source[] => sources.filter((s) => !compiled.includes(s.id))

export function figures_of(text: unknown): FigureTable | null {
  try {
    return typeof text === 'string' && text ? (JSON.parse(text) as FigureTable) : null
  } catch {
    return null
  }
}
