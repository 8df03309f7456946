/* What a person should look at before a letter is accepted; follows every change of the tree. */
import { t } from '@/texts'
import type { Editor } from './editor'

export interface Remark {
  severity: 'error' | 'warning' | 'info'
  message: string
  node?: number | null
}

/** What the letter counts, and the level it means. */
const counted: Record<string, 'aspect' | 'item' | 'finding' | 'demand' | 'action'> = {
  方面: 'aspect',
  项: 'item',
  问题: 'finding',
  要求: 'demand',
  意见: 'demand',
  建议: 'demand',
  措施: 'action',
}

export function remarks_of(e: Editor): Remark[] {
  const found = e.counts.value
  const { items, others } = e.tree.value
  const list: Remark[] = []
  for (const gap of others) if (gap.gap) list.push({ severity: 'error', message: t.intake.unaccounted(gap.end - gap.start), node: gap.id })
  for (const n of items) if (!n.title.trim()) list.push({ severity: 'warning', message: `${n.no}${t.intake.no_title}`, node: n.id })
  for (const n of items) if (n.level === 'action' && !n.parent) list.push({ severity: 'error', message: t.intake.action_alone(n.title), node: n.id })
  const stated = new Map<string, number>()
  for (const x of e.parse.figures) if (!stated.has(x.label)) stated.set(x.label, x.value)
  for (const [label, value] of stated) {
    const level = counted[label]
    if (level && found[level] !== value) list.push({ severity: 'warning', message: t.intake.stated(label, value, found[level]) })
  }
  for (const c of e.parse.checks) if (c.code !== 'figure_mismatch') list.push(c) // told above, as the tree stands now
  return list
}
