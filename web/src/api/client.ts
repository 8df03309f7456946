/* One door to the server: JSON in and out, CSRF, language, and problem details as an exception that knows its fields. */
import { spoken } from '@/format/dates'
import { language, t } from '@/texts'

export interface FieldProblem {
  field?: string
  code?: string
  message?: string
  base?: unknown
  theirs?: unknown
  yours?: unknown
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors: FieldProblem[] = [],
  ) {
    super(detail)
  }
  /** The sentence for one field, or undefined. */
  of(field: string): string | undefined {
    return this.errors.find((e) => e.field === field)?.message
  }
  /** Sentences whose field is not among those shown. */
  rest(shown: readonly string[]): string[] {
    const rest = this.errors.filter((e) => !e.field || !shown.includes(e.field)).map((e) => e.message ?? '')
    return rest.length || this.errors.length ? rest.filter(Boolean) : [this.detail]
  }
}

interface Options {
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  file?: { bytes: Blob; name: string }
  if_match?: number
  dry_run?: boolean
  key?: string // of a POST that may be sent again: the same for every try
  signal?: AbortSignal
}

let csrf = ''
let when_signed_out: () => void = () => {}

export function set_csrf(token: string): void {
  csrf = token
}
export const csrf_token = () => csrf

/* whom this tab acts for (委托代办): with every request, until it is ended */
const acting_key = 'rectify.acting_for'
let acting_for = (typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(acting_key)) ?? ''
export const is_acting = () => !!acting_for
export const acting_header = (): Record<string, string> => (acting_for ? { 'X-Acting-For': acting_for } : {})
export function act_for(person: string): void {
  acting_for = person
  if (person) sessionStorage.setItem(acting_key, person)
  else sessionStorage.removeItem(acting_key)
}
export function on_signed_out(act: () => void): void {
  when_signed_out = act
}

/* crypto.randomUUID exists on https only; offices reach us by plain http in their own network. */
export function new_key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** null and undefined are left out; '' asks for what is empty. */
export function path_with(path: string, query: Options['query'] = {}): string {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parts.set(name, String(value))
  }
  const text = parts.toString()
  return text ? `${path}?${text}` : path
}

export function problem_of(status: number, text: string): Problem {
  let body: { title?: string; detail?: string; errors?: FieldProblem[] } = {}
  try {
    body = JSON.parse(text)
  } catch {
    /* not ours: a gateway's page */
  }
  const fallback = status >= 500 ? t.error.server : t.error.refused
  const errors = (body.errors ?? []).map((e) => (e.message ? { ...e, message: spoken(e.message) } : e))
  return new Problem(status, spoken(body.detail || body.title || `${fallback}（${status}）`), errors)
}

async function ask(method: string, path: string, accept: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: accept,
    'Accept-Language': language.value === 'en' ? 'en' : 'zh-CN,zh;q=0.9',
  }
  Object.assign(headers, acting_header())
  let body: BodyInit | undefined
  if (options.file) {
    body = options.file.bytes
    headers['Content-Type'] = 'application/octet-stream'
    headers['X-File-Name'] = encodeURIComponent(options.file.name)
  } else if (options.body !== undefined) {
    body = JSON.stringify(options.body)
    headers['Content-Type'] = 'application/json'
  }
  if (method !== 'GET') {
    headers['X-CSRF-Token'] = csrf
    if (method === 'POST' && !options.dry_run) headers['Idempotency-Key'] = options.key ?? new_key()
  }
  if (options.if_match !== undefined) headers['If-Match'] = `"${options.if_match}"`
  const query = { ...options.query, ...(options.dry_run === undefined ? {} : { dry_run: options.dry_run }) }

  let answer: Response
  try {
    answer = await fetch(path_with(path, query), {
      method,
      headers,
      body,
      credentials: 'same-origin',
      signal: options.signal,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(0, t.error.network)
  }
  if (!answer.ok) {
    const problem = problem_of(answer.status, await answer.text().catch(() => ''))
    if (answer.status === 401 && path !== '/api/v1/session') when_signed_out()
    throw problem
  }
  return answer
}

export async function request<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const answer = await ask(method, path, 'application/json', options)
  if (answer.status === 204) return undefined as T
  return (await answer.json()) as T
}
/** What is no JSON: a drawing. */
export const get_text = (path: string, query?: Options['query']): Promise<string> => ask('GET', path, 'image/svg+xml, application/problem+json', { query }).then((answer) => answer.text())

export const get = <T>(path: string, query?: Options['query'], signal?: AbortSignal) =>
  request<T>('GET', path, { query, signal })
export const post = <T>(path: string, body?: unknown, options: Options = {}) =>
  request<T>('POST', path, { ...options, body })

/** The sentence to show for anything thrown. */
export function sentence(error: unknown): string {
  if (error instanceof Problem) {
    const details = error.errors.map((e) => e.message).filter(Boolean)
    if (!details.length || details.includes(error.detail)) return error.detail
    return `${error.detail}：${details.join('；')}`
  }
  console.error(error)
  return t.error.unexpected
}
