/* Rows changed by others, as it happens. Without the stream the ledger is as it was read: nothing else depends on it. */
import { ref } from 'vue'
import { get } from '@/api/client'
import { path_of } from '@/api/schema'
import { ledger } from '@/api/session'
import type { One } from '@/api/types'
import type { Rows } from './rows'

const wait = 400
const most_at_once = 60

export function follow_changes(rows: Rows) {
  /** There are rows that are not shown yet, or too much changed to fetch one by one. */
  const news = ref(false)
  const waiting = new Set<string>()
  let source: EventSource | null = null
  let timer = 0

  async function flush(): Promise<void> {
    const ids = [...waiting]
    waiting.clear()
    if (ids.length > most_at_once) news.value = true
    else await rows.refresh(ids)
  }
  function note(id: string): void {
    waiting.add(id)
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void flush(), wait)
  }
  async function changed(event: MessageEvent<string>): Promise<void> {
    const { record, id, version } = JSON.parse(event.data) as { record: string; id: string; version: number }
    if (record === 'finding') {
      const row = rows.find(id)
      if (row && row.version < version) note(id)
      else if (!row && version === 1) news.value = true
    } else if (record === 'responsibility' || record === 'claim') {
      // who answers for a finding stands in its row
      try {
        const one = await get<One>(`${path_of(record)}/${id}`)
        const finding = String(one.record.finding_id ?? '')
        if (rows.find(finding)) note(finding)
      } catch {
        /* not for this person */
      }
    }
  }
  function start(): void {
    if (source || !ledger.value || typeof EventSource === 'undefined') return
    source = new EventSource(`/api/v1/ledgers/${encodeURIComponent(ledger.value.code)}/changes`)
    source.addEventListener('changed', (event) => void changed(event))
    source.addEventListener('reload', () => (news.value = true))
    source.onerror = () => {
      // the browser tries again by itself, unless the server refused
      if (source?.readyState === EventSource.CLOSED) stop()
    }
  }
  function stop(): void {
    window.clearTimeout(timer)
    source?.close()
    source = null
  }
  return { news, start, stop }
}
