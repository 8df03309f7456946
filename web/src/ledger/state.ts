/* What the ledger is asked and how it is shown: the address, or the view it names; columns and what else is remembered of a person. */
import { computed, ref, shallowRef } from 'vue'
import { type LocationQuery, useRouter } from 'vue-router'
import { ledger } from '@/api/session'
import type { Field } from '@/api/types'
import { type Params, narrowing, params_of, same_params } from '@/lists/asked'
import { type Column, arrange, names_of, with_names } from '@/lists/columns'
import { preference, set_preference } from '@/lists/preferences'
import { type View, get_view } from '@/lists/views'
import { t } from '@/texts'
import { asked_columns, ledger_columns, usual_columns } from './fields'

export function use_state(load: () => unknown) {
  const router = useRouter()
  const params = shallowRef<Params>({})
  const view = shallowRef<View | null>(null)
  const notice = ref('')
  const q = ref('')
  const tree = computed(() => params.value.mode !== 'list' && (!params.value.sort || params.value.sort === 'path'))
  const sort = computed(() => params.value.sort || (params.value.mode === 'list' ? 'number' : 'path'))
  const filtered = computed(() => Object.keys(narrowing(params.value)).length > 0)

  const fields = computed(ledger_columns)
  const field = (name: string): Field | undefined => fields.value.find((f) => f.name === name)
  const columns = shallowRef<Column[]>([])
  const own_columns = shallowRef<Column[]>([])
  const shown_columns = computed(() => columns.value.flatMap((c) => (field(c.name) ? [{ ...c, field: field(c.name) as Field }] : [])))
  const dense = ref(false)
  const start_views = shallowRef<Record<string, string>>({})
  const code = () => ledger.value?.code ?? ''
  const start = computed(() => start_views.value[code()] ?? null)

  /** The address as last shown: a change of it that is not ours is to be followed. */
  let shown = ''
  const is_news = (full_path: string) => shown !== full_path

  async function remember(): Promise<void> {
    const kept = await preference('ledger')
    own_columns.value = arrange(kept.columns, fields.value, usual_columns)
    dense.value = kept.dense === true
    start_views.value = (kept.start as Record<string, string> | undefined) ?? {}
  }
  async function from_address(query: LocationQuery, full_path: string): Promise<void> {
    const asked = params_of(query)
    shown = full_path
    notice.value = ''
    const id = asked.view ?? (Object.keys(asked).length ? undefined : start.value) // an empty address opens the start view
    if (id && view.value?.id !== id) {
      try {
        view.value = await get_view(id)
      } catch {
        view.value = null
        if (asked.view) notice.value = t.list.view_gone
      }
    } else if (!id && !Object.keys(asked).length) view.value = null
    const { view: _, ...rest } = asked
    params.value = view.value && id && !Object.keys(rest).length ? { ...view.value.query } : rest
    q.value = params.value.q ?? ''
    columns.value = arrange(params.value.columns ? with_names(params.value.columns, own_columns.value) : own_columns.value, fields.value, usual_columns)
  }
  function ask(next: Params): void {
    params.value = next
    const unchanged = view.value && same_params(next, view.value.query)
    shown = router.resolve({ path: '/ledger', query: unchanged ? { view: view.value?.id } : next }).fullPath
    void router.replace(shown)
    void load()
  }
  let typing = 0
  function typed(): void {
    window.clearTimeout(typing)
    typing = window.setTimeout(() => {
      const { q: _, ...rest } = params.value
      ask(q.value.trim() ? { ...rest, q: q.value.trim() } : rest)
    }, 250)
  }
  /** Upwards, downwards, as usual. */
  function sort_by(name: string): void {
    const { sort: _, ...rest } = params.value
    if (params.value.sort === name) ask({ ...rest, sort: `-${name}`, mode: 'list' })
    else if (params.value.sort === `-${name}`) ask(rest)
    else ask({ ...rest, sort: name, mode: 'list' })
  }
  function set_mode(list: boolean): void {
    const { mode: _, sort: __, ...rest } = params.value
    ask(list ? { ...rest, mode: 'list' } : rest)
  }
  function open_view(v: View | null): void {
    view.value = v
    void router.push(v ? { path: '/ledger', query: { view: v.id } } : { path: '/ledger', query: { sort: 'path' } })
  }
  /** In a view the names belong to the view, the widths to the person. */
  function set_columns(next: Column[]): void {
    const before = asked_columns(columns.value.map((c) => c.name))
    columns.value = next
    if (params.value.columns) {
      const widths = new Map(next.map((c) => [c.name, c.width]))
      own_columns.value = own_columns.value.map((c) => ({ ...c, width: widths.get(c.name) ?? c.width }))
      params.value = { ...params.value, columns: names_of(next) }
    } else own_columns.value = next
    void set_preference('ledger', { columns: own_columns.value })
    if (asked_columns(next.map((c) => c.name)) !== before) void load()
  }
  const usual = () => set_columns(arrange(null, fields.value, usual_columns))
  function set_dense(now: boolean): void {
    dense.value = now
    void set_preference('ledger', { dense: now })
  }
  function set_start(id: string | null): void {
    const { [code()]: _, ...rest } = start_views.value
    start_views.value = id ? { ...rest, [code()]: id } : rest
    void set_preference('ledger', { start: start_views.value })
  }
  /** What a view keeps: the questions and the columns. */
  const as_view = computed<Params>(() => ({ ...params.value, columns: names_of(columns.value) }))
  const as_query = computed<Params>(() => ({ ...narrowing(params.value), sort: sort.value }))

  return { params, view, notice, q, tree, sort, filtered, fields, field, columns, shown_columns, dense, start, is_news, remember, from_address, ask, typed, sort_by, set_mode, open_view, set_columns, usual, set_dense, set_start, as_view, as_query }
}
export type State = ReturnType<typeof use_state>
