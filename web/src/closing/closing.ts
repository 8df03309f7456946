/* Asking for a problem to be closed and reviewing it: what can be said without the server. */
import type { FieldProblem } from '@/api/client'
import type { Row } from '@/api/types'
import { days_between } from '@/format/dates'

/** Every one of them answered, or said why it does not apply; in this order. */
export const answers = ['result', 'settled', 'persons_dealt', 'mechanism', 'alike']

/** Outcomes the server never closes with. */
const open_ended = new Set(['continuing', 'not_done'])
export const closes_with = (completion: string): boolean => !open_ended.has(completion)

/** What is closed by request; headings and points go with what they belong to. */
export const closes = (finding: Row): boolean => finding.level === 'finding' || finding.level === 'demand'

export interface Condition {
  message: string
  at: string // the part of the problem's page where it is met; '' nowhere
}
const places: Record<string, string> = {
  closing_no_measure: 'actions',
  closing_measure_open: 'actions',
  closing_part_silent: 'parts',
  closing_no_cause: 'classification',
  closing_state: 'claims',
}
/** Conditions on the problem, as against what is wrong in a field of the form. */
export const conditions_of = (errors: readonly FieldProblem[], fields: readonly string[]): Condition[] =>
  errors.filter((e) => !!e.message && !(e.field && fields.includes(e.field))).map((e) => ({ message: e.message ?? '', at: places[e.code ?? ''] ?? '' }))

/** The last request first. */
export const newest_first = (requests: readonly Row[]): Row[] => [...requests].sort((a, b) => Number(b.turn ?? 0) - Number(a.turn ?? 0) || b.id.localeCompare(a.id))

/** The steps of one request, in the order in which they are signed; `of`: the field that says which request. */
export const steps_of = (steps: readonly Row[], request: string, of = 'closure_request_id'): Row[] =>
  steps.filter((s) => s[of] === request).sort((a, b) => Number(a.position ?? 0) - Number(b.position ?? 0) || a.id.localeCompare(b.id))

/** The most urgent first; without a last day, as they came in; those nobody waits for at the end. */
export const by_urgency = (steps: readonly Row[]): Row[] =>
  [...steps].sort((a, b) => Number(!!a.may_veto) - Number(!!b.may_veto) || String(a.due_on ?? '9999').localeCompare(String(b.due_on ?? '9999')) || a.id.localeCompare(b.id))

export const is_late = (step: Row, today: string): boolean => step.state === 'open' && !!step.due_on && days_between(today, String(step.due_on)) < 0

/** Which row is shown next: the one after it, or the last there is. */
export function neighbour(ids: readonly string[], id: string, step: number): string | undefined {
  const at = ids.indexOf(id)
  if (at < 0) return ids[0]
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))]
}
/** What stands in the place of a row that went away. */
export function after(before: readonly string[], now: readonly string[], gone: string): string | undefined {
  const at = before.indexOf(gone)
  return before.slice(at + 1).find((id) => now.includes(id)) ?? now[now.length - 1]
}
