import { describe, expect, it } from 'vitest'
import { compare, likeness, type Side } from './diff'

const side = (key: string, text: string, level: Side['level'] = 'finding'): Side => ({ key, level, title: text, text })

describe('a revised letter', () => {
  it('tells same, changed, added, removed', () => {
    const before = [
      side('a', '1.理论学习不够深入系统，个别成员学用结合不紧。'),
      side('b', '2.田长制责任压得不实，有683名一次也没有巡田。'),
      side('c', '3.财务管理不严格。'),
    ]
    const after = [
      side('1', '1.理论学习不够深入系统，个别成员学用结合不紧。'),
      side('2', '2.选人用人程序不规范。'),
      side('3', '3.田长制责任压得不实，有692名一次也没有巡田。'),
    ]
    expect(compare(before, after).map((d) => d.kind)).toEqual(['same', 'added', 'changed', 'removed'])
  })
  it('a new number alone is a change of form, not a new problem', () => {
    const d = compare([side('a', '2.财务管理不严格。')], [side('1', '3.财务管理不严格。')])
    expect(d).toHaveLength(1)
    expect(d[0]).toMatchObject({ kind: 'changed', likeness: 1 })
  })
  it('never pairs different levels', () => {
    const d = compare([side('a', '压实责任。', 'demand')], [side('1', '压实责任。')])
    expect(d.map((x) => x.kind).sort()).toEqual(['added', 'removed'])
  })
  it('likeness is 1 for equal and 0 for unlike', () => {
    expect(likeness('整改方案', '整改方案')).toBe(1)
    expect(likeness('整改方案', '财务管理')).toBe(0)
  })
})
