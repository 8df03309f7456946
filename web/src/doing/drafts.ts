/* What was begun and not sent: requests for more time (of a problem, of a measure), requests for help, traces. */
import { make_drafts } from '@/records/draft'

export const finding_extensions = make_drafts('finding_id', ['proofs'])
export const measure_extensions = make_drafts('corrective_action_id', ['proofs'])
export const requests = make_drafts('finding_id', [])
export const traces = make_drafts('finding_id', ['proofs'], ['occurred_on', 'kind']) // these alone are no work
