/* What others changed, in words. */

export interface NewsChange {
  at: string
  actor: string | null
  record: string
  record_label: string
  event: string
  event_label: string
  fields: string[]
}
export interface News {
  since: string
  until: string | null
  more: boolean
  findings: { id: string; number: string | null; title: string; count: number; changes: NewsChange[] }[]
}

/** "修改：工作表述、严重程度"; of what hangs on the finding also what it is: "附件 登记". Of what is new, and of what moved
 * along its life cycle, the fields say nothing more. */
export function change_text(change: NewsChange, list: string, most = 4): string {
  const own = change.record === 'finding' || change.record_label === change.event_label
  const what = own ? change.event_label : `${change.record_label} ${change.event_label}`
  const told = change.fields.slice(0, most)
  if (!told.length || !['set', 'correct'].includes(change.event)) return what
  return `${what}：${told.join(list)}${change.fields.length > most ? '…' : ''}`
}

/** The same by the same person is told once, when it was last. */
export function told_once(changes: readonly NewsChange[], list: string): { key: string; actor: string | null; text: string; at: string; times: number }[] {
  const out = new Map<string, { key: string; actor: string | null; text: string; at: string; times: number }>()
  for (const change of changes) {
    const text = change_text(change, list)
    const key = `${change.actor ?? ''} ${text}`
    const known = out.get(key)
    if (known) known.times++
    else out.set(key, { key, actor: change.actor, text, at: change.at, times: 1 })
  }
  return [...out.values()]
}

/** The preference that says how far one has looked. */
export const seen_key = (code: string) => `seen.${code.toLowerCase()}`
