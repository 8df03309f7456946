/* Saved views of the ledger's pages: filters, order and columns under a name, kept on the server. */
import { get, post, request } from '@/api/client'
import { ledger } from '@/api/session'
import type { Params } from './asked'

export interface View {
  id: string
  page: string
  name: string
  shared: boolean
  mine: boolean
  owner: string
  changed_at: string
  query: Params
}
const path = () => `/api/v1/ledgers/${encodeURIComponent(ledger.value?.code ?? '')}/views`

export const list_views = async (page: string): Promise<View[]> => (await get<{ views: View[] }>(path(), { page })).views
export const get_view = (id: string): Promise<View> => get<View>(`${path()}/${encodeURIComponent(id)}`)
export const add_view = (page: string, name: string, shared: boolean, query: Params): Promise<View> => post<View>(path(), { page, name, shared, query })
export const change_view = (id: string, change: Partial<Pick<View, 'name' | 'shared' | 'query'>>): Promise<View> => request<View>('PATCH', `${path()}/${id}`, { body: change })
export const drop_view = (id: string): Promise<void> => request<void>('DELETE', `${path()}/${id}`)
