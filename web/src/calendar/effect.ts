/* What a change of the calendar would move, before it is made (read.ts asks it of the server). Pure. */
import type { Values } from '@/api/types'
import { t } from '@/texts'

export interface Moved {
  kind: 'gate' | 'measure' | 'report'
  id: string | null
  number: string | null
  name: string
  from: string
  to: string
}
export interface Resting {
  kind: 'finding' | 'measure'
  id: string
  number: string | null
  name: string
  on: string
}
export interface Effect {
  moved: Moved[] // the first of them
  resting: Resting[]
  counts: { moved: number; resting: number }
}
export type CalendarChange = { add: Values } | { set: Values } | { withdraw: string } | { table: unknown }

/** One sentence: how much would move, and how much would fall on a day of rest. */
export const effect_text = ({ counts }: Effect): string =>
  [counts.moved ? t.calendar.effect_moved(counts.moved) : t.calendar.effect_none, ...(counts.resting ? [t.calendar.effect_resting(counts.resting)] : [])].join('') // prettier-ignore

/** A new day that is filled in so far that it can be tried; its name is not asked for yet. */
export function day_to_try(values: Values, organisation: string): CalendarChange | null {
  const { first_on, last_on, kind, name } = values
  const whole = organisation && first_on && last_on && String(first_on) <= String(last_on)
  return whole ? { add: { organisation_id: organisation, kind: kind ?? 'rest', first_on, last_on, name: name || '—' } } : null
}
