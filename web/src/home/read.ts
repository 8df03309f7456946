/* What the first page asks of the server. */
import { get } from '@/api/client'
import { ledger } from '@/api/session'
import type { Figures, Work } from './figures'

export const read_figures = () => get<Figures>(`/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/summary`)
export const read_work = () => get<Work>('/api/v1/work')
