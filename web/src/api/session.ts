/* Who is logged in, and which ledger he looks at. */
import { computed, shallowRef } from 'vue'
import type { LedgerRef, Session, Setup } from './types'
import { act_for, get, is_acting, request, set_csrf } from './client'
import { Problem } from './client'

export const session = shallowRef<Session | null>(null)
export const setup = shallowRef<Setup | null>(null)
const chosen = shallowRef(localStorage.getItem('rectify.ledger') ?? '')

export const ledger = computed<LedgerRef | null>(() => {
  const ledgers = session.value?.ledgers ?? []
  return ledgers.find((l) => l.code === chosen.value) ?? ledgers[0] ?? null
})

export function choose_ledger(code: string): void {
  chosen.value = code
  localStorage.setItem('rectify.ledger', code)
}

/** What the server says this person may, in the ledger he looks at or besides: pages know no roles. */
export function may(what: string): boolean {
  return !!(ledger.value?.may.includes(what) || session.value?.may.includes(what))
}

export function take_session(value: Session | null): void {
  session.value = value
  set_csrf(value?.csrf ?? '')
}

export async function load_session(): Promise<Session | null> {
  try {
    take_session(await get<Session>('/api/v1/session'))
  } catch (error) {
    if (error instanceof Problem && error.status === 403 && is_acting()) {
      act_for('') // the delegation is over
      return load_session()
    }
    if (!(error instanceof Problem) || error.status !== 401) throw error
    take_session(null)
  }
  return session.value
}

export async function load_setup(): Promise<Setup> {
  setup.value = await get<Setup>('/api/v1/setup')
  return setup.value
}

/** `leave` comes before the session is forgotten: the page left must not ask again without one. */
export async function sign_out(leave: () => Promise<unknown>): Promise<void> {
  try {
    await request('DELETE', '/api/v1/session')
  } finally {
    act_for('')
    await leave()
    take_session(null)
  }
}

/** A key for what this browser remembers for this person: column choice, drafts. */
export const remembered = (name: string) => `rectify.${session.value?.username ?? ''}.${name}`
