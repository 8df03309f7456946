/* A finding's whole life as one picture: what follows from its history and from what hangs on it, without the server. */
import type { Row, Version } from '@/api/types'
import { days_between } from '@/format/dates'

export interface Phase {
  state: string
  from: string // first day
  to: string // the day the next begins, or today
}
export interface Told {
  day: string
  events: Version[]
  traces: Row[] // done on that day, whenever they were entered
}

/** The installation's day of an instant. */
export function day_of(at: string, offset = '+08:00'): string {
  const sign = offset.startsWith('-') ? -1 : 1
  const [h = 0, m = 0] = offset.slice(1).split(':').map(Number)
  return new Date(Date.parse(at) + sign * (h * 60 + m) * 60000).toISOString().slice(0, 10)
}

const oldest_first = (versions: readonly Version[]): Version[] => [...versions].sort((a, b) => a.at.localeCompare(b.at) || a.version - b.version)

/** Its states in their order; `word_of` gives the word of a state as people read it. */
export function phases_of(versions: readonly Version[], word_of: (label: string) => string, today: string, offset?: string): Phase[] {
  const phases: Phase[] = []
  for (const v of oldest_first(versions.filter((v) => !v.of))) {
    const change = v.changes.find((c) => c.field === 'state' && c.after)
    if (!change?.after) continue
    const day = day_of(v.at, offset)
    const last = phases.at(-1)
    if (last) last.to = day
    phases.push({ state: word_of(change.after), from: day, to: today })
  }
  return phases
}
export const state_on = (phases: readonly Phase[], day: string): string => [...phases].reverse().find((p) => p.from <= day)?.state ?? phases[0]?.state ?? ''

/* changes of a field are the history's to tell; here it is what happened */
const silent = new Set(['set', 'change', 'update', 'correct', 'accept_batch'])
const told_of: Record<string, ReadonlySet<string>> = {
  claim: new Set(['claim', 'dispute', 'keep', 'pass_on']),
  corrective_action: new Set(['add', 'finish', 'return', 'extend', 'withdraw']),
  progress_entry: new Set(['add']),
  closure_request: new Set(['add', 'retract']),
  extension_request: new Set(['add', 'retract']),
  review_step: new Set(['pass', 'return']),
  request: new Set(['add', 'answer', 'ask_again', 'confirm', 'retract']),
  acceptance_criterion: new Set(['add']),
}
export const is_told = (v: Version): boolean => (v.of ? !!told_of[v.of.record]?.has(v.event) : !silent.has(v.event))

/** What happened, a day at a time, the first day first: what was entered on the day it was, what was done on the spot
 * (`traces`) on the day it was done. */
export function told_by_day(versions: readonly Version[], traces: readonly Row[] = [], offset?: string): Told[] {
  const days = new Map<string, Told>()
  const of = (day: string) => {
    const known = days.get(day) ?? { day, events: [], traces: [] }
    days.set(day, known)
    return known
  }
  for (const v of oldest_first(versions).filter(is_told)) of(day_of(v.at, offset)).events.push(v)
  for (const r of traces) of(String(r.occurred_on)).traces.push(r)
  return [...days.values()].sort((a, b) => a.day.localeCompare(b.day))
}

/* ---- the scale ---- */

export interface Scale {
  from: string
  to: string
  at: (day: string) => number // 0–100, within the picture
}
export function scale_of(days: readonly (string | null | undefined)[], today: string): Scale {
  const known = [...days, today].filter((d): d is string => !!d).sort()
  const from = known[0] ?? today
  const last = known.at(-1) ?? today
  const length = Math.max(14, days_between(from, last)) * 1.03 // the last day keeps clear of the edge
  return { from, to: last, at: (day) => Math.min(100, Math.max(0, (days_between(from, day) / length) * 100)) }
}
/** The firsts of months between; of a long life only of every few. */
export function months_of(scale: Scale): string[] {
  const all: string[] = []
  let [y = 0, m = 1] = scale.from.split('-').map(Number)
  for (;;) {
    if (++m > 12) {
      m = 1
      y++
    }
    const day = `${y}-${String(m).padStart(2, '0')}-01`
    if (day > scale.to) break
    all.push(day)
  }
  const every = Math.ceil(all.length / 14)
  return all.filter((_, i) => i % every === 0)
}

/** A bar from one day to another, never too thin to be seen. */
export const bar = (scale: Scale, from: string, to: string) => ({ left: `${scale.at(from)}%`, width: `${Math.max(0.6, scale.at(to) - scale.at(from))}%` })
/** The day a record was made. */
export const made_on = (row: Row, offset?: string): string => (row.created_at ? day_of(row.created_at, offset) : '')
