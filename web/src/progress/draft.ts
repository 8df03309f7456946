/* Reports of progress that were begun and not sent, by measure. */
import { make_drafts } from '@/records/draft'

export const drafts = make_drafts('corrective_action_id', ['proofs'], ['occurred_on']) // the day alone is no work
export const draft_waits = drafts.waits
