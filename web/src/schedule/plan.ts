/* The plan of days as the page needs it: what is supposed as text of an address, remedies as what is supposed, order and
 * choice of rows, sentences. Pure: the days and all that is reckoned with them come from the server. */
import { days_between, long_date } from '@/format/dates'
import { t } from '@/texts'

export interface Plan {
  early_start: string
  early_finish: string
  late_start: string | null
  late_finish: string | null
  slack: number | null // working days to spare; negative: too late by so many; null: nothing limits it
  late: boolean
  critical: boolean
}
export type Kind = 'measure' | 'gate'
export interface Named {
  row: number
  id: string | null // null: a gate that is not the inspection's own
  number: string
  name: string
}
export interface PlanRow extends Named, Plan {
  kind: Kind
  inspection_id: string | null
  chain: 'plan' | 'report' | null
  organisation_id: string | null
  organisation: string | null
  owner_id: string | null
  owner: string | null
  due_on: string | null
  settled: boolean
  hard: boolean
  done: boolean
  percent: number
  takes: number
  takes_said: boolean
  days: number
  proposed_on: string | null
  why: string | null
}
export interface Inspection {
  id: string
  code: string
  name: string
  started_on: string | null
  own: boolean
}
export interface Remedy {
  kind: 'later' | 'shorten' | 'closer'
  row: number
  by: number
  to: string | null
}
export interface Trouble {
  row: number
  limit: string
  early_finish: string
  by: number
  chain: Named[]
  together: boolean
  remedies: Remedy[]
}
export interface Load {
  person_id: string
  name: string
  by: string
  measures: number
  needed: number
  there: number
  usual: number
}
export interface Moved extends Named {
  was: Plan
  is: Plan
}
export interface Schedule {
  as_of: string
  buffer_days: number
  untabled: number | null
  inspections: Inspection[]
  count: number
  more: boolean
  rows: PlanRow[]
  late: number
  troubles: Trouble[]
  loads: Load[]
  moved: Moved[] | null
}

/* ---- what is supposed ---- */

export type SupposedField = 'working_days' | 'days' | 'lag_days' | 'due_on' | 'begins_on'
export interface Supposed {
  id: string
  field: SupposedField
  value: string // a number or a day; '': none
}
export const fields_of = (kind: Kind): SupposedField[] => (kind === 'gate' ? ['working_days', 'days', 'due_on'] : ['working_days', 'begins_on', 'lag_days', 'due_on'])
export const is_day = (field: SupposedField) => field.endsWith('_on')
export const record_of = (kind: Kind) => (kind === 'gate' ? 'milestone' : 'corrective_action')

export const suppose_text = (s: Supposed) => `${s.id}.${s.field}=${s.value}`
const form = /^([0-9a-fA-F-]{36})\.(working_days|days|lag_days|due_on|begins_on)=(\d{0,4}|\d{4}-\d{2}-\d{2})$/
/** From the address; what reads otherwise is left out. */
export function supposed_of(query: unknown): Supposed[] {
  const all = (Array.isArray(query) ? query : [query]).map((one) => (typeof one === 'string' ? form.exec(one) : null))
  return suppose([], all.flatMap((m) => (m ? [{ id: m[1]!.toLowerCase(), field: m[2] as SupposedField, value: m[3]! }] : [])))
}
/** Another value of the same takes the place of the first. */
export function suppose(list: readonly Supposed[], more: readonly Supposed[]): Supposed[] {
  const out = [...list]
  for (const s of more) {
    const at = out.findIndex((o) => o.id === s.id && o.field === s.field)
    if (at < 0) out.push(s)
    else out[at] = s
  }
  return out
}

/** What is left of a measure by what was reported, as the server reckons (src/schedule/measures.c). */
const left_of = (takes: number, percent: number) => (takes ? Math.max(1, Math.ceil((takes * (100 - percent)) / 100)) : 0)
/** The most working days of which so many less are left. */
export function shortened(takes: number, percent: number, by: number): number {
  const wanted = Math.max(0, left_of(takes, percent) - by)
  let days = takes
  while (days > 0 && left_of(days, percent) > wanted) days--
  return days
}
/** What a remedy supposes; null: a thing that cannot be supposed. `lag` is asked of the measure's record. */
export function supposed_by(remedy: Remedy, row: PlanRow | undefined, lag: number | null = null): Supposed[] | null {
  if (!row?.id) return null
  const id = row.id
  if (remedy.kind === 'later') return remedy.to ? [{ id, field: 'due_on', value: remedy.to }] : null
  if (remedy.kind === 'closer') return row.kind === 'measure' && lag !== null && lag >= remedy.by ? [{ id, field: 'lag_days', value: String(lag - remedy.by) }] : null
  if (row.kind === 'measure') return [{ id, field: 'working_days', value: String(shortened(row.takes, row.percent, remedy.by)) }]
  const less = (field: SupposedField, has: number): Supposed[] => (has ? [{ id, field, value: String(Math.max(0, has - remedy.by)) }] : [])
  return [...less('working_days', row.takes), ...less('days', row.days)]
}

/* ---- rows ---- */

export interface Chain {
  chain: 'plan' | 'report'
  gates: PlanRow[]
}
/** The gates of an inspection, in their order. */
export function chains_of(rows: readonly PlanRow[], inspection: string): Chain[] {
  const gates = rows.filter((r) => r.kind === 'gate' && r.inspection_id === inspection)
  return (['plan', 'report'] as const).map((chain) => ({ chain, gates: gates.filter((g) => g.chain === chain) })).filter((c) => c.gates.length)
}
/** What the inspection is counted down to: the last gate of its report, or of what there is. */
export const last_of = (chains: readonly Chain[]): PlanRow | undefined => [...chains].reverse().flatMap((c) => c.gates.slice(-1)).find((g) => !g.done) ?? chains.at(-1)?.gates.at(-1)

export type Order = 'late_finish' | 'due_on' | 'slack'
export interface Choice {
  show: 'all' | 'critical' | 'late' | 'proposed'
  unit: string // its id
  who: string // part of whose name
  order: Order
}
export const is_critical = (r: PlanRow) => r.critical && !r.done
export const is_late = (r: PlanRow) => r.late && !r.done
/** Its day, drafted or approved, is behind the one the plan of days needs. */
export const is_behind = (r: PlanRow) => !r.done && !!r.due_on && !!r.late_finish && r.due_on > r.late_finish

export function chosen_rows(rows: readonly PlanRow[], choice: Choice): PlanRow[] {
  const who = choice.who.trim()
  const wanted = rows.filter(
    (r) =>
      r.kind === 'measure' &&
      (choice.show !== 'critical' || is_critical(r)) &&
      (choice.show !== 'late' || is_late(r)) &&
      (choice.show !== 'proposed' || !!r.proposed_on) &&
      (!choice.unit || r.organisation_id === choice.unit) &&
      (!who || (r.owner ?? '').includes(who)),
  )
  /* what is done is done; what has no day comes behind those that have one */
  const key = (r: PlanRow): string | number => (choice.order === 'slack' ? (r.slack ?? Number.MAX_SAFE_INTEGER) : (r[choice.order] ?? '9999'))
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)
  return wanted.sort((a, b) => Number(a.done) - Number(b.done) || compare(key(a), key(b)) || compare(a.number, b.number))
}
export function units_of(rows: readonly PlanRow[]): { id: string; name: string }[] {
  const found = new Map(rows.filter((r) => r.kind === 'measure' && r.organisation_id).map((r) => [r.organisation_id as string, r.organisation ?? '']))
  return [...found].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}
/** Rows are told by their place in the plan; those of a chain may stand in no row that was sent. */
export function named_rows(schedule: Schedule): Map<number, Named> {
  const all = new Map<number, Named>()
  for (const one of [...schedule.troubles.flatMap((x) => x.chain), ...schedule.rows]) all.set(one.row, one)
  return all
}
export const rows_by_id = (schedule: Schedule | null): Map<string, PlanRow> => new Map((schedule?.rows ?? []).flatMap((r) => (r.id ? [[r.id, r] as const] : [])))

/* ---- sentences ---- */

/** The year is said where it is another one. */
export function day_text(on: string | null, as_of: string): string {
  if (!on) return ''
  const [y, m = 1, d = 1] = on.split('-').map(Number)
  return y === Number(as_of.slice(0, 4)) ? t.calendar.day(m, d) : long_date(on)
}
const most = 24
export const clipped = (text: string, length = most) => (text.length > length ? `${text.slice(0, length)}…` : text)
/** A measure by its number and the beginning of its text. */
export const name_of = (r: Named, length = most) => (r.number ? `${r.number} ${clipped(r.name, length)}` : r.name)
/** Gates of several inspections are called alike: then the inspection is said with them. */
export function namer(schedule: Schedule): (r: Named, length?: number) => string {
  const of = new Map(schedule.inspections.map((i) => [i.id, i.name]))
  const gates = new Map(schedule.rows.flatMap((r) => (r.inspection_id ? [[r.row, of.get(r.inspection_id) ?? '']] : []) as [number, string][]))
  return (r, length = most) => {
    const inspection = of.size > 1 ? gates.get(r.row) : ''
    return inspection ? t.schedule.gate_of(r.name, inspection) : name_of(r, length)
  }
}
export const takes_text = (r: { takes: number; days: number }) => [r.takes ? t.schedule.working(r.takes) : '', r.days ? t.schedule.days(r.days) : ''].filter(Boolean).join(t.word.list)
export const slack_text = (slack: number | null) => (slack === null ? t.schedule.unlimited : slack < 0 ? t.schedule.too_late(-slack) : slack === 0 ? t.schedule.no_slack : t.schedule.slack(slack))
export const remedy_text = (remedy: Remedy, name: string, as_of: string) =>
  remedy.kind === 'later' ? t.schedule.remedy_later(name, day_text(remedy.to, as_of), remedy.by) : remedy.kind === 'shorten' ? t.schedule.remedy_shorten(name, remedy.by) : t.schedule.remedy_closer(name, remedy.by)
/** Days to a day: told apart from the working days the plan reckons with. */
export function countdown(on: string, as_of: string): string {
  const left = days_between(as_of, on)
  return left < 0 ? t.schedule.past(-left) : left === 0 ? t.schedule.today : t.schedule.left(left)
}

/** What became of each limit that could not be met. */
export interface Outcome {
  named: Named
  was: number | null // working days late; null: it was in time
  is: number | null
}
export function outcomes(base: Schedule, result: Schedule): Outcome[] {
  const late = (s: Schedule) => new Map(s.troubles.map((x) => [x.row, x]))
  const before = late(base)
  const after = late(result)
  const named = new Map([...named_rows(base), ...named_rows(result)])
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((row) => {
    const one = named.get(row)
    return one ? [{ named: one, was: before.get(row)?.by ?? null, is: after.get(row)?.by ?? null }] : []
  })
}
