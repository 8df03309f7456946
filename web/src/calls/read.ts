import { get } from '@/api/client'
import { ledger } from '@/api/session'
import type { CallSheet } from './calls'

/** As of a day, or of today. */
export const read_call_sheet = (as_of: string): Promise<CallSheet> => get<CallSheet>(`/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/call_sheet`, { as_of: as_of || null })
