/* Days that move, requests, traces, criteria: what can be said without the server. */
import type { Row } from '@/api/types'
import { days_between } from '@/format/dates'

/** How long it waits, or waited for its answer. */
export const days_waiting = (request: Row, today: string): number => Math.max(0, days_between(String(request.asked_on ?? today), String(request.answered_on ?? (request.confirmed_on || today))))

/** Days behind the day an answer was wanted by; 0: not late. */
export const days_late = (request: Row, today: string): number =>
  request.state === 'open' && request.reply_by_on ? Math.max(0, days_between(String(request.reply_by_on), today)) : 0

/** What waits longest behind its day first, then what was asked first. */
export const by_waiting = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open') || String(a.reply_by_on ?? '').localeCompare(String(b.reply_by_on ?? '')) || a.id.localeCompare(b.id))

/** Newest first, by the day it was. */
export const newest_trace_first = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => String(b.occurred_on ?? '').localeCompare(String(a.occurred_on ?? '')) || b.id.localeCompare(a.id))

const numbering = /^\s*(?:[（(]?\d{1,2}[）).、．]|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．.]|[①-⑳]|[-•·])\s*/
/** Criteria as they are pasted from a plan: a line each, without the numbers in front. */
export const lines_of = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(numbering, '').trim())
    .filter(Boolean)

/** In the order in which they were agreed. */
export const by_position = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => Number(a.position ?? 0) - Number(b.position ?? 0) || a.id.localeCompare(b.id))

/** Who reviewed found otherwise than the unit said of itself. */
export const differs = (criterion: Row): boolean => !!criterion.own_met && !!criterion.met && criterion.own_met !== criterion.met

/** Whether more time can be asked for at all; the server says the rest. */
export const may_move = (row: Row): boolean => !!row.due_on && row.hard !== true && !['closed', 'under_review', 'suspended', 'carried_over', 'done'].includes(String(row.state))

export interface Tally {
  value: string | null
  count: number
}
export interface LeaderRow {
  id: string
  total: number
  [kind: string]: number | string
}
/** Counts of several kinds as a row a leader, the most active first. */
export function by_leader(counts: Record<string, readonly Tally[]>): LeaderRow[] {
  const rows = new Map<string, LeaderRow>()
  for (const [kind, tallies] of Object.entries(counts))
    for (const { value, count } of tallies) {
      if (!value) continue
      const row = rows.get(value) ?? { id: value, total: 0 }
      row[kind] = count
      row.total += count
      rows.set(value, row)
    }
  return [...rows.values()].sort((a, b) => b.total - a.total || a.id.localeCompare(b.id))
}
