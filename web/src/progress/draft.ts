/* What was filled in and not sent yet, by person and measure: a form that is closed by mistake, or left for another page,
 * finds it again. It lives as long as the page; closing the browser asks first. */
import { markRaw, reactive, shallowReactive } from 'vue'
import { new_key, post } from '@/api/client'
import { path_of } from '@/api/schema'
import { session } from '@/api/session'
import type { Values } from '@/api/types'
import { make_uploads, type Uploads } from '@/files/uploads'
import { t } from '@/texts'
import { is_filled, type Taken } from './progress'

export interface Draft {
  values: Values
  proofs: Taken[]
  uploads: Uploads
  dropped: boolean
  sent: { body: string; key: string } | null // the last try: sent again unchanged, it is the same entry
}

const drafts = shallowReactive(new Map<string, Draft>())
const name_of = (measure: string) => `${session.value?.person.id ?? ''} ${measure}`

/** A file no entry will name is taken back; one that is gone already is no trouble. */
const take_back = (id: string) => post(`${path_of('attachments')}/${id}/withdraw`, { reason: t.progress.removed }).catch(() => {})

export const is_draft_filled = (draft: Draft): boolean => is_filled(draft.values, draft.proofs.length + draft.uploads.going.value.length)
/** Whether something waits to be sent for this measure. */
export function draft_waits(measure: string): boolean {
  const draft = drafts.get(name_of(measure))
  return !!draft && is_draft_filled(draft)
}

const warn = (event: BeforeUnloadEvent) => {
  if ([...drafts.values()].some(is_draft_filled)) event.preventDefault()
}

export function draft_of(measure: string): Draft {
  const known = drafts.get(name_of(measure))
  if (known) return known
  const path = path_of('attachments')
  const uploads = make_uploads(
    () => path,
    () => ({ corrective_action_id: measure }),
    ({ record }) => (draft.dropped ? take_back(record.id) : draft.proofs.push({ id: record.id, name: String(record.name) })),
  )
  const draft: Draft = reactive({ values: {}, proofs: [], uploads: markRaw(uploads), dropped: false, sent: null })
  drafts.set(name_of(measure), draft)
  window.addEventListener('beforeunload', warn) // once, however often it is said
  return draft
}

export function remove_proof(draft: Draft, id: string): void {
  draft.proofs = draft.proofs.filter((p) => p.id !== id)
  void take_back(id)
}

/** The entry stands: nothing is left to keep. */
export function forget_draft(measure: string): void {
  drafts.delete(name_of(measure))
}

/** Thrown away, with the files that went up for it. */
export function drop_draft(measure: string): void {
  const draft = drafts.get(name_of(measure))
  if (!draft) return
  draft.dropped = true
  draft.uploads.clear()
  for (const proof of draft.proofs) void take_back(proof.id)
  forget_draft(measure)
}

/** The same key for the same words: an answer that was lost on the way makes no second entry. */
export function key_of(draft: Draft, body: Values): string {
  const text = JSON.stringify(body)
  if (draft.sent?.body !== text) draft.sent = { body: text, key: new_key() }
  return draft.sent.key
}
