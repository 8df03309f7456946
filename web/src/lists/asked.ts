/* What a list is asked, as the parameters of its address: the same words the server reads (src/ledger/asking.h), so that the
 * address of the page, a saved view and the request are one thing.
 *
 *   state=a,b  state!=a  due=2026-01-01..2026-01-31  due=this_week  title~=台账  lead_unit_id=  lead_unit_id!=  extra.处室=一处 */

export type Params = Record<string, string>
export type Compare = 'is' | 'not' | 'holds' | 'range' | 'empty' | 'filled'
export interface Asked {
  field: string
  compare: Compare
  /** Of a range: [from, until], or one word such as this_week. */
  values: string[]
}

/** Asked every day: a press away. */
export const questions = ['mine', 'my_unit', 'open', 'overdue', 'unassigned'] as const
/** Asked by figures and clocks that open their rows (src/ledger/question.h). */
const further = ['due_today', 'due_week', 'due_later', 'undated', 'stopped', 'running', 'fresh', 'silent', 'owed', 'under', 'ever_closed', 'closed_first', 'closed_late'] as const
export type Question = (typeof questions)[number] | (typeof further)[number]
export const day_words = ['today', 'this_week', 'next_week', 'this_month', 'next_month'] as const

/** Parameters that shape the list without narrowing it. */
const shape = new Set(['q', 'sort', 'mode', 'columns', 'view'])
const is_question = (name: string): name is Question => ([...questions, ...further] as readonly string[]).includes(name)
export const further_asked = (params: Params): string[] => further.filter((name) => params[name] && params[name] !== 'false')

/** From the address: the first of doubled parameters counts. */
export function params_of(query: Record<string, unknown>): Params {
  const out: Params = {}
  for (const [name, value] of Object.entries(query)) {
    const one = Array.isArray(value) ? value[0] : value
    if (typeof one === 'string') out[name] = one
    else if (one === null) out[name] = '' // ?due without "="
  }
  return out
}

export function filters_of(params: Params): Asked[] {
  const out: Asked[] = []
  for (const [name, value] of Object.entries(params)) {
    if (shape.has(name) || is_question(name)) continue
    const end = name.at(-1)
    const field = end === '!' || end === '~' ? name.slice(0, -1) : name
    if (end === '~') out.push({ field, compare: 'holds', values: [value] })
    else if (end === '!') out.push(value ? { field, compare: 'not', values: value.split(',') } : { field, compare: 'filled', values: [] })
    else if (!value) out.push({ field, compare: 'empty', values: [] })
    else if (value.includes('..') && !name.startsWith('extra.')) out.push({ field, compare: 'range', values: value.split('..', 2) })
    else if ((day_words as readonly string[]).includes(value)) out.push({ field, compare: 'range', values: [value] })
    else out.push({ field, compare: 'is', values: name.startsWith('extra.') ? [value] : value.split(',') })
  }
  return out
}

export function without_filter(params: Params, field: string): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== field && name !== `${field}!` && name !== `${field}~`))
}

/** Replaces what was asked of the field; a filter without values is none. */
export function with_filter(params: Params, asked: Asked): Params {
  const out = without_filter(params, asked.field)
  const values = asked.values.filter((v) => v !== '')
  switch (asked.compare) {
    case 'empty':
      out[asked.field] = ''
      break
    case 'filled':
      out[`${asked.field}!`] = ''
      break
    case 'range':
      if (asked.values.length === 1 && values.length) out[asked.field] = values[0] as string
      else if (values.length) out[asked.field] = `${asked.values[0] ?? ''}..${asked.values[1] ?? ''}`
      break
    default:
      if (values.length) out[asked.field + { is: '', not: '!', holds: '~' }[asked.compare]] = values.join(',')
  }
  return out
}

export function toggle_question(params: Params, question: Question): Params {
  const out = { ...params }
  if (out[question] === 'true') delete out[question]
  else out[question] = 'true'
  return out
}

/* A state is a problem's: its headings and the points it divides into would count it over again. Unless a level is asked for,
 * the number on a state and the rows it opens are those of problems, as the figures of the first page count them. */
const asks_level = (params: Params): boolean => filters_of(params).some((a) => a.field === 'level')
export const of_problems = (params: Params): Params => (asks_level(params) ? params : { ...params, level: 'finding' })
export function toggle_state(params: Params, word: string): Params {
  const rest = without_filter(params, 'state')
  if (params.state !== word) return { ...of_problems(rest), state: word }
  return rest.level === 'finding' ? without_filter(rest, 'level') : rest
}

/** What narrows the list, and nothing else. */
export const narrowing = (params: Params): Params =>
  Object.fromEntries(Object.entries(params).filter(([name, value]) => (name === 'q' && value.trim()) || (!shape.has(name) && (!is_question(name) || (value && value !== 'false')))))

export const clear_filters = (params: Params): Params => Object.fromEntries(Object.entries(params).filter(([name]) => shape.has(name) && name !== 'q' && name !== 'view'))

const settled = (params: Params) =>
  JSON.stringify(Object.entries(params).filter(([name, value]) => name !== 'view' && !(name === 'q' && !value.trim())).sort(([a], [b]) => (a < b ? -1 : 1)))
/** Whether two addresses ask the same, in whatever order. */
export const same_params = (a: Params, b: Params): boolean => settled(a) === settled(b)
