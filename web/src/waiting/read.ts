/* What waits for this person's hand, from the server. */
import { shallowRef } from 'vue'
import { get } from '@/api/client'
import { ledger, may } from '@/api/session'
import type { Waiting } from './waiting'

export const waiting = shallowRef<Waiting | null>(null)
let turn = 0

/** Of the ledger he looks at. */
export async function load_waiting(): Promise<void> {
  const mine = ++turn
  const of = ledger.value?.code
  const read = of && may('read') ? await get<Waiting>('/api/v1/waiting', { ledger: of }) : null
  if (mine === turn) waiting.value = read
}
