/* The forms of a problem's own moves: what each decision needs besides its reason, and what is said over it. */
import { may } from '@/api/session'
import type { Row, Values } from '@/api/types'
import type { Move } from '@/records/moves'
import { t } from '@/texts'

const needed: Record<string, string[]> = {
  suspend: ['decision_paper_id'],
  carry_over: ['review_on', 'decision_paper_id'],
  resume: ['decision_paper_id'],
  postpone: ['due', 'decision_paper_id'],
}

export interface DecisionForm {
  note: string
  needed: string[]
  preset?: Values
  paper_from?: string
  file_note?: string
}
/** Who leads decides himself; others say who did. */
export function decision_form(move: Move | null, finding: Row): DecisionForm {
  const event = move?.event ?? ''
  const fields = needed[event]
  if (!fields) return { note: t.closing.reopen_note, needed: [] }
  return {
    note: t.decisions.notes[event] ?? '',
    needed: may('lead') || event === 'postpone' ? fields : ['decided_by_id', ...fields],
    preset: event === 'carry_over' && finding.review_on ? { review_on: finding.review_on } : undefined,
    paper_from: 'decided_on',
    file_note: t.decisions.paper_note,
  }
}
