/* What a report of progress says, before it is sent and in the list of what was said. */
import type { Row, Values } from '@/api/types'
import { said_of, type Taken } from '@/records/said'

/** Shares that take one tap. */
export const usual_shares = [0, 25, 50, 75, 100]

/** The body of the entry: what was left empty is not said. */
export const body_of = (measure: string, values: Values, proofs: readonly Taken[]): Values => said_of({ corrective_action_id: measure, ...values, proofs: proofs.map((p) => p.id) })

/** A share as typed; what is no number goes to the server as it stands, and comes back as a sentence. */
export function share_of(typed: string): number | string | null {
  const text = typed.normalize('NFKC').replace(/[%\s]/g, '') // ４０％ as some keyboards write it
  if (!text) return null
  const n = Number(text)
  return Number.isFinite(n) ? n : text
}

/** Newest first, by the day spoken of, then as they came in; the server takes the first of these for the measure. */
export const newest_first = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => String(b.occurred_on ?? '').localeCompare(String(a.occurred_on ?? '')) || b.id.localeCompare(a.id))

/** Sent back, and not finished again since. */
export const is_returned = (measure: Row): boolean => !!measure.return_reason && measure.state !== 'done'
