/* The letter around one node, in code points as the server counts. */
import type { Level, ReportText } from '@/api/types'

export interface Passage {
  text: string
  finding?: string // the node this passage belongs to
  level?: Level
  title?: string
  number?: string | null
  own?: boolean
}

/** What a person does not read of the letter comes as blocks; a gap says it in less room. */
export const unveil = (text: string) => text.replace(/…*[█\s]*█[█\s]*…*/g, '……')
export const is_veiled = (letter: ReportText) => letter.plain.includes('█')

/** The letter cut where its nodes begin and end; a node within another has its own passage. `reach`: only so many code
 * points before and behind the node; undefined: the whole letter. */
export function passages(letter: ReportText, finding: string, reach?: number): Passage[] {
  const points = Array.from(letter.plain)
  const own = letter.nodes.find((n) => n.finding_id === finding)
  if (!own) return []
  const from = reach === undefined ? 0 : Math.max(0, own.start - reach)
  const to = reach === undefined ? points.length : Math.min(points.length, own.end + reach)
  const cuts = new Set<number>([from, to])
  for (const n of letter.nodes) {
    if (n.start > from && n.start < to) cuts.add(n.start)
    if (n.end > from && n.end < to) cuts.add(n.end)
  }
  const at = [...cuts].sort((a, b) => a - b)
  const out: Passage[] = []
  for (let i = 0; i + 1 < at.length; i++) {
    const start = at[i] as number
    const end = at[i + 1] as number
    /* the smallest node around it; the own one wins over what lies within it, so that it is marked whole */
    const inside = own.start <= start && end <= own.end
    const node = inside ? own : letter.nodes.filter((n) => n.start <= start && end <= n.end).sort((a, b) => a.end - a.start - (b.end - b.start))[0]
    const text = unveil(points.slice(start, end).join(''))
    const last = out[out.length - 1]
    if (last && last.finding === node?.finding_id) last.text += text
    else out.push({ text, finding: node?.finding_id, level: node?.level, title: node?.title, number: node?.number, own: node === own })
  }
  if (from > 0 && out[0] && !out[0].text.startsWith('……')) out[0].text = `……${out[0].text}`
  const last = out[out.length - 1]
  if (to < points.length && last && !last.text.endsWith('……')) last.text += '……'
  return out
}
