/* What pages remember of a person, kept on the server for his account; written a moment after the last change. */
import { get, request } from '@/api/client'
import { session } from '@/api/session'

const loaded = new Map<string, Promise<Record<string, unknown>>>()
const waiting = new Map<string, number>()
const own = (key: string) => `${session.value?.username ?? ''} ${key}`

/** An object, empty when nothing was kept or the server does not answer: nobody waits for a preference. */
export function preference(key: string): Promise<Record<string, unknown>> {
  const known = loaded.get(own(key))
  if (known) return known
  const asked = get<Record<string, unknown> | null>(`/api/v1/preferences/${key}`).then(
    (value) => (value && typeof value === 'object' ? value : {}),
    () => ({}),
  )
  loaded.set(own(key), asked)
  return asked
}

export async function set_preference(key: string, change: Record<string, unknown>): Promise<void> {
  const name = own(key)
  const value = { ...(await preference(key)), ...change }
  loaded.set(name, Promise.resolve(value))
  window.clearTimeout(waiting.get(name))
  waiting.set(
    name,
    window.setTimeout(() => {
      if (own(key) === name) void request('PUT', `/api/v1/preferences/${key}`, { body: value }).catch(() => {})
    }, 400),
  )
}
