/* What was filled in and not sent yet, by person and what it is about: a form that is closed by mistake, or left for
 * another page, finds it again. It lives as long as the page; closing the browser asks first. */
import { markRaw, reactive, shallowReactive } from 'vue'
import { new_key, post } from '@/api/client'
import { path_of } from '@/api/schema'
import { session } from '@/api/session'
import type { Values } from '@/api/types'
import { make_uploads, type Uploads } from '@/files/uploads'
import { t } from '@/texts'
import { is_filled, type Taken } from './said'

/** The files of one field: those that arrived, and those on their way. */
export interface Files {
  taken: Taken[]
  uploads: Uploads
}
export interface Draft {
  values: Values
  files: Record<string, Files>
  dropped: boolean
  sent: { body: string; key: string } | null // the last try: sent again unchanged, it is the same record
}

/** A file no record will name is taken back; one that is gone already is no trouble. */
const take_back = (id: string) => post(`${path_of('attachments')}/${id}/withdraw`, { reason: t.files.removed }).catch(() => {})

export function remove_file(files: Files, id: string): void {
  files.taken = files.taken.filter((f) => f.id !== id)
  void take_back(id)
}

/** The same key for the same words: an answer that was lost on the way makes no second record. */
export function key_of(draft: Draft, body: Values): string {
  const text = JSON.stringify(body)
  if (draft.sent?.body !== text) draft.sent = { body: text, key: new_key() }
  return draft.sent.key
}

/** The drafts of one kind of form. `about`: the field files hang on; `fields`: those that are files; `light`: see is_filled. */
export function make_drafts(about: string, fields: readonly string[], light: readonly string[] = []) {
  const drafts = shallowReactive(new Map<string, Draft>())
  const name_of = (id: string) => `${session.value?.person.id ?? ''} ${id}`
  const filled = (draft: Draft) => is_filled(draft.values, Object.values(draft.files).reduce((n, f) => n + f.taken.length + f.uploads.going.value.length, 0), light)
  const warn = (event: BeforeUnloadEvent) => {
    if ([...drafts.values()].some(filled)) event.preventDefault()
  }
  function open(id: string): Draft {
    const known = drafts.get(name_of(id))
    if (known) return known
    const path = path_of('attachments')
    const draft: Draft = reactive({ values: {}, files: {}, dropped: false, sent: null })
    for (const field of fields) {
      const arrived = ({ record }: { record: { id: string; name?: unknown } }) =>
        draft.dropped ? take_back(record.id) : draft.files[field]?.taken.push({ id: record.id, name: String(record.name) })
      draft.files[field] = { taken: [], uploads: markRaw(make_uploads(() => path, () => ({ [about]: id }), arrived)) }
    }
    drafts.set(name_of(id), draft)
    window.addEventListener('beforeunload', warn) // once, however often it is said
    return draft
  }
  /** The record stands: nothing is left to keep. */
  const forget = (id: string) => void drafts.delete(name_of(id))
  return {
    open,
    forget,
    filled,
    /** Whether something waits to be sent. */
    waits(id: string): boolean {
      const draft = drafts.get(name_of(id))
      return !!draft && filled(draft)
    },
    /** Thrown away, with the files that went up for it. */
    drop(id: string): void {
      const draft = drafts.get(name_of(id))
      if (!draft) return
      draft.dropped = true
      for (const { taken, uploads } of Object.values(draft.files)) {
        uploads.clear()
        for (const file of taken) void take_back(file.id)
      }
      forget(id)
    },
  }
}
export type Drafts = ReturnType<typeof make_drafts>
