import { describe, expect, it } from 'vitest'
import type { ReportText } from '@/api/types'
import { is_veiled, passages, unveil } from './letter'

const plain = '开头。一是学习不够𠮷。二是管理不严。结尾。'
const points = Array.from(plain)
const at = (text: string) => {
  const start = points.join('').indexOf(text)
  return Array.from(plain.slice(0, start)).length
}
const node = (id: string, text: string) => ({ finding_id: id, number: id, level: 'finding' as const, title: text, start: at(text), end: at(text) + Array.from(text).length })
const letter: ReportText = { plain, nodes: [node('a', '一是学习不够𠮷。'), node('b', '二是管理不严。')] }

describe('passages', () => {
  it('marks the own words, names the neighbours, loses nothing', () => {
    const all = passages(letter, 'b')
    expect(all.map((p) => p.text).join('')).toBe(plain)
    expect(all.map((p) => [p.text, p.finding, !!p.own])).toEqual([['开头。', undefined, false], ['一是学习不够𠮷。', 'a', false], ['二是管理不严。', 'b', true], ['结尾。', undefined, false]])
  })
  it('shows only what stands around it', () => {
    const near = passages(letter, 'b', 3)
    expect(near.map((p) => p.text)).toEqual(['……够𠮷。', '二是管理不严。', '结尾。'])
  })
  it('is empty for who is not in it', () => expect(passages(letter, 'x')).toEqual([]))
  it('keeps a node whole although others lie in it', () => {
    const nested: ReportText = { plain, nodes: [...letter.nodes, { finding_id: 'whole', number: null, level: 'aspect', title: '', start: 3, end: points.length - 3 }] }
    expect(passages(nested, 'whole').filter((p) => p.own).map((p) => p.text)).toEqual(['一是学习不够𠮷。二是管理不严。'])
  })
  it('says a gap where one may not read', () => {
    expect(unveil('开头█████\n███结尾')).toBe('开头……结尾')
    expect(is_veiled({ plain: '█', nodes: [] })).toBe(true)
  })
})
