/* What every form over a draft does: it sends once however often one taps, puts each sentence of a refusal beside its
 * field, goes to the first of them, and keeps what was typed until the record stands. */
import { computed, nextTick, ref, shallowRef, type Ref } from 'vue'
import { post, Problem, sentence } from '@/api/client'
import { field_of, label_of, path_of } from '@/api/schema'
import type { One, Values } from '@/api/types'
import { t } from '@/texts'
import { key_of, type Draft, type Drafts } from './draft'

interface Options {
  record: string
  drafts: Drafts
  about: string // what the draft is about: its key
  fields: readonly string[] // in their order on the page
  needed: readonly string[] // without which nothing is sent
  form: Ref<HTMLFormElement | undefined>
  body: (draft: Draft) => Values
  reveal?: (field: string) => void // a field that waits folded
}

export function use_draft_form(options: Options) {
  const { drafts, about, fields, form } = options
  const draft = shallowRef(drafts.open(about))
  const kept = ref(drafts.filled(draft.value)) // from an earlier time
  const problem = shallowRef<Problem | null>(null)
  const message = ref('')
  const busy = ref(false)
  const error_of = (name: string) => problem.value?.of(name)
  const rest = computed(() => (problem.value ? problem.value.rest(fields) : message.value ? [message.value] : []))
  const label = (name: string) => label_of(field_of(options.record, name))

  function focus(name = fields[0] ?? ''): void {
    form.value?.querySelector<HTMLElement>(`[data-field=${name}] :is(textarea, input:not([type=file]), button)`)?.focus()
  }
  /** When the form has opened: who writes already is not called away. */
  function begin(): void {
    if (!form.value?.contains(document.activeElement)) focus()
  }
  async function show_first(): Promise<void> {
    for (const name of fields) if (error_of(name)) options.reveal?.(name)
    const first = fields.find(error_of)
    await nextTick()
    if (first) focus(first)
    else form.value?.querySelector('.notice')?.scrollIntoView({ block: 'nearest' })
  }
  function clear(): void {
    drafts.drop(about)
    draft.value = drafts.open(about)
    kept.value = false
    problem.value = null
    message.value = ''
    focus()
  }
  function pasted(event: ClipboardEvent, field: string): void {
    const files = [...(event.clipboardData?.files ?? [])]
    if (!files.length) return
    event.preventDefault()
    draft.value.files[field]?.uploads.take(files, true)
  }
  const empty = (now: Draft, name: string) => (now.files[name] ? false : !String(now.values[name] ?? '').trim())

  /** The record that was made, or nothing: why stands on the form. */
  async function send(): Promise<One | undefined> {
    if (busy.value) return
    busy.value = true
    problem.value = null
    message.value = ''
    const now = draft.value
    try {
      const missing = options.needed.filter((name) => empty(now, name))
      if (missing.length) throw new Problem(422, '', missing.map((name) => ({ field: name, message: t.word.required(label(name)) })))
      for (const [name, files] of Object.entries(now.files)) {
        await files.uploads.settled()
        if (files.uploads.going.value.length) throw new Problem(422, '', [{ field: name, message: t.files.not_arrived }])
      }
      const body = options.body(now)
      const one = await post<One>(path_of(options.record), body, { key: key_of(now, body) })
      drafts.forget(about)
      return one
    } catch (error) {
      problem.value = error instanceof Problem && error.errors.length ? error : null
      message.value = problem.value ? '' : sentence(error)
      await show_first()
    } finally {
      busy.value = false
    }
  }
  const set = (patch: Values) => Object.assign(draft.value.values, patch)
  return { draft, kept, problem, message, busy, error_of, rest, label, begin, clear, pasted, send, set }
}
