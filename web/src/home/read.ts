/* What the first page asks of the server. */
import { get, request } from '@/api/client'
import { ledger } from '@/api/session'
import type { Figures, Work } from './figures'
import { seen_key, type News } from './news'

export const read_figures = () => get<Figures>(`/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/summary`)
export const read_work = () => get<Work>('/api/v1/work')
export const read_news = () => get<News>(`/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/news`)
export const mark_seen = (code: string, until: string) => request<void>('PUT', `/api/v1/preferences/${seen_key(code)}`, { body: { until } })
