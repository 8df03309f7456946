/* How a deadline presses today. */
import { field_of } from '@/api/schema'
import type { Row } from '@/api/types'
import { days_between } from '@/format/dates'
import { keys_of } from '@/records/value'
import { t } from '@/texts'
import { presses } from './shared'

/** Fields of the classification belong to problems; headings have a title. */
export const is_heading = (r: Row): boolean => r.level === 'aspect' || r.level === 'item'
/** A point nobody has acted on yet goes with its problem: "registered" below a claimed problem would be read as a gap. */
export const shows_state = (r: Row): boolean => !is_heading(r) && !(r.level === 'point' && r.state === 'registered')

export function days_left(r: Row, today: string): number | null {
  const field = field_of('finding', 'due')
  const on = field ? (r[keys_of(field)[0] as string] as string | null) : null
  return on && today && presses(r.state) ? days_between(today, on) : null
}
export function urgency(r: Row, today: string): '' | 'past' | 'soon' {
  const d = days_left(r, today)
  return d === null ? '' : d < 0 ? 'past' : d <= 7 ? 'soon' : ''
}
export function due_hint(r: Row, today: string): string {
  const d = days_left(r, today)
  return d === null ? '' : d < 0 ? t.deadline.past(-d) : d === 0 ? t.deadline.today : t.deadline.left(d)
}
