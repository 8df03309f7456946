/* What others changed, in words. */

export interface NewsChange {
  at: string
  actor: string | null
  record: string
  record_label: string
  event_label: string
  fields: string[]
}
export interface News {
  since: string
  until: string | null
  more: boolean
  findings: { id: string; number: string | null; title: string; count: number; changes: NewsChange[] }[]
}

/** "修改：工作表述、严重程度"; of what hangs on the finding also what it is: "附件 登记". A new record's fields say nothing. */
export function change_text(change: NewsChange, list: string, most = 4): string {
  const what = change.record === 'finding' ? change.event_label : `${change.record_label} ${change.event_label}`
  const told = change.fields.slice(0, most)
  if (!told.length || change.fields.length > 8) return what
  return `${what}：${told.join(list)}${change.fields.length > most ? '…' : ''}`
}

/** The preference that says how far one has looked. */
export const seen_key = (code: string) => `seen.${code.toLowerCase()}`
