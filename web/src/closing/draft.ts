/* Requests that were begun and not sent, by problem. */
import { make_drafts } from '@/records/draft'

export const drafts = make_drafts('finding_id', ['report_id', 'proofs'])
