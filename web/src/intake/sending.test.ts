import { describe, expect, it } from 'vitest'
import type { Difference, Side } from './diff'
import { Letter } from './letter'
import { nodes_to_send, records_before, withdrawn } from './sending'
import type { Node, Tree } from './tree'

const side = (key: string): Side => ({ key, level: 'finding', title: key, text: key })
const differences: Difference[] = [
  { kind: 'same', before: side('old-1'), after: side('7'), likeness: 1 },
  { kind: 'changed', before: side('old-2'), after: side('9'), likeness: 0.8 },
  { kind: 'added', after: side('11') },
  { kind: 'removed', before: side('old-3') },
  { kind: 'removed', before: side('old-4') },
]

describe('a letter that takes the place of another', () => {
  it('says of each node what it was before', () => {
    expect([...records_before(differences)]).toEqual([[7, 'old-1'], [9, 'old-2']])
  })
  it('withdraws what is gone, but for what is to stay', () => {
    expect(withdrawn(differences, [])).toEqual(['old-3', 'old-4'])
    expect(withdrawn(differences, ['old-4'])).toEqual(['old-3'])
  })
})

describe('nodes as the server wants them', () => {
  const node = (id: number, parent: number, start: number, end: number, more: Partial<Node> = {}): Node =>
    ({ id, parent, level: 'finding', no: '', title: `第${id}`, start, end, deadline: null, lead_units: [], responsible_units: [], status_text: null, why: '', ...more }) as Node
  const letter = new Letter('甲乙丙丁戊己')
  const tree: Tree = { items: [node(40, 0, 0, 2, { level: 'aspect' }), node(12, 40, 2, 4)], others: [node(30, 0, 4, 6, { level: 'other' })], next: 50 } as unknown as Tree

  it('numbers them in the order of the letter and remembers which was which', () => {
    const { nodes, sent } = nodes_to_send(letter, tree, new Map([[12, 'old-1']]))
    expect(sent).toEqual([40, 12, 30])
    expect(nodes.map((n) => [n.id, n.parent, n.level, n.text, n.was])).toEqual([
      [1, 0, 'aspect', '甲乙', undefined],
      [2, 1, 'finding', '丙丁', 'old-1'],
      [3, 0, 'other', '戊己', undefined],
    ])
    expect(nodes.some((n) => 'position' in n)).toBe(false)
  })
  it('states places only when they were rearranged', () => {
    const { nodes } = nodes_to_send(letter, { ...tree, items: [...tree.items].reverse() } as Tree, new Map())
    expect(nodes.map((n) => n.position)).toEqual([2, 1, undefined])
  })
})
