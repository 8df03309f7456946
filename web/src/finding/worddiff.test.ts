import { describe, expect, it } from 'vitest'
import { word_diff, words_of_text } from './worddiff'

const before = (a: string, b: string) => word_diff(a, b).filter((p) => p.kind !== 'new').map((p) => p.text).join('')
const after = (a: string, b: string) => word_diff(a, b).filter((p) => p.kind !== 'gone').map((p) => p.text).join('')

describe('word_diff', () => {
  it('loses nothing of either text', () => {
    const texts = ['', '田长制责任压得不实，有683名田长一次也没有巡田。', '田长制责任落实不到位，有692名田长没有巡田，台账更新不及时。', '财务管理不严格', '一\n二\n三', 'ABC 12.5% 完成']
    for (const a of texts)
      for (const b of texts) {
        expect(before(a, b)).toBe(a)
        expect(after(a, b)).toBe(b)
      }
  })
  it('says what changed, gone before new', () => {
    const pieces = word_diff('有683名田长没有巡田', '有692名田长没有巡田')
    expect(pieces.map((p) => p.kind)).toEqual(['same', 'gone', 'new', 'same'])
    expect(pieces[1]?.text).toBe('683')
    expect(pieces[2]?.text).toBe('692')
  })
  it('is one piece when nothing changed, none for nothing', () => {
    expect(word_diff('台账', '台账')).toEqual([{ kind: 'same', text: '台账' }])
    expect(word_diff('', '')).toEqual([])
  })
  it('gives up on texts that have nothing in common, and still loses nothing', () => {
    const a = '甲乙丙丁'.repeat(900)
    const b = '子丑寅卯'.repeat(900)
    const began = Date.now()
    expect(before(a, b)).toBe(a)
    expect(after(a, b)).toBe(b)
    expect(Date.now() - began).toBeLessThan(4000)
  })
  it('cuts into words', () => {
    expect(words_of_text('台账12.5%').join('')).toBe('台账12.5%')
    expect(words_of_text('').length).toBe(0)
  })
})
