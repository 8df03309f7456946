/* What the search box shows and where its hits lead. */
import type { SearchGroup, SearchHit } from '@/api/types'

export interface Piece {
  text: string
  hit: boolean
}

/** The snippet in pieces, what was looked for apart. Characters, not UTF-16 units, are counted. */
export function pieces(hit: Pick<SearchHit, 'snippet' | 'matches'>): Piece[] {
  const letters = Array.from(hit.snippet)
  const out: Piece[] = []
  let at = 0
  for (const [start, length] of hit.matches) {
    if (start > at) out.push({ text: letters.slice(at, start).join(''), hit: false })
    out.push({ text: letters.slice(start, start + length).join(''), hit: true })
    at = start + length
  }
  if (at < letters.length) out.push({ text: letters.slice(at).join(''), hit: false })
  return out
}

const plurals: Record<string, string> = { corrective_action: 'corrective_actions', feedback_report: 'feedback_reports', person: 'persons', organisation: 'organisations', attachment: 'attachments' }

/** The page of the finding, with the section that holds the measure or the file, else the record's own. */
export function place_of(record: string, hit: Pick<SearchHit, 'id' | 'finding_id'>): string {
  if (record === 'finding') return `/findings/${hit.id}`
  if (hit.finding_id) return `/findings/${hit.finding_id}#${record === 'attachment' ? 'evidence' : 'actions'}`
  return `/records/${plurals[record] ?? record}/${hit.id}`
}

export interface Choice {
  record: string
  hit: SearchHit
}
/** All hits in the order they are shown, for the arrow keys. */
export const choices = (groups: SearchGroup[]): Choice[] => groups.flatMap((g) => g.hits.map((hit) => ({ record: g.record, hit })))

/** Where the text is found: in the line with number and title, or in one below. */
export function line_of(hit: SearchHit): 'code' | 'title' | 'below' {
  if (hit.code && hit.snippet === hit.code) return 'code'
  return ['title', 'name', 'measure'].includes(hit.field) ? 'title' : hit.snippet ? 'below' : 'title'
}
