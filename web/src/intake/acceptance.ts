/* A corrected letter is tried out against the ledger, compared with the one before, and accepted. */
import { computed, ref, shallowRef } from 'vue'
import { Problem, get, post, request, sentence } from '@/api/client'
import { path_of } from '@/api/schema'
import { ledger } from '@/api/session'
import type { IntakeAnswer, Page, ParsedLetter, ReportText, Row } from '@/api/types'
import { type Difference, compare } from './diff'
import type { Editor } from './editor'
import type { Meta } from './meta'
import { nodes_to_send, records_before, withdrawn } from './sending'
import { text_of, violations } from './tree'

export interface Corrected {
  letter: ParsedLetter
  editor: Editor
  meta: Meta
}

/** `corrected` is the letter as it stands on the page; null while there is none. */
export function make_acceptance(corrected: () => Corrected | null) {
  const busy = ref(false)
  const message = ref('')
  const problem = shallowRef<Problem | null>(null)
  const answer = shallowRef<IntakeAnswer | null>(null) // of the last trial
  const asking = ref(false)
  const older = shallowRef<Row | null>(null) // the letter of this inspection that is in force
  const differences = shallowRef<Difference[]>([])
  const replacing = ref(true) // the new letter takes the place of the older one, instead of standing beside it
  const staying = ref<string[]>([]) // findings said no more that stay in the ledger all the same
  const replaces = computed(() => !!older.value && replacing.value)
  const errors_left = computed(() => answer.value?.problems.some((p) => p.severity === 'error') ?? false)

  function forget(): void {
    message.value = ''
    problem.value = answer.value = older.value = null
    asking.value = false
    differences.value = []
    replacing.value = true
    staying.value = []
  }

  /** Runs `work` once at a time; what goes wrong is said on the page, where it can be mended. */
  async function attempt(work: (now: Corrected) => Promise<void>): Promise<void> {
    const now = corrected()
    if (!now || busy.value) return
    busy.value = true
    problem.value = null
    message.value = ''
    try {
      await work(now)
    } catch (error) {
      problem.value = error instanceof Problem ? error : null
      message.value = sentence(error)
      asking.value = false
    } finally {
      busy.value = false
    }
  }

  async function send(now: Corrected, dry_run: boolean): Promise<IntakeAnswer> {
    const { letter, editor, meta } = now
    const { nodes, sent } = nodes_to_send(editor.letter, editor.tree.value, replaces.value ? records_before(differences.value) : new Map())
    const path = `/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/intake`
    const body = {
      upload: letter.upload,
      file_name: letter.file_name,
      ...(meta.inspection ? { inspection: meta.inspection } : { inspection_id: meta.inspection_id }),
      title: meta.title.trim(),
      document_no: meta.document_no.trim() || null,
      issued_on: meta.issued_on || null,
      signed_on: meta.signed_on || null,
      ...(replaces.value ? { supersedes_id: older.value?.id, withdraw: withdrawn(differences.value, staying.value) } : {}),
      nodes,
    }
    const said = dry_run ? await post<IntakeAnswer>(path, body, { dry_run }) : await request<IntakeAnswer>('POST', path, { body, query: { dry_run } })
    return { ...said, problems: said.problems.map((p) => ({ ...p, node: p.node ? (sent[p.node - 1] ?? null) : null })) }
  }

  async function look_for_older({ editor, meta }: Corrected): Promise<void> {
    const before = older.value?.id
    older.value = null
    differences.value = []
    if (!meta.inspection_id) return
    const reports = await get<Page>(path_of('feedback_reports'), { inspection_id: meta.inspection_id, sort: '-issued_on', limit: 100 })
    const replaced = new Set(reports.rows.map((r) => r.supersedes_id))
    const last = reports.rows.find((r) => !replaced.has(r.id))
    if (!last) return
    const text = await get<ReportText>(`${path_of('feedback_reports')}/${last.id}/text`)
    const points = Array.from(text.plain)
    if (last.id !== before) staying.value = []
    older.value = last
    differences.value = compare(
      text.nodes.map((n) => ({ key: n.finding_id, level: n.level, title: n.title, number: n.number, text: points.slice(n.start, n.end).join('') })),
      editor.tree.value.items.map((n) => ({ key: String(n.id), level: n.level, title: n.title, text: text_of(editor.letter, n) })),
    )
  }

  return {
    busy,
    message,
    problem,
    answer,
    asking,
    older,
    differences,
    replacing,
    staying,
    errors_left,
    forget,
    precheck: () =>
      attempt(async (now) => {
        const broken = violations(now.editor.letter, now.editor.tree.value)
        if (broken.length) console.error(broken)
        await look_for_older(now)
        answer.value = await send(now, true)
        asking.value = true
      }),
    /** Another answer to "replace or stand beside": what would happen is asked again. */
    try_again: () =>
      attempt(async (now) => {
        answer.value = await send(now, true)
      }),
    accept: (done: (said: IntakeAnswer) => Promise<unknown>) =>
      attempt(async (now) => {
        await done(await send(now, false))
      }),
  }
}

export type Acceptance = ReturnType<typeof make_acceptance>
